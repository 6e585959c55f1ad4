import {createHash} from 'node:crypto'
import type {Socket} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {request} from '../../src/client/request.js'
import {buildRequest} from '../../src/client/request-build.js'
import {decodeVars} from '../../src/wire/vars.js'
import {fakeUwsgi, listener, type Reply} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'
const answering =
  (text: string | Uint8Array): Reply =>
  (_, socket) =>
    socket.end(text)

async function ask(reply: Reply, options: Parameters<typeof request>[1] = {}) {
  await using server = await fakeUwsgi(reply)
  return await request(server.address, {timeout: 2000, ...options})
}

describe('a whole answer', () => {
  test('comes back as it was sent', async () => {
    const result = await ask(answering(`${OK}hello`), {path: '/x?y=1'})
    expect(result).toMatchObject({ok: true, outcome: 'response', warnings: [], problems: []})
    expect(result.response).toMatchObject({status: 200, reason: 'OK', headers: [['Content-Type', 'text/plain']]})
    expect(result.response?.body.toString()).toBe('hello')
    expect(result.request).toMatchObject({method: 'GET', uri: '/x?y=1', modifier1: 0, body_bytes: 0})
    expect(result.timings.total_ms).toBeGreaterThanOrEqual(result.timings.first_byte_ms!)
    expect(result.failure).toBeUndefined()
  })

  test.each([
    [301, true],
    [404, false],
    [500, false],
  ])('status %i: ok is %s, and it is an answer all the same', async (status, ok) => {
    expect(await ask(answering(`HTTP/1.1 ${status} X\r\n\r\n`))).toMatchObject({ok, outcome: 'response'})
  })

  test('every byte value survives, in one piece or in many', async () => {
    const bytes = Buffer.from(Array.from({length: 4096}, (_, i) => (i * 7) & 0xff))
    const result = await ask(async (_, socket) => {
      socket.write(OK)
      for (let at = 0; at < bytes.length; at += 1000) {
        await sleep(1)
        socket.write(bytes.subarray(at, at + 1000))
      }
      socket.end()
    })
    expect(result.response?.body.equals(bytes)).toBe(true)
  })

  test('a server that keeps the connection open is not waited for once all is there', async () => {
    const started = performance.now()
    const result = await ask((_, socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
    expect(result).toMatchObject({ok: true, outcome: 'response'})
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('surplus bytes are told of and left out', async () => {
    const result = await ask(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi there'))
    expect(result.response?.body.toString()).toBe('hi')
    expect(result.problems.map(({code}) => code)).toEqual(['body-long'])
  })

  test('an answer to HEAD ends with its head', async () => {
    const result = await ask(answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'), {method: 'head'})
    expect(result).toMatchObject({ok: true, request: {method: 'HEAD'}, response: {body_bytes: 0}})
  })

  test('what is kept is bounded, what came is counted, and all of it can be had as it comes', async () => {
    const seen = createHash('sha256')
    const big = Buffer.alloc(3_000_000, 'abcdefg')
    let headFirst = false
    const result = await ask(answering(Buffer.concat([Buffer.from(OK), big])), {
      keep: 1000,
      onHead: ({status}) => {
        headFirst = status === 200
      },
      onBody: async (chunk) => {
        expect(headFirst).toBe(true)
        await sleep(1)
        seen.update(chunk)
      },
    })
    expect(result.response).toMatchObject({body_bytes: 3_000_000, body_truncated: true})
    expect(result.response?.body.length).toBe(1000)
    expect(seen.digest('hex')).toBe(createHash('sha256').update(big).digest('hex'))
  })

  test('the raw bytes can be had, head included', async () => {
    const chunks: Buffer[] = []
    await ask(answering(`${OK}x`), {onBytes: (chunk) => void chunks.push(chunk)})
    expect(Buffer.concat(chunks).toString()).toBe(`${OK}x`)
  })
})

describe('what is sent', () => {
  test('the packet, then the body, whole', async () => {
    const body = Buffer.from(Array.from({length: 200_000}, (_, i) => i & 0xff))
    await using server = await fakeUwsgi((_, socket) => {
      socket.removeAllListeners('data')
      let missing = body.length
      socket.on('data', (chunk) => {
        missing -= chunk.length
        if (missing < 70_000) socket.end(OK)
      })
    })
    const result = await request(server.address, {body, headers: [['Content-Type', 'image/png']], modifier1: 14})
    const sent = server.received()
    expect(sent[0]).toBe(14)
    const size = sent.readUInt16LE(1)
    const vars = new Map(decodeVars(sent.subarray(4, 4 + size)))
    expect(vars.get('CONTENT_LENGTH')).toBe('200000')
    expect(vars.get('CONTENT_TYPE')).toBe('image/png')
    expect(vars.get('REQUEST_METHOD')).toBe('POST')
    expect(result.request.packet_bytes).toBe(4 + size)
  })

  test('the answer is read although the server does not take the body', async () => {
    await using server = await listener((socket) => {
      socket.once('data', () => {
        socket.pause()
        socket.write(`${OK}early`, () => socket.destroy()) // with bytes unread, as uWSGI does: a reset
      })
    })
    const result = await request(server.address, {body: Buffer.alloc(8_000_000), timeout: 3000})
    expect(result.response?.body.toString()).toBe('early')
    expect(result.outcome).toBe('response')
    expect(result.warnings.join()).toMatch(/without reading the whole body/)
  })

  test('a variable that is set takes the place of all of that name; one given twice is sent twice', () => {
    const built = buildRequest(
      {kind: 'unix', path: '/s'},
      {
        headers: [
          ['Cookie', 'a=1'],
          ['Accept', '*/*'],
          ['Cookie', 'b=2'],
        ],
        params: [
          ['HTTP_COOKIE', 'c=3'],
          ['REMOTE_USER', 'ada'],
          ['REMOTE_USER', 'bob'],
        ],
        without: ['HTTP_HOST', 'http_accept'],
      },
    )
    expect(built.vars.slice(-4)).toEqual([
      ['HTTP_COOKIE', 'c=3'],
      ['HTTP_ACCEPT', '*/*'],
      ['REMOTE_USER', 'ada'],
      ['REMOTE_USER', 'bob'],
    ])
    expect(built.vars.map(([name]) => name)).not.toContain('HTTP_HOST')
  })

  test('what a default uWSGI would refuse is warned of', async () => {
    const result = await ask(answering(OK), {headers: [['X-Big', 'x'.repeat(5000)]]})
    expect(result.warnings.join()).toMatch(/4096/)
    const many = Array.from({length: 130}, (_, i) => [`X-${i}`, ''] as const)
    expect((await ask(answering(OK), {headers: many})).warnings.join()).toMatch(/max-vars/)
  })
})

describe('no whole answer', () => {
  const doing =
    (serve: (socket: Socket) => void): Reply =>
    (_, socket) =>
      serve(socket)

  test.each<[string, Reply, string]>([
    ['closed without a byte', doing((socket) => socket.end()), 'empty'],
    ['reset without a byte', doing((socket) => socket.resetAndDestroy()), 'reset'],
    ['nothing until the deadline', () => {}, 'silent'],
    ['the head breaks off', answering('HTTP/1.1 200 OK\r\nContent-Ty'), 'partial-head'],
    [
      'the body is shorter than announced',
      answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
      'partial-body',
    ],
    ['the body never ends', doing((socket) => socket.write(`${OK}abc`)), 'partial-body'],
    [
      'a reset behind a body of unknown length',
      doing((socket) => socket.write(`${OK}abc`, () => setTimeout(() => socket.resetAndDestroy(), 50))),
      'partial-body',
    ],
    ['a pong', answering(Buffer.from([100, 0, 0, 1])), 'garbled'],
    ['a naked body', answering('just text'), 'garbled'],
    ['a head without an end', answering(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`), 'garbled'],
  ])('%s', async (_, reply, outcome) => {
    const result = await ask(reply, {timeout: 300})
    expect(result).toMatchObject({ok: false, outcome})
    expect(result.failure?.message).toMatch(/answer|response/)
    expect(result.failure?.suggestions.length).toBeGreaterThan(0)
  })

  test('zero bytes are explained by what was sent', async () => {
    const plain = await ask(answering(''))
    expect(plain.failure?.causes.join('\n')).toMatch(/traceback[\s\S]*PHP or CGI/)
    expect(plain.failure?.suggestions.join()).toMatch(/--modifier1 php/)
    const php = await ask(answering(''), {modifier1: 14})
    expect(php.failure?.causes[0]).toMatch(/unavailable modifier requested: 14/)
    const big = await ask(answering(''), {headers: [['X-Big', 'x'.repeat(5000)]]})
    expect(big.failure?.causes[0]).toMatch(/buffer-size/)
  })

  test('a naked body is there to be looked at', async () => {
    const result = await ask(answering('just text'))
    expect(result.response).toMatchObject({form: 'bare', status: 0})
    expect(result.response?.body.toString()).toBe('just text')
  })

  test('no connection', async () => {
    const dead = await request({kind: 'tcp', host: '127.0.0.1', port: await freePort()})
    expect(dead).toMatchObject({ok: false, outcome: 'refused', failure: {code: 'TSGI_REFUSED', kind: 'negative'}})
    expect(await request('/no/such.sock')).toMatchObject({outcome: 'missing', target: {kind: 'unix'}})
    using folder = temporaryFolder()
    await using server = await fakeUwsgi(answering(OK), folder.at('s'))
    expect((await request(server.address)).outcome).toBe('response')
  })

  test('a signal ends it', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect((await ask(() => {}, {signal: controller.signal})).outcome).toBe('aborted')
  })

  test('a drip does not outlast the deadline', async () => {
    const drip = doing((socket) => {
      socket.write(OK)
      const timer = setInterval(() => socket.write('.'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const result = await ask(drip, {timeout: 300})
    expect(result.outcome).toBe('partial-body')
    expect(result.timings.total_ms).toBeLessThan(1500)
  })
})

describe('nothing is sent on bad input', () => {
  test.each<[string, Parameters<typeof request>[1], string]>([
    ['a line break in a header', {headers: [['X', 'a\r\nY: b']]}, 'TSGI_BAD_HEADER'],
    ['a NUL in a header', {headers: [['X', 'a\0b']]}, 'TSGI_BAD_HEADER'],
    ['a header without a name', {headers: [['', 'x']]}, 'TSGI_BAD_HEADER'],
    ['a space in the name of a header', {headers: [['a b', 'x']]}, 'TSGI_BAD_HEADER'],
    ['a length that is not the body\u2019s', {body: 'abc', headers: [['Content-Length', '5']]}, 'TSGI_BAD_HEADER'],
    ['a host with a path', {host: 'a/b'}, 'TSGI_BAD_HEADER'],
    ['a line break in a variable', {params: [['A', '1\n2']]}, 'TSGI_BAD_VARIABLE'],
    ['a variable without a name', {params: [['', '1']]}, 'TSGI_BAD_VARIABLE'],
    ['a character that is no byte', {params: [['A', '\u20ac']]}, 'TSGI_BAD_VARIABLE'],
    ['a body that is no bytes', {body: '\u20ac'}, 'TSGI_BAD_BODY'],
    ['a method with a space', {method: 'GET /'}, 'TSGI_BAD_METHOD'],
    ['a broken escape', {path: '/%zz'}, 'TSGI_BAD_PATH'],
    ['an encoded NUL', {path: '/a%00b'}, 'TSGI_BAD_PATH'],
    ['another scheme', {path: 'ftp://x/'}, 'TSGI_BAD_PATH'],
    ['a modifier over a byte', {modifier1: 256}, 'TSGI_BAD_MODIFIER'],
    ['more than a packet holds', {headers: [['X', 'x'.repeat(70_000)]]}, 'TSGI_BAD_VARIABLE'],
  ])('%s', async (_, options, code) => {
    await using server = await fakeUwsgi(answering(OK))
    await expect(request(server.address, options)).rejects.toMatchObject({code, kind: 'usage'})
    expect(server.accepted).toBe(0)
  })
})
