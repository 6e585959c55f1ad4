import {createHash} from 'node:crypto'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {connect} from 'node:net'
import {afterEach, describe, expect, test} from 'vitest'
import {type Application, type ApplicationKind, kindOf} from '../../src/server/application.js'
import {builtInApplication} from '../../src/server/built-in.js'
import type {RequestEvent, ServerEvent} from '../../src/server/events.js'
import type {NodeListener} from '../../src/server/node-handler.js'
import {type ServerHandle, serve} from '../../src/server/serve.js'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars, type Var} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import {answerOf} from '../support/serve.js'

const express: unknown = await import(new URL('../fixtures/apps/express.js', import.meta.url).href)
const expressApplication = (express as {default: NodeListener}).default

let server: ServerHandle | undefined
let folder: ReturnType<typeof temporaryFolder> | undefined
let events: (ServerEvent | RequestEvent)[] = []
afterEach(async () => {
  await server?.close({grace: 200})
  folder?.[Symbol.dispose]()
})

/** Serves the application, sends it one request, and gives back the bytes of the answer. */
async function ask(application: Application, vars: Record<string, string> = {}, body = '', kind?: ApplicationKind) {
  folder = temporaryFolder()
  events = []
  const note = (event: ServerEvent | RequestEvent) => events.push(event)
  const path = folder.at('app.sock')
  server = await serve(application, {sockets: [{kind: 'unix', path}], kind, onEvent: note, onRequest: note})
  const pairs: Var[] = Object.entries({REQUEST_METHOD: 'GET', REQUEST_URI: '/', SERVER_PROTOCOL: 'HTTP/1.1', ...vars})
  if (body !== '') pairs.push(['CONTENT_LENGTH', String(Buffer.byteLength(body))])
  return answerOf(path, Buffer.concat([encodePacket({body: encodeVars(pairs)}), Buffer.from(body)]))
}

describe('kinds are told apart by shape', () => {
  const listener = (_req: IncomingMessage, res: ServerResponse) => res.end()
  test.each<[what: string, application: unknown, kind: ApplicationKind | undefined]>([
    ['a function of one parameter', (request: Request) => request, 'fetch'],
    ['a function of none', () => 0, 'fetch'],
    ['a function of two', listener, 'node'],
    ['Express', expressApplication, 'node'],
    ['an object with fetch', {fetch: () => 0}, 'fetch'],
    ['an object with uwsgi', {uwsgi: () => 0}, 'uwsgi'],
    ['a number', 7, undefined],
    ['null', null, undefined],
    ['an empty object', {}, undefined],
  ])('%s', (_, application, kind) => {
    expect(kindOf(application)).toBe(kind)
  })

  test('kind overrules', async () => {
    const application = ((...args: [unknown, ServerResponse]) => args[1].end('called as a listener')) as never
    expect(await ask(application, {}, '', 'node')).toContain('called as a listener')
  })
})

describe('fetch', () => {
  test('text is measured and sent in one go', async () => {
    expect(await ask(() => new Response('grüße', {headers: {'x-a': '1'}}))).toBe(
      `HTTP/1.1 200 OK\r\ncontent-type: text/plain;charset=UTF-8\r\nx-a: 1\r\nContent-Length: 7\r\n\r\n${Buffer.from('grüße').toString('latin1')}`,
    )
  })

  test('the request is a real Request', async () => {
    let seen: Request | undefined
    await ask(
      (request: Request) => {
        seen = request
        return new Response()
      },
      {HTTP_HOST: 'a.example', REQUEST_URI: '/x?y', HTTP_COOKIE: 'a=1', HTTPS: 'on'},
    )
    expect(seen).toBeInstanceOf(Request)
    expect([seen?.url, seen?.method, seen?.headers.get('cookie')]).toEqual(['https://a.example/x?y', 'GET', 'a=1'])
  })

  test.each([
    ['undefined', () => undefined, /returned undefined, not a Response/],
    ['a string', () => 'text', /returned string, not a Response/],
    ['a rejection', async () => Promise.reject(new Error('rejected')), /rejected/],
  ])('%s is a 500 that is logged', async (_, application, message) => {
    expect(await ask(application as unknown as Application)).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/)
    expect(events[0]).toMatchObject({type: 'exception', error: {message: expect.stringMatching(message)}})
    expect(events[1]).toMatchObject({type: 'request', status: 500})
  })

  test.each(['TRACE', 'CONNECT', 'B AD'])('%s, which no Request can carry, is a 501', async (method) => {
    expect(await ask(() => new Response(), {REQUEST_METHOD: method})).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/)
  })

  test.each([
    [204, 'HTTP/1.1 204 No Content\r\n\r\n'],
    [304, 'HTTP/1.1 304 Not Modified\r\n\r\n'],
  ])('%i has neither body nor length', async (status, bytes) => {
    expect(await ask(() => new Response(null, {status}))).toBe(bytes)
  })

  test('a body that nobody reads any more does not hold the answer', async () => {
    const application = async (request: Request) => {
      await request.body?.cancel()
      return new Response('enough')
    }
    expect(await ask(application, {REQUEST_METHOD: 'POST'}, 'x'.repeat(300_000))).toMatch(/enough$/)
  })
})

