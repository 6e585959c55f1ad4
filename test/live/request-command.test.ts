import {randomBytes} from 'node:crypto'
import {chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import type {Socket} from 'node:net'
import {describe, expect, test} from 'vitest'
import {formatAddress} from '../../src/address.js'
import {decodeVars} from '../../src/wire/vars.js'
import {fakeUwsgi, listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import {type RunOptions, tsgi} from '../support/tsgi.js'

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'

/** Runs `tsgi request` against a server that does this with each request. */
async function ask(serve: (socket: Socket) => void, args: readonly string[] = [], options: RunOptions = {}) {
  await using server = await fakeUwsgi((_, socket) => serve(socket))
  const finished = await tsgi(['request', formatAddress(server.address), ...args], options)
  return {...finished, accepted: server.accepted, sent: server.received()}
}

const saying = (text: string | Uint8Array) => (socket: Socket) => void socket.end(text)

describe('output without a terminal', () => {
  const binary = randomBytes(300_000)
  const answer = Buffer.concat([Buffer.from(OK), binary])

  test('is the body alone, byte for byte', async () => {
    const {code, stdoutBytes, stderr} = await ask(saying(answer))
    expect(stdoutBytes.equals(binary)).toBe(true)
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
  })

  test('-i adds the head, -I is the head of an answer to HEAD, --raw is everything', async () => {
    expect((await ask(saying(answer), ['-i'])).stdoutBytes.equals(answer)).toBe(true)
    expect((await ask(saying(answer), ['--raw'])).stdoutBytes.equals(answer)).toBe(true)
    const head = await ask(saying(OK), ['-I'])
    expect(head.stdout).toBe(OK)
    expect(new Map(decodeVars(head.sent.subarray(4))).get('REQUEST_METHOD')).toBe('HEAD')
  })

  test('-p chooses the parts, -v is HhBb', async () => {
    const {stdout} = await ask(saying(`${OK}hello`), ['/p', '-p', 'EHB', '-d', 'a=1'])
    expect(stdout).toMatch(
      /^QUERY_STRING=\n[\s\S]*PATH_INFO=\/p\n[\s\S]*\nPOST \/p HTTP\/1.1\nHost: localhost\n[\s\S]*\n\na=1$/,
    )
    const all = await ask(saying(`${OK}hello`), ['/p', '-v', '-d', 'a=1'])
    expect(all.stdout).toMatch(/^POST \/p HTTP\/1.1\n[\s\S]*\n\na=1\n\nHTTP\/1.1 200 OK\r\n[\s\S]*\r\n\r\nhello$/)
    expect((await ask(saying(OK), ['-p', 'm'])).stdout).toMatch(/^connect [\d.]+ ms · first byte [\d.]+ ms · total /)
  })

  test('a reader that leaves is no failure', async () => {
    await using server = await fakeUwsgi((_, socket) =>
      socket.end(Buffer.concat([Buffer.from(OK), Buffer.alloc(5_000_000, 'x')])),
    )
    const {code, stderr} = await tsgi(['request', formatAddress(server.address)], {
      during: (child) => child.stdout!.once('data', () => child.stdout!.destroy()),
    })
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
  })
})

describe('exit codes', () => {
  const status = (code: number) => saying(`HTTP/1.1 ${code} X\r\n\r\nbody`)

  test.each<[string, number, string[], number]>([
    ['a 302', 302, [], 0],
    ['a 404', 404, [], 4],
    ['a 503', 503, [], 5],
    ['a 404 that is not checked', 404, ['--no-check-status'], 0],
    ['a 404 that was expected', 404, ['--expect-status', '404'], 0],
    ['a 200 that was not', 200, ['--expect-status', '3xx,404'], 1],
    ['a body that matches', 200, ['--expect-body', '^bod.$'], 0],
    ['a body that does not', 200, ['--expect-body', 'welcome'], 1],
    ['a body that matches under a 500', 500, ['--expect-body', 'body'], 5],
  ])('%s', async (_, answered, args, exit) => {
    const {code, stderr} = await ask(status(answered), args)
    expect(code).toBe(exit)
    if (exit === 1) expect(stderr).toMatch(/^Expected /)
  })

  test('nobody listens', async () => {
    using folder = temporaryFolder()
    const {code, stdout, stderr} = await tsgi(['request', folder.at('none')])
    expect({code, stdout}).toEqual({code: 1, stdout: ''})
    expect(stderr).toMatch(/^Error: cannot reach \S+: there is no socket file of that name \[TSGI_MISSING\]\n/)
  })

  test('Ctrl-C while it waits, and while it writes a file', async () => {
    using folder = temporaryFolder()
    const interrupt: RunOptions = {during: (child) => setTimeout(() => child.kill('SIGINT'), 800)}
    expect((await ask(() => {}, ['--timeout', '20'], interrupt)).code).toBe(130)
    writeFileSync(folder.at('out'), 'old')
    const drip = (socket: Socket) => void socket.write(`${OK}half`)
    expect((await ask(drip, ['--timeout', '20', '-o', folder.at('out')], interrupt)).code).toBe(130)
    expect(readFileSync(folder.at('out'), 'utf8')).toBe('old')
    expect(readdirSync(folder.path)).toEqual(['out'])
  })
})

describe('-o', () => {
  test('writes the whole body, and leaves the old file when it does not come', async () => {
    using folder = temporaryFolder()
    const out = folder.at('out')
    writeFileSync(out, 'old')
    chmodSync(out, 0o640)
    symlinkSync(out, folder.at('link'))
    const short = await ask(saying('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'), ['-o', out])
    expect(short.code).toBe(1)
    expect(readFileSync(out, 'utf8')).toBe('old')

    const whole = await ask(saying(`${OK}new`), ['-o', folder.at('link')])
    expect(whole).toMatchObject({code: 0, stdout: ''})
    expect(readFileSync(out, 'utf8')).toBe('new')
    expect(readdirSync(folder.path).sort()).toEqual(['link', 'out'])
  })

  test('with --json the document says where the body went', async () => {
    using folder = temporaryFolder()
    const {stdout} = await ask(saying(`${OK}new`), ['-o', folder.at('out'), '--json'])
    expect(JSON.parse(stdout).response).toMatchObject({status: 200, body_file: folder.at('out'), body_bytes: 3})
    expect(JSON.parse(stdout).response.body).toBeUndefined()
    expect(readFileSync(folder.at('out'), 'utf8')).toBe('new')
  })

  test('a device is written to, not replaced; what cannot be written is said before anything is sent', async () => {
    using folder = temporaryFolder()
    expect((await ask(saying(`${OK}x`), ['-o', '/dev/null'])).code).toBe(0)
    expect(existsSync('/dev/null')).toBe(true)
    const lost = await ask(saying(OK), ['-o', folder.at('no/such/out')])
    expect(lost).toMatchObject({code: 3, accepted: 0})
    expect((await ask(saying(OK), ['-o', folder.path])).code).toBe(2)
  })
})

describe('bodies', () => {
  const bytes = randomBytes(200_000)
  /** Answers when the body has had the time to come. */
  const late = (socket: Socket) => void setTimeout(() => socket.end(OK), 300)

  async function bodyOf(args: readonly string[], input?: Uint8Array) {
    const {sent, code, stderr} = await ask(late, args, input ? {input} : {})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    const size = 4 + sent.readUInt16LE(1)
    return {vars: new Map(decodeVars(sent.subarray(4, size))), body: sent.subarray(size)}
  }

  test('text, as a form; as JSON with -j; as what -H says', async () => {
    const form = await bodyOf(['-d', 'name=caf\u00e9'])
    expect(form.body.toString('utf8')).toBe('name=caf\u00e9')
    expect([form.vars.get('CONTENT_TYPE'), form.vars.get('CONTENT_LENGTH')]).toEqual([
      'application/x-www-form-urlencoded',
      '10',
    ])
    const json = await bodyOf(['-j', '-d', '{"a":1}'])
    expect([json.vars.get('CONTENT_TYPE'), json.vars.get('HTTP_ACCEPT')]).toEqual([
      'application/json',
      'application/json',
    ])
    expect((await bodyOf(['-d', 'x', '-H', 'content-type: text/x-own'])).vars.get('CONTENT_TYPE')).toBe('text/x-own')
  })

  test('a file and a pipe, byte for byte', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('body'), bytes)
    for (const [args, input] of [[['-d', `@${folder.at('body')}`]], [['-d', '-'], bytes]] as [string[], Buffer?][]) {
      const {vars, body} = await bodyOf(args, input)
      expect(body.equals(bytes)).toBe(true)
      expect(vars.get('CONTENT_TYPE')).toBe('application/octet-stream')
      expect(vars.get('CONTENT_LENGTH')).toBe('200000')
    }
  })

  test('standard input is left alone unless it is asked for', async () => {
    const {vars} = await bodyOf([], bytes)
    expect(vars.get('REQUEST_METHOD')).toBe('GET')
  })
})

