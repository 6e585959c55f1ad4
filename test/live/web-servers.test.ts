import {chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {DeploymentDescription, WebDescription} from '../../src/deployment/description.js'
import {type Browse, browse, type Page, protocolOf} from '../support/browse.js'
import {type Certificate, certificateFor} from '../support/certificate.js'
import {temporaryFolder} from '../support/folder.js'
import type {Front} from '../support/listening.js'
import {freePort} from '../support/ports.js'
import type {Program} from '../support/program.js'
import {startSite} from '../support/site.js'
import {startUwsgi} from '../support/uwsgi.js'
import {renderWeb, type WebServer} from '../support/web-golden.js'

const APP = fileURLToPath(new URL('../fixtures/apps/environ/app.py', import.meta.url))
const folder = temporaryFolder()
let certificate: Certificate
const uwsgi: Program[] = []

beforeAll(async () => {
  certificate = certificateFor(folder.path, ['example.org', 'www.example.org'])
  for (const name of ['one', 'two', 'three']) {
    const options = ['--wsgi-file', APP, '--buffer-size', '40960', '--chmod-socket=666', '--pyargv', name]
    uwsgi.push(await startUwsgi(['python3'], ['--socket', folder.at(`${name}.sock`), ...options]))
  }
  mkdirSync(folder.at('static files/.git'), {recursive: true})
  writeFileSync(folder.at('static files/style.css'), 'body {}\n')
  writeFileSync(folder.at('static files/.git/config'), 'secret\n')
  writeFileSync(folder.at('static files/page.php'), '<?php echo 1;\n')
  mkdirSync(folder.at('plain'))
  writeFileSync(folder.at('plain/document.txt'), 'document\n')
  writeFileSync(folder.at('secret.txt'), 'secret\n')
  mkdirSync(folder.at('acme/.well-known/acme-challenge'), {recursive: true})
  writeFileSync(folder.at('acme/.well-known/acme-challenge/token'), 'proof\n')
})

afterAll(async () => {
  await Promise.all(uwsgi.map((program) => program.stop()))
  folder[Symbol.dispose]()
})

interface Running extends AsyncDisposable {
  readonly front: Front
  readonly port: number
  readonly tlsPort: number
  ask(request: Omit<Browse, 'port' | 'host'> & {readonly host?: string}): Promise<Page>
  /** What the application saw. */
  seen(request: Omit<Browse, 'port' | 'host'> & {readonly host?: string}): Promise<Record<string, string>>
}

/** A site of the first application, changed, and running. */
async function running(
  server: WebServer,
  web: WebDescription = {},
  change: (ports: {readonly port: number; readonly tlsPort: number}) => DeploymentDescription = () => ({}),
): Promise<Running> {
  const [port, tlsPort] = [await freePort(), await freePort()]
  const tls = typeof web.tls === 'object' ? {listen: `127.0.0.1:${tlsPort}`, ...certificate, ...web.tls} : undefined
  const deployment: DeploymentDescription = {
    name: 'shop',
    application: {root: folder.path, module: 'app', uwsgi: {socket: folder.at('one.sock')}},
    ...change({port, tlsPort}),
    web: {
      ...{server, names: 'example.org', listen: `127.0.0.1:${port}`, log: {access: false, error: false}},
      ...web,
      ...(tls === undefined ? {} : {tls}),
    },
  }
  const {text, warnings} = await renderWeb(server, {scope: 'full', deployment})
  expect(warnings).toEqual([])
  const front = await startSite(server, folder.at(`run-${port}`), text, port)
  const ask: Running['ask'] = (request) => browse({host: 'example.org', ...request, port: request.tls ? tlsPort : port})
  const seen: Running['seen'] = async (request) => {
    const page = await ask(request)
    if (page.status !== 200) throw new Error(`${page.status}: ${page.text}\n${front.log()}`)
    return JSON.parse(page.text) as Record<string, string>
  }
  return {front, port, tlsPort, ask, seen, [Symbol.asyncDispose]: () => front.stop()}
}

const STATIC = {'/files/': {folder: folder.at('static files'), 'max-age': 3600, immutable: true}}
const withStatics = (): DeploymentDescription => ({
  application: {root: '/srv/shop', module: 'app', statics: STATIC, uwsgi: {socket: folder.at('one.sock')}},
})
const SPOOFED = {
  ...{'X-Forwarded-Proto': 'https', X_Forwarded_Proto: 'https', 'X.Forwarded.Proto': 'https', 'X-Forwarded-Ssl': 'on'},
  ...{'X-Forwarded-For': '6.6.6.6', X_Forwarded_For: '6.6.6.6', 'X-Real-IP': '6.6.6.6', 'Client-IP': '6.6.6.6'},
  ...{'X-Forwarded-Host': 'evil.org', X_Forwarded_Host: 'evil.org', Forwarded: 'proto=https', Proxy: 'http://evil.org'},
  ...{'X-Forwarded-Prefix': '/evil', 'X-Script-Name': '/evil', X_Script_Name: '/evil', 'X-Scheme': 'https'},
}

describe.each(['apache', 'lighttpd'] as const)('%s', (server) => {
  test('hands over a GET and a POST whole, and keeps escapes', async () => {
    await using site = await running(server)
    expect(await site.seen({path: '/a%20b/%C3%A9?x=1%202'})).toMatchObject({
      ...{REQUEST_METHOD: 'GET', PATH_INFO: '/a b/\u00c3\u00a9', SCRIPT_NAME: '', QUERY_STRING: 'x=1%202'},
      ...{REQUEST_URI: '/a%20b/%C3%A9?x=1%202', HTTP_HOST: 'example.org', 'wsgi.url_scheme': 'http'},
    })
    const body = 'x'.repeat(300_000)
    const posted = await site.seen({method: 'POST', path: '/form', body, headers: {'Content-Type': 'text/odd'}})
    expect(posted).toMatchObject({REQUEST_METHOD: 'POST', CONTENT_TYPE: 'text/odd', body})
  })

  test('believes no client: scheme, address, host, prefix, proxy', async () => {
    await using site = await running(server, {tls: {redirect: false}})
    for (const tls of [false, true]) {
      const seen = await site.seen({tls, headers: SPOOFED})
      expect(seen).toMatchObject({'wsgi.url_scheme': tls ? 'https' : 'http', REMOTE_ADDR: '127.0.0.1', SCRIPT_NAME: ''})
      expect(seen['HTTP_X_FORWARDED_PROTO']).toBe(tls ? 'https' : 'http')
      expect(seen['HTTP_PROXY']).toBeUndefined()
      const said = JSON.stringify(Object.entries(seen).filter(([name]) => name.startsWith('HTTP_')))
      expect(said).not.toMatch(/6\.6\.6\.6|evil/)
    }
  })

  test('believes a proxy that it was told to trust, and no other', async () => {
    const headers = {'X-Forwarded-For': '9.9.9.9', 'X-Forwarded-Proto': 'https'}
    await using trusting = await running(server, {'trusted-proxies': ['127.0.0.0/8']})
    expect(await trusting.seen({headers})).toMatchObject({REMOTE_ADDR: '9.9.9.9', 'wsgi.url_scheme': 'https'})
    await using other = await running(server, {'trusted-proxies': ['10.0.0.0/8']})
    expect(await other.seen({headers})).toMatchObject({REMOTE_ADDR: '127.0.0.1', 'wsgi.url_scheme': 'http'})
  })

  test('serves folders itself, with their headers, and nothing beside them', async () => {
    await using site = await running(server, {}, withStatics)
    const style = await site.ask({path: '/files/style.css'})
    expect(style).toMatchObject({status: 200, text: 'body {}\n'})
    expect(style.headers).toMatchObject({
      ...{'cache-control': 'public, max-age=3600, immutable', 'content-type': expect.stringContaining('text/css')},
      'x-content-type-options': 'nosniff',
    })
    expect((await site.ask({path: '/files/missing.css'})).status).toBe(404)
    for (const path of [
      '/files/.git/config',
      '/files/x/../.git/config',
      '/files//.git/config',
      '/files/%2egit/config',
    ]) {
      expect((await site.ask({path})).status, path).toBeGreaterThanOrEqual(403)
    }
    const climbs = ['/files/../secret.txt', '/files/..%2fsecret.txt', '/files/%2e%2e/secret.txt', '/files../secret.txt']
    for (const path of [
      ...climbs,
      '/files/..%252fsecret.txt',
      '/files/..\\secret.txt',
      '/files/%00/../../secret.txt',
    ]) {
      expect((await site.ask({path})).text, path).not.toBe('secret\n')
    }
  })

  test('answers HTTPS, redirects to it from HTTP, and lets the ACME client through', async () => {
    await using site = await running(server, {tls: {acme: folder.at('acme')}, www: 'to-bare'})
    const {headers} = await site.ask({tls: true})
    expect(headers).toMatchObject({
      ...{'strict-transport-security': 'max-age=63072000', 'x-frame-options': 'SAMEORIGIN'},
      'x-content-type-options': 'nosniff',
    })
    expect(await site.seen({tls: true})).toMatchObject({HTTPS: 'on', HTTP_X_FORWARDED_SSL: 'on'})
    expect(await protocolOf(site.tlsPort, 'example.org')).toBe('h2')
    const to = `https://example.org:${site.tlsPort}`
    const path = '/a%20b%3Fc/%C3%A9?x=1%202'
    for (const [tls, host] of [
      [false, 'example.org'],
      [false, 'www.example.org'],
      [true, 'www.example.org'],
    ] as const) {
      const page = await site.ask({tls, host, path})
      expect(page.status, host).toBe(301)
      expect(page.headers.location?.replace(/%[\da-f]{2}/g, (hex) => hex.toUpperCase())).toBe(`${to}${path}`)
    }
    expect((await site.ask({path: '/.well-known/acme-challenge/token'})).text).toBe('proof\n')
    expect((await site.ask({host: 'www.example.org', path: '/.well-known/acme-challenge/token'})).text).toBe('proof\n')
  })

  test('before there is a certificate it answers the challenge and no more', async () => {
    await using site = await running(server, {
      tls: {acme: folder.at('acme'), certificate: '/nowhere.pem', key: '/nowhere.key', pending: true},
    })
    expect((await site.ask({path: '/.well-known/acme-challenge/token'})).text).toBe('proof\n')
    expect(await site.ask({})).toMatchObject({status: 302, headers: {location: `https://example.org:${site.tlsPort}/`}})
  })

  test('answers its own names alone', async () => {
    await using site = await running(server)
    expect((await site.ask({host: 'evil.org'})).text).not.toContain('REQUEST_METHOD')
    expect((await site.ask({host: 'example.org:80'})).status).toBe(200)
    expect((await site.ask({host: 'EXAMPLE.org'})).status).toBe(200)
  })

  test('lets 33 KB of headers through, and a single long one; far too many are refused and hurt nobody', async () => {
    await using site = await running(server)
    const many = Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [`X-${name}`, 'x'.repeat(8000)]))
    const seen = await site.seen({headers: {...many, 'X-E': 'e'.repeat(1000)}})
    expect(seen['HTTP_X_D']).toHaveLength(8000)
    expect(
      (await site.ask({headers: {...many, ...{'X-F': 'x'.repeat(8000), 'X-G': 'x'.repeat(8000)}}})).status,
    ).not.toBe(200)
    expect((await site.ask({})).status).toBe(200)
  })

  test('refuses a body that is too large, by its length', async () => {
    await using site = await running(server, {'max-body': '2k'})
    expect((await site.ask({method: 'POST', body: 'x'.repeat(2048)})).status).toBe(200)
    expect((await site.ask({method: 'POST', body: 'x'.repeat(4096)})).status).toBe(413)
  })

  test('tells two applications apart by mount and by host', async () => {
    await using site = await running(server, {}, () => ({
      application: undefined as never,
      applications: {
        one: {root: '/srv/one', module: 'app', uwsgi: {socket: folder.at('one.sock')}},
        two: {root: '/srv/two', module: 'app', mount: '/two', uwsgi: {socket: folder.at('two.sock')}},
        three: {root: '/srv/3', module: 'app', hosts: ['three.example.org'], uwsgi: {socket: folder.at('three.sock')}},
      },
    }))
    const pid = async (request: Parameters<Running['seen']>[0]) => {
      const {PATH_INFO, SCRIPT_NAME, 'uwsgi.node': _, ...seen} = await site.seen(request)
      return {path: `${SCRIPT_NAME}|${PATH_INFO}`, server: seen['uwsgi.version'] !== undefined}
    }
    expect((await pid({path: '/two/x'})).path).toBe('|/two/x')
    expect((await pid({path: '/twox'})).path).toBe('|/twox')
    await uwsgi[1]!.logged(/GET \/two\/x /)
    expect(uwsgi[0]!.log()).not.toMatch(/GET \/two\/x /)
    expect(uwsgi[0]!.log()).toMatch(/GET \/twox /)
    await site.seen({host: 'three.example.org', path: `/${server}-three`})
    await uwsgi[2]!.logged(new RegExp(`GET /${server}-three `))
  })

  test('an application below a path is all there is', async () => {
    await using site = await running(server, {}, () => ({
      application: {
        root: '/srv/shop',
        module: 'app',
        mount: '/app',
        statics: {'/app/static/': folder.at('static files')},
        uwsgi: {socket: folder.at('one.sock')},
      },
    }))
    expect(await site.seen({path: '/app'})).toMatchObject({PATH_INFO: '/app', SCRIPT_NAME: ''})
    expect(await site.seen({path: '/app/x'})).toMatchObject({PATH_INFO: '/app/x', SCRIPT_NAME: ''})
    expect((await site.ask({path: '/app/static/style.css'})).text).toBe('body {}\n')
    for (const path of ['/', '/appx', '/index.html', '/nginx/']) expect((await site.ask({path})).status, path).toBe(404)
  })

  test('compresses text for who takes it', async () => {
    await using site = await running(server)
    const {headers} = await site.ask({headers: {'Accept-Encoding': 'gzip'}})
    expect(headers['content-encoding']).toBe('gzip')
    await using without = await running(server, {gzip: false})
    expect((await without.ask({headers: {'Accept-Encoding': 'gzip'}})).headers['content-encoding']).toBeUndefined()
  })

  test('asks several servers, and goes on when one is down', async () => {
    const servers = [folder.at('two.sock'), folder.at('nobody.sock')]
    await using site = await running(server, {upstream: {balancing: 'round-robin', servers}})
    const statuses = []
    for (let n = 0; n < 8; n++) statuses.push((await site.ask({path: `/${server}-${n}`})).status)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(7)
    for (const program of uwsgi.slice(0, 2)) await program.logged(new RegExp(`GET /${server}-\\d `))
  })

  test('logs JSON that is JSON, whatever a client sends', async () => {
    const access = folder.at(`${server}.log`)
    writeFileSync(access, '')
    chmodSync(access, 0o666)
    await using site = await running(server, {log: {format: 'json', access, error: false}})
    await site.ask({path: '/%22%5C"\\{?q="', headers: {'User-Agent': 'a"b\\c\t\u00e9', Referer: '"'}})
    await site.front.stop() // lighttpd keeps lines back
    const [line] = readFileSync(access, 'utf8').split('\n')
    expect(JSON.parse(line!)).toMatchObject({method: 'GET', status: expect.any(Number), remote_addr: '127.0.0.1'})
  })
})