describe('a Node listener', () => {
  test('HTTP/1.0 is answered as such, an unknown version as 1.1', async () => {
    const listener = (_req: IncomingMessage, res: ServerResponse) => res.end('x')
    expect(await ask(listener, {SERVER_PROTOCOL: 'HTTP/1.0'})).toBe('HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx')
    await server?.close()
    expect(await ask(listener, {SERVER_PROTOCOL: 'FOO/9.9'})).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })

  test('no 1xx, no Transfer-Encoding, no Connection, whatever it asks for', async () => {
    const answer = await ask((_req: IncomingMessage, res: ServerResponse) => {
      res.writeContinue()
      res.writeProcessing()
      res.writeEarlyHints({link: '</a.css>; rel=preload'})
      res.setHeader('Connection', 'keep-alive')
      res.writeHead(200, {'Transfer-Encoding': 'chunked', Trailer: 'X-T'} as never)
      res.write('a')
      res.addTrailers({'X-T': '1'})
      res.end('b')
    })
    expect(answer).toBe('HTTP/1.1 200 OK\r\n\r\nab')
  })

  test.each<[what: string, listener: (req: IncomingMessage, res: ServerResponse) => unknown]>([
    ['a 1xx status', (_req, res) => res.writeHead(101).end()],
    ['a header with CR LF', (_req, res) => res.setHeader('A', 'x\r\nB: 1')],
    ['a rejection', async (_req, _res) => Promise.reject(new Error('later'))],
  ])('%s is a 500', async (_, listener) => {
    expect(await ask(listener)).toMatch(
      /^HTTP\/1\.1 500 Internal Server Error\r\n[\s\S]*\r\n\r\nInternal Server Error\n$/,
    )
  })

  test('what it writes after it failed does not follow the error page', async () => {
    const answer = await ask(async (_req: IncomingMessage, res: ServerResponse) => {
      setTimeout(() => res.end('too late'), 20)
      throw new Error('failed')
    })
    expect(answer).not.toContain('too late')
  })

  test('its events come, finish before close', async () => {
    const seen: string[] = []
    await ask(
      (req: IncomingMessage, res: ServerResponse) => {
        for (const name of ['end', 'close']) req.on(name, () => seen.push(`req ${name}`))
        for (const name of ['finish', 'close']) res.on(name, () => seen.push(`res ${name}`))
        req.resume()
        req.on('end', () => res.end('x'))
      },
      {REQUEST_METHOD: 'POST'},
      'body',
    )
    await server?.close()
    expect(seen).toEqual(['req end', 'res finish', 'req close', 'res close'])
  })

  test('a timeout it sets is its own to answer', async () => {
    const listener: NodeListener = (_, res) => res.setTimeout(50, () => res.writeHead(503).end('timed out'))
    expect(await ask(listener)).toMatch(/^HTTP\/1\.1 503 [\s\S]*timed out$/)
  })

  test('two Cookie headers are one, as Node joins them', async () => {
    const listener = (req: IncomingMessage, res: ServerResponse) => res.end(JSON.stringify(req.headers))
    folder = temporaryFolder()
    const path = folder.at('app.sock')
    server = await serve(listener, {sockets: [{kind: 'unix', path}]})
    const vars: Var[] = [
      ['HTTP_COOKIE', 'a=1'],
      ['HTTP_X_A', '1'],
      ['HTTP_COOKIE', 'b=2'],
      ['HTTP_X_A', '2'],
    ]
    expect(await answerOf(path, encodePacket({body: encodeVars(vars)}))).toContain('{"cookie":"a=1; b=2","x-a":"1, 2"}')
  })

  test('a large answer is held back by a slow client, and whole', async () => {
    const size = 8 << 20
    let waited = 0
    const answer = await ask((_req: IncomingMessage, res: ServerResponse) => {
      let sent = 0
      const more = () => {
        while (sent < size) {
          sent += 65_536
          if (!res.write(Buffer.alloc(65_536, 'x'))) {
            waited++
            return res.once('drain', more)
          }
        }
        return res.end()
      }
      more()
    })
    expect(answer.length).toBe('HTTP/1.1 200 OK\r\n\r\n'.length + size)
    expect(waited).toBeGreaterThan(0)
  })
})