describe('the document of --json', () => {
  test('has the shape that scripts rely on', async () => {
    const {stdout, code} = await ask(saying(`${OK}hi`), ['/x?y=1', '--json'])
    const document = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(document).toMatchObject({
      schema: 'tsgi.request/1',
      ok: true,
      outcome: 'response',
      target: {kind: 'tcp', host: '127.0.0.1'},
      request: {method: 'GET', uri: '/x?y=1', modifier1: 0, body_bytes: 0},
      response: {status: 200, reason: 'OK', headers: [['Content-Type', 'text/plain']], body: 'hi', body_bytes: 2},
      problems: [],
      warnings: [],
    })
    expect(document.request.vars).toContainEqual(['PATH_INFO', '/x'])
    expect(document.request.packet_bytes).toBeGreaterThan(200)
    expect(Object.keys(document.timings)).toEqual(['connect_ms', 'first_byte_ms', 'total_ms'])
  })

  test('binary is base64; a large body is cut, and says so', async () => {
    const binary = await ask(saying(Buffer.concat([Buffer.from(OK), Buffer.from([0xff, 0, 1])])), ['--json'])
    expect(JSON.parse(binary.stdout).response).toMatchObject({body_base64: '/wAB', body_bytes: 3})
    const big = await ask(saying(Buffer.concat([Buffer.from(OK), Buffer.alloc(9 << 20, 'x')])), ['--json'])
    const {response} = JSON.parse(big.stdout)
    expect(response).toMatchObject({body_bytes: 9 << 20, body_truncated: true, body_kept_bytes: 8 << 20})
    expect(response.body.length).toBe(8 << 20)
  })

  test('failures have an outcome and an error, and the same exit code', async () => {
    const empty = await ask((socket) => socket.end(), ['--json'])
    expect(empty.code).toBe(1)
    expect(JSON.parse(empty.stdout)).toMatchObject({ok: false, outcome: 'empty', error: {code: 'TSGI_EMPTY'}})
    const missing = await ask(saying('HTTP/1.1 404 No\r\n\r\n'), ['--json'])
    expect(missing.code).toBe(4)
    expect(JSON.parse(missing.stdout)).toMatchObject({ok: false, outcome: 'response', response: {status: 404}})
    const usage = await ask(saying(OK), ['--json', '-H', 'none'])
    expect(usage.code).toBe(2)
    expect(JSON.parse(usage.stdout)).toMatchObject({
      schema: 'tsgi.request/1',
      ok: false,
      error: {code: 'TSGI_BAD_HEADER'},
    })
    const wrong = await ask(saying(OK), ['--json', '--expect-status', '201'])
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      ok: false,
      expectations: [{expected: 'status 201', ok: false, actual: '200'}],
    })
  })
})

