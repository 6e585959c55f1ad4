import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {connect as connectHttp2} from 'node:http2'
import {join} from 'node:path'
import {connect as connectTls} from 'node:tls'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {FORWARDED_VARIABLES} from '../../src/knowledge/forwarded-variables.js'
import {askHttp, askRaw, type HttpQuestion} from '../support/ask-http.js'
import {temporaryFolder} from '../support/folder.js'
import type {Front} from '../support/listening.js'
import {makeCertificate, startApplication, startSite} from '../support/nginx-site.js'
import {freePort} from '../support/ports.js'

type Disposable = {[Symbol.asyncDispose](): Promise<void>}
type Environ = Readonly<Record<string, string>>

let folder: ReturnType<typeof temporaryFolder>
const running: Disposable[] = []
let shop: Awaited<ReturnType<typeof startApplication>>
let wiki: typeof shop
let other: typeof shop

beforeAll(async () => {
  folder = temporaryFolder()
  shop = await startApplication(folder.path, 'shop')
  wiki = await startApplication(folder.path, 'wiki', '/wiki')
  other = await startApplication(folder.path, 'other', '/wiki')
  running.push(shop, wiki, other)
  for (const name of ['static', 'my files', 'protected', 'acme/.well-known/acme-challenge']) {
    mkdirSync(folder.at(name), {recursive: true})
  }
  writeFileSync(folder.at('static/a.css'), 'body { color: red }\n'.repeat(200))
  writeFileSync(folder.at('my files/50% off.txt'), 'half')
  writeFileSync(folder.at('protected/secret.txt'), 'secret')
  writeFileSync(folder.at('staticx'), 'beside')
  writeFileSync(folder.at('acme/.well-known/acme-challenge/token'), 'challenge')
})