describe('Express', () => {
  test('reads JSON, knows the client and the scheme', async () => {
    const body = JSON.stringify({a: 'ü'})
    const vars = {
      REQUEST_METHOD: 'POST',
      REQUEST_URI: '/json',
      CONTENT_TYPE: 'application/json',
      REMOTE_ADDR: '192.0.2.7',
      HTTPS: 'on',
      HTTP_HOST: 'a.example:8443',
    }
    const answer = await ask(expressApplication, vars, body)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*X-Middleware: yes\r\n/)
    expect(JSON.parse(Buffer.from(answer.split('\r\n\r\n')[1]!, 'latin1').toString())).toEqual({
      received: {a: 'ü'},
      secure: true,
      ip: '192.0.2.7',
      host: 'a.example:8443',
    })
  })

  test.each(['/file', '/static/express.js'])('sends a file: %s', async (uri) => {
    const answer = await ask(expressApplication, {REQUEST_URI: uri})
    expect(answer).toMatch(/\r\nContent-Type: text\/javascript; charset=utf-8\r\n/)
    expect(answer).toMatch(/export default app\n$/)
    expect(answer).not.toMatch(/Transfer-Encoding|Connection:/)
  })

  test('an exception in an async handler is its 500', async () => {
    expect(await ask(expressApplication, {REQUEST_URI: '/throw'})).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/)
  })
})

describe('a uwsgi application', () => {
  test('gets the request as described, and its body', async () => {
    const application: Application = {
      async uwsgi({method, url}, {body}) {
        const chunks: Uint8Array[] = []
        for await (const chunk of body ?? []) chunks.push(chunk)
        return {status: 201, headers: [['X-A', '1']], body: `${method} ${url} ${Buffer.concat(chunks)}`}
      },
    }
    expect(await ask(application, {REQUEST_METHOD: 'PUT', REQUEST_URI: '/x'}, 'body')).toBe(
      'HTTP/1.1 201 Created\r\nX-A: 1\r\nContent-Length: 11\r\n\r\nPUT /x body',
    )
  })

  test('HEAD has the length and no body; an error is a 500', async () => {
    const application: Application = {uwsgi: () => ({status: 200, body: 'grüße'})}
    expect(await ask(application, {REQUEST_METHOD: 'HEAD'})).toBe('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n')
    await server?.close()
    const broken: Application = {uwsgi: () => ({status: 200, headers: [['A', '\r\n']]})}
    expect(await ask(broken)).toMatch(/^HTTP\/1\.1 500 /)
  })
})