describe('nothing is sent', () => {
  test('--offline shows what would be, --dump as hex that gives the packet back', async () => {
    const shown = await ask(saying(OK), ['/a%20b', '--offline', '--param', 'REMOTE_USER=ada', '--without', 'HTTP_HOST'])
    expect(shown).toMatchObject({code: 0, accepted: 0})
    expect(shown.stdout).toMatch(/^PATH_INFO=\/a b$/m)
    expect(shown.stdout).toMatch(/^REMOTE_USER=ada$/m)
    expect(shown.stdout).not.toMatch(/HTTP_HOST/)
    const args = ['--offline', '--preset', 'apache', '--modifier1', 'php']
    const dump = await ask(saying(OK), [...args, '--dump'])
    const document = JSON.parse((await ask(saying(OK), [...args, '--dump', '--json'])).stdout)
    const bytes = dump.stdout.replace(/^\S+ (.{39}).*$/gm, '$1').replace(/\s/g, '')
    expect(bytes.slice(0, 2)).toBe('0e')
    expect(bytes.length).toBe(document.request.packet_hex.length)
    expect(document).toMatchObject({ok: true, outcome: 'offline', request: {modifier1: 14}})
  })

  test('--curl prints the same request for the web server', async () => {
    const {stdout, accepted} = await ask(saying(OK), [
      ...[
        '--curl',
        '-X',
        'PUT',
        '--https',
        '--host',
        'a.test',
        '-H',
        "X-It: it's",
        '-d',
        '@/etc/hostname',
        '/a b?x=[1]',
      ],
    ])
    expect(accepted).toBe(0)
    expect(stdout).toBe(
      "curl -X PUT -H 'X-It: it'\\''s' -H 'Content-Type: application/x-www-form-urlencoded' --data-binary @/etc/hostname --globoff 'https://a.test/a%20b?x=[1]'\n",
    )
  })

  test.each<[string, string[], string, number]>([
    ['a header without a colon', ['-H', 'none'], 'TSGI_BAD_HEADER', 2],
    ['a header with a line break', ['-H', 'A: b\r\nC: d'], 'TSGI_BAD_HEADER', 2],
    ['a variable without a value', ['--param', 'A'], 'TSGI_BAD_VARIABLE', 2],
    ['a variable with a line break', ['--param', 'A=b\nc'], 'TSGI_BAD_VARIABLE', 2],
    ['a body file that is missing', ['-d', '@/no/such/file'], 'TSGI_NO_BODY_FILE', 2],
    ['a folder for a body', ['-d', '@/tmp'], 'TSGI_BAD_BODY', 2],
    ['an unknown modifier', ['--modifier1', 'phq'], 'did you mean php', 2],
    ['an unknown preset', ['--preset', 'ngnix'], 'did you mean nginx', 2],
    ['an unknown part', ['-p', 'x'], 'TSGI_BAD_PARTS', 2],
    ['a status that is none', ['--expect-status', 'ok'], 'TSGI_BAD_EXPECTATION', 2],
    ['a pattern that is none', ['--expect-body', '('], 'TSGI_BAD_EXPECTATION', 2],
    ['JSON in the place of the path', ['-j', '{"a":1}'], '-j -d \'{"a":1}\'', 2],
    ['a path above the root', ['/../etc'], 'TSGI_BAD_PATH', 2],
  ])('%s', async (_, args, says, exit) => {
    const {code, stderr, stdout, accepted} = await ask(saying(OK), args)
    expect(stderr).toContain(says)
    expect({code, stdout, accepted}).toEqual({code: exit, stdout: '', accepted: 0})
  })
})

