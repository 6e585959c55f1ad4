import {createHash, randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {request as httpRequest} from 'node:http'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {startApache} from '../support/apache.js'
import {temporaryFolder} from '../support/folder.js'
import {startLighttpd} from '../support/lighttpd.js'
import type {Front} from '../support/listening.js'
import {startNginx} from '../support/nginx.js'
import type {Program} from '../support/program.js'
import {startServe} from '../support/serve.js'
import {ROOT} from '../support/tsgi.js'

const APPS = {fetch: 'fetch.js', node: 'node.cjs', express: 'express.js', shown: undefined}
type Name = keyof typeof APPS
const names = Object.keys(APPS) as Name[]

type Start = (folder: string, socket: (name: Name) => string) => Promise<Front>

const fronts: Record<string, Start> = {
  nginx: (folder, socket) => {
    const location = (name: Name) => `include /etc/nginx/uwsgi_params; uwsgi_pass unix:${socket(name)};`
    const secure = 'uwsgi_param HTTPS on;'
    const locations = names.map(
      (name) => `location /${name} { ${location(name)} }
      location /secure/${name} { ${location(name)} ${secure} }`,
    )
    return startNginx(folder, {server: locations.join('\n')})
  },
  Apache: (folder, socket) => {
    const passes = names.flatMap((name) => [
      `ProxyPass /secure/${name} unix:${socket(name)}|uwsgi://secure-${name}`,
      `ProxyPass /${name} unix:${socket(name)}|uwsgi://${name}`,
    ])
    return startApache(folder, `SetEnvIf Request_URI ^/secure/ HTTPS=on\n${passes.join('\n')}`)
  },
  lighttpd: (folder, socket) => {
    const server = (name: Name, prefix = '') =>
      `"${prefix}/${name}" => (("socket" => "${socket(name)}", "check-local" => "disable"))`
    const all = names.flatMap((name) => [server(name), server(name, '/secure')])
    return startLighttpd(
      folder,
      `scgi.protocol = "uwsgi"
scgi.server = (${all.join(', ')})
server.stream-response-body = 1
$HTTP["url"] =~ "^/secure/" { setenv.add-environment = ("HTTPS" => "on") }`,
    )
  },
}

const big = randomBytes(10 << 20)
const bigHash = createHash('sha256').update(big).digest('hex')

describe.each(Object.entries(fronts))('behind %s', (_, start) => {
  const folder = temporaryFolder()
  const servers = {} as Record<Name, Program>
  let front: Front
  const at = (path: string) => `${front.url}${path}`

  beforeAll(async () => {
    const socket = (name: Name) => folder.at(`${name}.sock`)
    const started = names.map(async (name) => {
      const file = APPS[name]
      const app = file === undefined ? [] : [join(ROOT, 'test/fixtures/apps', file)]
      servers[name] = await startServe([...app, '-s', socket(name), '--chmod-socket', '666'])
    })
    await Promise.all(started)
    front = await start(folder.path, socket)
  })

  afterAll(async () => {
    await front?.stop()
    await Promise.all(Object.values(servers).map((server) => server.stop()))
    folder[Symbol.dispose]()
  })

  describe.each(['fetch', 'node'] as const)('a %s application', (name) => {
    test('GET, with the query, headers in UTF-8, and what the client says of an earlier proxy', async () => {
      const text = Buffer.from('grüße').toString('latin1')
      const response = await fetch(at(`/${name}/echo?a=%C3%BC&b=1`), {
        headers: {'X-Name': text, 'X-Forwarded-For': '192.0.2.7', 'X-Forwarded-Proto': 'https', Cookie: 'a=1; b=2'},
      })
      expect(response.status).toBe(200)
      const echoed = (await response.json()) as Record<string, unknown> & {headers: object; vars: [string, string][]}
      const headers = new Map(Array.isArray(echoed.headers) ? echoed.headers : Object.entries(echoed.headers))
      expect(echoed).toMatchObject({method: 'GET', remoteAddress: '127.0.0.1'})
      expect(echoed['url']).toMatch(
        new RegExp(`^(http://127\\.0\\.0\\.1(:${front.port})?)?/${name}/echo\\?a=%C3%BC&b=1$`),
      )
      expect(headers.get('x-name')).toBe(text)
      expect(headers.get('x-forwarded-for')).toBe('192.0.2.7')
      expect(headers.get('x-forwarded-proto')).toBe('https')
      expect(headers.get('cookie')).toBe('a=1; b=2')
      expect(new Map(echoed.vars).get('HTTP_X_NAME')).toBe(text)
    })

    test('HTTPS is https', async () => {
      const echoed = (await (await fetch(at(`/secure/${name}/echo`))).json()) as {url: string; encrypted?: boolean}
      if (name === 'fetch') expect(echoed.url).toMatch(/^https:/)
      else expect(echoed.encrypted).toBe(true)
    })

    test('httpoxy: the header Proxy does not arrive', async () => {
      const response = await fetch(at(`/${name}/echo`), {headers: {'X-Ok': '1'}})
      expect(response.status).toBe(200)
      const body = await plainGet(at(`/${name}/echo`), {Proxy: 'http://evil.example'})
      const {headers} = JSON.parse(body) as {headers: object}
      expect(JSON.stringify(headers)).not.toContain('evil.example')
    })

    test('POST of 10 MiB arrives byte for byte', async () => {
      const response = await fetch(at(`/${name}/hash`), {method: 'POST', body: big})
      expect(await response.json()).toEqual({bytes: big.length, sha256: bigHash})
    })

    test('an answer without reading the body reaches the client', async () => {
      const response = await fetch(at(`/${name}/ignore`), {method: 'POST', body: big})
      expect(response.status).toBe(413)
      expect(await response.text()).toBe('not read\n')
    })

    test('HEAD has no body, and the connection is fit for the next request', async () => {
      const head = await fetch(at(`/${name}/echo`), {method: 'HEAD'})
      expect([head.status, await head.text()]).toEqual([200, ''])
    })

    test('a stream arrives as it is sent', async () => {
      const response = await fetch(at(`/${name}/stream`))
      const chunks: string[] = []
      for await (const chunk of response.body!) chunks.push(Buffer.from(chunk).toString())
      expect(chunks.join('')).toBe('line 1\nline 2\nline 3\nline 4\nline 5\n')
      expect(response.headers.get('transfer-encoding') ?? 'chunked').toBe('chunked')
    })

    test('404 and its body', async () => {
      const response = await fetch(at(`/${name}/nowhere`))
      expect([response.status, await response.text()]).toEqual([404, 'no such page\n'])
    })

    test('several cookies, and a header in UTF-8', async () => {
      const response = await fetch(at(`/${name}/headers`))
      expect(response.status).toBe(202)
      expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2; Path=/'])
      expect(Buffer.from(response.headers.get('x-name')!, 'latin1').toString()).toBe('grüße')
    })

    test('an exception is a 500, logged with its stack, and the server lives', async () => {
      const response = await fetch(at(`/${name}/throw`))
      expect(response.status).toBe(500)
      await servers[name].logged(
        new RegExp(`exception in GET /${name}/throw\\nError: ${name} application broke\\n {4}at `),
      )
      expect((await fetch(at(`/${name}/nowhere`))).status).toBe(404)
    })

    test('an exception behind the head cuts the answer off and is logged', async () => {
      await fetch(at(`/${name}/throw-late`)).then(
        (response) => response.text(),
        () => '',
      )
      await servers[name].logged(new RegExp(`Error: ${name} application broke late\\n {4}at `))
      expect((await fetch(at(`/${name}/nowhere`))).status).toBe(404)
    })
  })

  test('a stray callback that throws is logged, and the server lives', async () => {
    expect(await (await fetch(at('/node/stray'))).text()).toBe('fine\n')
    await servers.node.logged(/exception outside of a request\nError: stray callback\n {4}at /)
    expect((await fetch(at('/node/nowhere'))).status).toBe(404)
  })

  describe('an Express application', () => {
    // Express routes by path, and the front's prefix is part of it: the application is mounted nowhere.
    test('answers through its middleware', async () => {
      const response = await fetch(at('/express'))
      expect(response.status).toBe(404)
      expect(response.headers.get('x-middleware')).toBe('yes')
      expect(await response.text()).toContain('Cannot GET /express')
    })
  })

  test('the built-in application shows what came', async () => {
    const body = 'a body'
    const asked = {method: 'POST', body, headers: {accept: 'application/json'}}
    const shown = (await (await fetch(at('/shown/here?q=1'), asked)).json()) as Record<string, unknown>
    expect(shown).toMatchObject({
      method: 'POST',
      body: {bytes: 6, sha256: createHash('sha256').update(body).digest('hex')},
    })
    const vars = new Map(shown['vars'] as [string, string][])
    expect(vars.get('REQUEST_URI')).toBe('/shown/here?q=1')
    expect((await fetch(at('/shown?format=html'))).headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await (await fetch(at('/shown'))).text()).toContain('\nREQUEST_METHOD=GET\n')
  })
})

/** With a header that `fetch` does not send. */
async function plainGet(url: string, headers: Record<string, string>): Promise<string> {
  const request = httpRequest(url, {headers}).end()
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