describe('the built-in application', () => {
  const bodyOf = (answer: string) =>
    Buffer.from(answer.split('\r\n\r\n').slice(1).join('\r\n\r\n'), 'latin1').toString()

  test.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', '/', 'text/html'],
    ['application/json', '/', 'application/json'],
    ['text/html;q=0.5, application/json', '/', 'application/json'],
    ['*/*', '/', 'text/plain'],
    ['', '/?format=html', 'text/html'],
    ['text/html', '/?format=json', 'application/json'],
  ])('Accept %j of %s is %s', async (accept, uri, type) => {
    const answer = await ask(builtInApplication, {HTTP_ACCEPT: accept, REQUEST_URI: uri})
    expect(answer).toContain(`content-type: ${type}; charset=utf-8\r\n`)
  })

  test('shows variables and the hash of the body', async () => {
    const vars = {REQUEST_METHOD: 'POST', REQUEST_URI: '/?format=json', HTTP_X_A: Buffer.from('ü').toString('latin1')}
    const shown = JSON.parse(bodyOf(await ask(builtInApplication, vars, 'abc'))) as {vars: Var[]; body: object}
    expect(shown.vars).toContainEqual(['HTTP_X_A', 'ü'])
    expect(shown.body).toEqual({bytes: 3, sha256: createHash('sha256').update('abc').digest('hex')})
  })

  test('HTML is escaped', async () => {
    const answer = await ask(builtInApplication, {HTTP_X_A: '<script>', REQUEST_URI: '/?format=html'})
    expect(answer).not.toContain('<script>')
    expect(answer).toContain('&#60;script&#62;')
  })
})

test('a head that nginx would refuse by default is named', async () => {
  await ask(() => new Response('', {headers: {'x-a': 'y'.repeat(5000)}}))
  expect(events[0]).toMatchObject({
    type: 'problem',
    kind: 'big-head',
    message: expect.stringMatching(/uwsgi_buffer_size/),
  })
})

describe('a client that leaves while the application waits', () => {
  const request = encodePacket({body: encodeVars([['REQUEST_METHOD', 'GET']])})

  /** Connects, sends, leaves; gives back what the application heard within a second. */
  async function heardBy(application: Application, heard: string[]): Promise<string[]> {
    folder = temporaryFolder()
    events = []
    const path = folder.at('app.sock')
    server = await serve(application, {sockets: [{kind: 'unix', path}], onEvent: note, onRequest: note})
    const socket = connect({path})
    socket.write(request)
    await expect.poll(() => heard).toContain('called')
    socket.destroy()
    await expect.poll(() => events.at(-1)).toMatchObject({type: 'request', aborted: true})
    return heard
  }
  const note = (event: ServerEvent | RequestEvent) => events.push(event)

  test('a Node listener hears what it hears from Node', async () => {
    const heard: string[] = []
    const listener: NodeListener = (req, res) => {
      req.on('aborted', () => heard.push('aborted')).on('close', () => heard.push('request close'))
      res.on('close', () => heard.push('response close'))
      heard.push('called')
    }
    await heardBy(listener, heard)
    await expect.poll(() => heard.sort()).toEqual(['aborted', 'called', 'request close', 'response close'])
    expect(events).toContainEqual(expect.objectContaining({type: 'problem', kind: 'client-gone'}))
  })

  test('a silent stream is cancelled', async () => {
    const heard: string[] = []
    await heardBy(() => {
      heard.push('called')
      return new Response(new ReadableStream({cancel: () => void heard.push('cancelled')}))
    }, heard)
    await expect.poll(() => heard).toEqual(['called', 'cancelled'])
  })

  test('a stream that comes too late is cancelled', async () => {
    const heard: string[] = []
    let finish = (_: Response) => {}
    await heardBy(() => {
      heard.push('called')
      return new Promise<Response>((resolve) => (finish = resolve))
    }, heard)
    finish(new Response(new ReadableStream({cancel: () => void heard.push('cancelled')})))
    await expect.poll(() => heard).toEqual(['called', 'cancelled'])
  })

  test('one that only says no more gets its answer', async () => {
    folder = temporaryFolder()
    const path = folder.at('app.sock')
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1200)) // longer than it takes to look again
      return new Response('late')
    }
    server = await serve(slow, {sockets: [{kind: 'unix', path}]})
    const socket = connect({path, allowHalfOpen: true})
    socket.end(request)
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*late$/)
  })
})