test('Apache: while the file exists every request is answered 503, but the challenge', async () => {
  const file = folder.at('closed 50% "$1" %{HTTP_HOST}')
  const tls = {acme: folder.at('acme'), redirect: false}
  await using site = await running('apache', {'maintenance-file': file, tls}, withStatics)
  expect((await site.ask({})).status).toBe(200)
  writeFileSync(file, '')
  for (const path of ['/', '/files/style.css']) {
    expect(await site.ask({path}), path).toMatchObject({status: 503, headers: {'retry-after': '300'}})
  }
  expect((await site.ask({path: '/.well-known/acme-challenge/token'})).text).toBe('proof\n')
  rmSync(file)
  expect((await site.ask({})).status).toBe(200)
})

test('Apache: what the application says of frames stands; nobody runs an uploaded script', async () => {
  await using site = await running('apache', {}, withStatics)
  expect((await site.ask({path: '/?header-X-Frame-Options=DENY'})).headers['x-frame-options']).toBe('DENY')
  expect((await site.ask({path: '/files/page.php'})).text).toBe('<?php echo 1;\n')
})

test('Apache: an application that restarts is there again at once', async () => {
  const socket = `127.0.0.1:${await freePort()}`
  const options = ['--socket', socket, '--wsgi-file', APP]
  const application = () => ({application: {root: '/srv/shop', module: 'app', uwsgi: {socket}}})
  const first = await startUwsgi(['python3'], options)
  await using site = await running('apache', {}, application)
  expect((await site.ask({})).status).toBe(200)
  await first.stop()
  expect((await site.ask({})).status).toBe(503)
  await using _second = await startUwsgi(['python3'], options)
  expect((await site.ask({})).status).toBe(200)
})