afterAll(async () => {
  for (const server of running.reverse()) await server[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

async function site(web: object, application: object = {}, more: object = {}): Promise<Front> {
  const port = await freePort()
  const own = join(folder.path, `site-${port}`)
  mkdirSync(own, {mode: 0o755})
  const front = await startSite(
    own,
    {
      name: 'shop',
      application: {root: '/srv/shop', module: 'shop', ...application},
      uwsgi: {socket: shop.socket},
      ...more,
      web: {listen: `127.0.0.1:${port}`, names: 'example.org', ...web},
    },
    port,
  )
  running.push(front)
  return front
}

const environ = async (question: HttpQuestion) =>
  JSON.parse((await askHttp({path: '/environ', ...question})).body) as Environ

describe('a plain site', () => {
  let port: number
  beforeAll(async () => {
    ;({port} = await site(
      {internal: {'/protected/': folder.at('protected')}, 'web-sockets': ['/ws'], 'max-body': '1m'},
      {
        statics: {
          '/static/': {folder: folder.at('static'), 'max-age': '1d'},
          '/my files/': {folder: folder.at('my files'), 'max-age': '365d', immutable: true},
        },
      },
    ))
  })

  test('GET and POST reach the application, each with its own', async () => {
    expect(await askHttp({port, path: '/a%20b?c=d'})).toMatchObject({status: 200, body: 'shop  /a b'})
    const body = 'x'.repeat(300_000)
    expect(await askHttp({port, path: '/echo', body})).toMatchObject({status: 200, body})
    expect((await askHttp({port, path: '/echo', body: 'x'.repeat(1_100_000)})).status).toBe(413)
  })

  test('static files: with their age, their type, compressed, and nothing beside the folder', async () => {
    const {status, headers} = await askHttp({port, path: '/static/a.css', headers: {'Accept-Encoding': 'gzip'}})
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/css',
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
      'cache-control': 'max-age=86400',
    })
    expect((await askHttp({port, path: '/static../staticx'})).body).not.toBe('beside')
    expect((await askHttp({port, path: '/staticx'})).body).not.toBe('beside')
    expect(await askHttp({port, path: '/my%20files/50%25%20off.txt'})).toMatchObject({
      status: 200,
      body: 'half',
      headers: {'cache-control': 'public, max-age=31536000, immutable'},
    })
  })

  test.each([
    ['/', 200],
    ['/nothing', 404],
    ['/boom', 500],
    ['/static/a.css', 200],
    ['/static/none.css', 404],
    ['/my%20files/50%25%20off.txt', 200],
    ['/my%20files/none', 404],
  ])('security headers on %s, which answers %i', async (path, status) => {
    expect(await askHttp({port, path})).toMatchObject({
      status,
      headers: {
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'strict-origin-when-cross-origin',
      },
    })
  })

  test("the application's own header is the only one", async () => {
    expect((await askHttp({port, path: '/frame'})).headers['x-frame-options']).toBe('DENY')
  })

  test('X-Accel-Redirect works, and nobody else gets there', async () => {
    expect(await askHttp({port, path: '/accel'})).toMatchObject({status: 200, body: 'secret'})
    expect((await askHttp({port, path: '/protected/secret.txt'})).status).toBe(404)
  })

  test('33 KB of headers pass, and a head of 7 KB comes back', async () => {
    const headers = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`X-${name}`, name.repeat(8100)]))
    const seen = await environ({port, headers})
    expect(seen['HTTP_X_D']).toBe(headers['X-d'])
    expect((await askHttp({port, path: '/big'})).headers['x-big']).toHaveLength(7000)
  })

  test('nothing that a client says of its connection is believed', async () => {
    const headers = Object.fromEntries(FORWARDED_VARIABLES.map(({header}) => [header, 'https']))
    const seen = await environ({port, headers: {...headers, 'X-Forwarded-Ssl': 'on', 'X-Forwarded-For': '6.6.6.6'}})
    expect(seen).toMatchObject({
      ...{HTTP_X_FORWARDED_PROTO: 'http', HTTP_X_FORWARDED_FOR: '127.0.0.1', HTTP_X_REAL_IP: '127.0.0.1'},
      ...{REMOTE_ADDR: '127.0.0.1', url_scheme: 'http', REQUEST_SCHEME: 'http'},
    })
    expect(seen['HTTPS']).toBeUndefined()
    const vouched = FORWARDED_VARIABLES.filter((one) => one.vouched === 'scheme' || one.vouched === 'address')
    const left = FORWARDED_VARIABLES.filter(({variable}) => variable in seen)
    expect(left).toEqual(vouched)
  })

  test('a name with an underscore says nothing either', async () => {
    const seen = await environ({port, headers: {X_Forwarded_Proto: 'https', 'X-Forwarded_Ssl': 'on'}})
    expect([seen['url_scheme'], seen['HTTP_X_FORWARDED_SSL']]).toEqual(['http', undefined])
  })

  test('the host is the one that Nginx went by, with the port that the client named', async () => {
    expect((await environ({port, host: `Example.org:${port}`}))['HTTP_HOST']).toBe(`example.org:${port}`)
    expect((await environ({port}))['HTTP_HOST']).toBe('example.org')
    const request = 'GET http://example.org/environ HTTP/1.1\r\nHost: evil.example:1\r\nConnection: close\r\n\r\n'
    const answer = (await askRaw(port, request, () => false)).toString()
    expect(answer).toContain('"HTTP_HOST": "example.org"')
  })

  test('a WebSocket goes through', async () => {
    const head = 'GET /ws HTTP/1.1\r\nHost: example.org\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
    const frame = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69]) // "hi", masked with zeroes
    const answer = await askRaw(port, Buffer.concat([Buffer.from(head + key), frame]), (got) => got.includes('echo hi'))
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 101 /)
    expect(answer.includes('echo hi')).toBe(true)
  })
})

describe('behind a proxy', () => {
  const headers = {'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Ssl': 'on'}

  test('one that is trusted is believed: the address and the scheme', async () => {
    const {port} = await site({'trusted-proxies': ['127.0.0.0/8']})
    expect(await environ({port, headers})).toMatchObject({
      ...{REMOTE_ADDR: '203.0.113.9', HTTP_X_FORWARDED_FOR: '203.0.113.9', HTTP_X_REAL_IP: '203.0.113.9'},
      ...{url_scheme: 'https', HTTPS: 'on', HTTP_X_FORWARDED_PROTO: 'https', HTTP_X_FORWARDED_SSL: 'on'},
    })
    const chain = {...headers, 'X-Forwarded-For': '6.6.6.6, 203.0.113.9, 127.0.0.9'}
    expect((await environ({port, headers: chain}))['REMOTE_ADDR']).toBe('203.0.113.9')
    expect(await environ({port, headers: {'X-Forwarded-Ssl': 'on'}})).toMatchObject({url_scheme: 'http'})
    expect(await environ({port, headers: {'X-Forwarded-Proto': 'javascript'}})).toMatchObject({url_scheme: 'http'})
  })

  test('another one is not', async () => {
    const {port} = await site({'trusted-proxies': ['10.0.0.0/8', 'fd00::/8']})
    const seen = await environ({port, headers})
    expect(seen).toMatchObject({REMOTE_ADDR: '127.0.0.1', url_scheme: 'http', HTTP_X_FORWARDED_PROTO: 'http'})
    expect([seen['HTTPS'], seen['HTTP_X_FORWARDED_SSL']]).toEqual([undefined, undefined])
  })
})