test('hostile bytes never reach a terminal', async () => {
  const hostile = 'HTTP/1.1 200 \u001b]0;x\u0007\r\nX-Evil: \u001b[2J\r\n\r\n\u001b[31mred\u009b1m\r\nok'
  await using server = await listener(
    (socket) => void socket.once('data', () => socket.end(Buffer.from(hostile, 'latin1'))),
  )
  const {stdout, stderr} = await tsgi(['request', formatAddress(server.address)], {
    env: {TSGI_FORCE_TTY: '1', NO_COLOR: '1'},
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  expect(stdout).toContain('X-Evil: \\e[2J')
  expect(stdout).toContain('\\e[31mred')
})

test('a binary body is not shown at a terminal, and there the head is', async () => {
  const {stdout, stderr} = await ask(saying(Buffer.concat([Buffer.from(OK), Buffer.alloc(5000)])), [], {
    env: {TSGI_FORCE_TTY: '1', NO_COLOR: '1'},
  })
  expect(stdout).toBe('HTTP/1.1 200 OK\nContent-Type: text/plain\n\n(binary body not shown: 5,000 bytes)\n')
  expect(stderr).toMatch(/connect [\d.]+ ms · first byte [\d.]+ ms · total [\d.]+ ms · 5,000 B\n$/)
})