test('Apache: keeps answers for a while, but nothing that belongs to one person', async () => {
  const cache = folder.at('cache')
  mkdirSync(cache)
  chmodSync(cache, 0o777)
  const port = await freePort()
  const deployment: DeploymentDescription = {
    name: 'shop',
    application: {root: '/srv/shop', module: 'app', uwsgi: {socket: folder.at('one.sock')}},
    web: {
      ...{server: 'apache', names: 'example.org', listen: `127.0.0.1:${port}`, log: {access: false, error: false}},
      cache: {folder: cache, time: '60s'},
    },
  }
  const {text, warnings} = await renderWeb('apache', {scope: 'full', deployment})
  expect(warnings).toEqual([expect.stringContaining('htcacheclean')])
  await using _front = await startSite('apache', folder.at('run-cache'), text, port)
  const serial = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    (JSON.parse((await browse({port, host: 'example.org', path, headers})).text) as {serial: number}).serial
  const first = await serial('/news')
  expect(await serial('/news')).toBe(first)
  expect(await serial('/news', {Cookie: 'session=1'})).not.toBe(first)
  expect(await serial('/news', {Authorization: 'Basic eA=='})).not.toBe(first)
  expect(await serial('/news')).toBe(first)
  const mine = await serial('/mine', {Cookie: 'session=1'})
  expect(await serial('/mine', {Cookie: 'session=1'})).not.toBe(mine)
  const cookie = await serial('/login?header-Set-Cookie=a')
  expect(await serial('/login?header-Set-Cookie=a')).not.toBe(cookie)
  const asked = await serial('/x?header-Cache-Control=no-store')
  expect(await serial('/x?header-Cache-Control=no-store')).not.toBe(asked)
})

test('Apache and lighttpd: X-Sendfile leads to the folders that were named, and no others', async () => {
  for (const server of ['apache', 'lighttpd'] as const) {
    const port = await freePort()
    const deployment: DeploymentDescription = {
      name: 'shop',
      application: {root: '/srv/shop', module: 'app', uwsgi: {socket: folder.at('one.sock')}},
      web: {
        ...{server, names: 'example.org', listen: `127.0.0.1:${port}`, log: {access: false, error: false}},
        internal: {'/protected/': folder.at('plain')},
      },
    }
    const {text, warnings} = await renderWeb(server, {scope: 'full', deployment})
    expect(warnings).toEqual([expect.stringContaining('X-Sendfile')])
    await using _front = await startSite(server, folder.at(`run-sendfile-${server}`), text, port)
    const sent = (path: string) => browse({port, host: 'example.org', path: `/?header-X-Sendfile=${folder.at(path)}`})
    expect((await sent('plain/document.txt')).text).toBe('document\n')
    for (const path of ['secret.txt', 'plain/../secret.txt']) expect((await sent(path)).text).not.toBe('secret\n')
  }
})