describe('HTTPS', () => {
  let front: Front
  let port: number
  beforeAll(async () => {
    port = await freePort()
    const pair = makeCertificate(folder.path, ['example.org', 'www.example.org'])
    front = await site({
      ...{version: '1.22.1', www: 'to-bare'},
      tls: {...pair, listen: `127.0.0.1:${port}`, acme: folder.at('acme')},
    })
  })

  test('says so to the application and to the browser', async () => {
    const seen = await environ({port, tls: true, headers: {'X-Forwarded-Proto': 'http', 'X-Forwarded-Ssl': 'off'}})
    expect(seen).toMatchObject({
      url_scheme: 'https',
      HTTPS: 'on',
      HTTP_X_FORWARDED_PROTO: 'https',
      HTTP_X_FORWARDED_SSL: 'on',
    })
    const {headers} = await askHttp({port, tls: true})
    expect(headers['strict-transport-security']).toBe('max-age=63072000')
  })

  test('HTTP/2', async () => {
    const session = connectHttp2(`https://127.0.0.1:${port}`, {servername: 'example.org', rejectUnauthorized: false})
    const stream = session.request({':path': '/environ', ':authority': `example.org:${port}`})
    let body = ''
    for await (const chunk of stream) body += chunk
    session.close()
    expect(JSON.parse(body)).toMatchObject({SERVER_PROTOCOL: 'HTTP/2.0', HTTP_HOST: `example.org:${port}`})
  })

  test('from HTTP, and from www, to the one place', async () => {
    const where = async (question: HttpQuestion) => {
      const {status, headers} = await askHttp({path: '/a?b=c', ...question})
      return [status, headers.location]
    }
    expect(await where({port: front.port})).toEqual([301, `https://example.org:${port}/a?b=c`])
    expect(await where({port: front.port, host: 'www.example.org'})).toEqual([
      301,
      `https://www.example.org:${port}/a?b=c`,
    ])
    expect(await where({port, tls: true, host: 'www.example.org'})).toEqual([301, `https://example.org:${port}/a?b=c`])
  })

  test('the challenge of a certificate is answered in plain HTTP', async () => {
    const path = '/.well-known/acme-challenge/token'
    expect(await askHttp({port: front.port, path})).toMatchObject({status: 200, body: 'challenge'})
    expect(await askHttp({port: front.port, path: `${path}s`})).toMatchObject({status: 404})
  })

  const handshake = (options: object) =>
    new Promise<string>((resolve) => {
      const socket = connectTls({host: '127.0.0.1', port, rejectUnauthorized: false, ...options}, () => {
        resolve(socket.getProtocol() ?? '')
        socket.destroy()
      })
      socket.on('error', (error) => resolve(error.message))
    })

  test('a name that no site has gets no handshake; old protocols neither', async () => {
    expect(await handshake({servername: 'other.example'})).toMatch(/unrecognized name/)
    expect(await handshake({servername: 'example.org'})).toBe('TLSv1.3')
    expect(await handshake({servername: 'example.org', maxVersion: 'TLSv1.2'})).toBe('TLSv1.2')
    const old = {minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0'}
    expect(await handshake({servername: 'example.org', ...old})).toMatch(/alert|protocol|version/i)
  })
})

test('modern: TLS 1.3 alone', async () => {
  const port = await freePort()
  const pair = makeCertificate(folder.path, ['example.org'])
  await site({version: '1.22.1', tls: {...pair, listen: `127.0.0.1:${port}`, profile: 'modern'}})
  const socket = connectTls({
    host: '127.0.0.1',
    port,
    servername: 'example.org',
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.2',
  })
  const error = await new Promise((resolve) => socket.once('error', resolve).once('secureConnect', resolve))
  expect(String(error)).toMatch(/protocol version/)
  socket.destroy()
  expect((await askHttp({port, tls: true})).status).toBe(200)
})

test('the first stage answers the challenge before there is a certificate', async () => {
  const {port} = await site({tls: {pending: true, acme: folder.at('acme')}})
  expect(await askHttp({port, path: '/.well-known/acme-challenge/token'})).toMatchObject({
    status: 200,
    body: 'challenge',
  })
  expect(await askHttp({port, path: '/x'})).toMatchObject({status: 302, headers: {location: 'https://example.org/x'}})
})

test('several applications on one site: by mount, by host name', async () => {
  const {port} = await site(
    {},
    {},
    {
      application: undefined,
      applications: {
        shop: {root: '/srv/shop', module: 'shop', uwsgi: {socket: shop.socket}},
        wiki: {root: '/srv/wiki', module: 'wiki', mount: '/wiki', uwsgi: {socket: wiki.socket}},
        other: {
          root: '/srv/other',
          module: 'other',
          hosts: 'wiki.example.org',
          mount: '/wiki',
          uwsgi: {socket: other.socket},
        },
      },
      uwsgi: undefined,
    },
  )
  expect((await askHttp({port, path: '/x'})).body).toBe('shop  /x')
  expect((await askHttp({port, path: '/wiki/x'})).body).toBe('wiki /wiki /x')
  expect((await askHttp({port, path: '/wikix'})).body).toBe('shop  /wikix')
  expect(await askHttp({port, path: '/wiki?a=b'})).toMatchObject({status: 301, headers: {location: '/wiki/?a=b'}})
  expect((await askHttp({port, path: '/wiki/x', host: 'wiki.example.org'})).body).toBe('other /wiki /x')
  expect((await askHttp({port, path: '/x', host: 'wiki.example.org'})).status).toBe(404)
})

test('too many requests of one client are 429', async () => {
  const {port} = await site({limits: {rate: '1/m', burst: 1}})
  const statuses = []
  for (let at = 0; at < 4; at++) statuses.push((await askHttp({port})).status)
  expect(statuses).toEqual([200, 200, 429, 429])
})

test('an answer is kept, but none that was made for somebody', async () => {
  const {port} = await site({cache: {time: '1m', folder: folder.at('cache')}})
  const ask = async (more: Partial<HttpQuestion> = {}) => {
    const {body, headers} = await askHttp({port, path: '/count', ...more})
    return [headers['x-cache-status'], body]
  }
  const [, first] = await ask()
  expect(await ask()).toEqual(['HIT', first])
  const [status, own] = await ask({headers: {Cookie: 'session=1'}})
  expect([status, own === first]).toEqual(['BYPASS', false])
  expect(await ask()).toEqual(['HIT', first])
  expect((await ask({method: 'HEAD'}))[0]).toBe('MISS')
  expect((await ask({body: 'x'}))[0]).not.toBe('HIT')
})

test('closed while a file is there, without a reload', async () => {
  const file = folder.at('closed now')
  const {port} = await site({'maintenance-file': file})
  expect((await askHttp({port})).status).toBe(200)
  writeFileSync(file, '')
  expect(await askHttp({port})).toMatchObject({
    status: 503,
    headers: {'retry-after': '300', 'x-frame-options': 'SAMEORIGIN'},
  })
  rmSync(file)
  expect((await askHttp({port})).status).toBe(200)
})

describe('logs', () => {
  const odd = 'a "b" \\ {c} é'
  const logOf = (port: number) => readFileSync(join(folder.path, `site-${port}`, 'access.log'), 'utf8')

  test('JSON, whatever a client sends', async () => {
    const {port} = await site({log: {format: 'json'}})
    const {body} = await askHttp({port, path: '/x?a="b"', headers: {'User-Agent': Buffer.from(odd).toString('latin1')}})
    expect(body).toBe('shop  /x')
    await expect.poll(() => logOf(port)).toMatch(/\n$/)
    expect(JSON.parse(logOf(port))).toMatchObject({
      ...{method: 'GET', status: '200', uri: '/x?a="b"', host: 'example.org', user_agent: odd, upstream_status: '200'},
    })
  })

  test('with times', async () => {
    const {port} = await site({log: {format: 'timing'}})
    await askHttp({port})
    await expect
      .poll(() => logOf(port))
      .toMatch(/ rt=\d\.\d{3} uct=\d\.\d{3} uht=\d\.\d{3} urt=\d\.\d{3} ua="unix:\S+\.sock" cs=-\n$/)
  })
})
