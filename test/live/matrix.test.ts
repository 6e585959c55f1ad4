import {execFileSync} from 'node:child_process'
import {chmodSync, cpSync, existsSync, mkdirSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, describe, expect, test} from 'vitest'
import {certificateFor} from '../support/certificate.js'
import {temporaryFolder} from '../support/folder.js'
import {type Namespace, networkNamespace} from '../support/namespace.js'
import {mainFile, type SiteServer} from '../support/site.js'
import {BIN, ROOT, tsgi} from '../support/tsgi.js'
import {startUnit} from '../support/unit.js'

/** Each: the folder of the application, what it says to a GET, and where, when that is not `/hello`. */
const APPLICATIONS = {
  wsgi: {says: 'hello from WSGI'},
  flask: {says: 'hello from Flask', post: '/echo'},
  django: {says: 'hello from Django', post: '/echo'},
  psgi: {says: 'hello from PSGI'},
  dancer2: {says: 'hello from Dancer2', post: '/echo'},
  mojolicious: {says: 'hello from Mojolicious', post: '/echo'},
  rack: {says: 'hello from Rack'},
  sinatra: {says: 'hello from Sinatra', post: '/echo'},
  php: {says: 'hello from PHP'},
  lua: {says: 'hello from Lua'},
  cgi: {says: 'hello from CGI', get: '/hello.sh', post: '/hello.sh'},
  javascript: {says: 'hello from JavaScript'},
} as const satisfies Record<string, {says: string; get?: string; post?: string}>

type Name = keyof typeof APPLICATIONS
/** Not /tmp: a service that has its own would not be found there, and `tsgi lint` says so. */
const PARENT = '/var/lib'
const SERVERS = ['nginx', 'apache', 'lighttpd'] as const
const ASKED = ['GET', 'POST', 'static', 'subpath', 'TLS'] as const
type Asked = (typeof ASKED)[number]

const cells = new Map<string, Set<Asked>>()
const mark = (name: Name, server: SiteServer, asked: Asked) =>
  cells.set(`${name} ${server}`, (cells.get(`${name} ${server}`) ?? new Set()).add(asked))

afterAll(() => {
  const cell = (name: Name, server: SiteServer) =>
    ASKED.map((asked) => (cells.get(`${name} ${server}`)?.has(asked) ? asked : '-'.repeat(asked.length))).join(' ')
  const rows = (Object.keys(APPLICATIONS) as Name[]).map((name) =>
    [name.padEnd(12), ...SERVERS.map((server) => cell(name, server))].join('  '),
  )
  const width = ASKED.join(' ').length
  const head = ['application'.padEnd(12), ...SERVERS.map((server) => server.padEnd(width))].join('  ')
  console.log(['', head, ...rows, ''].join('\n'))
})

/** A site that `tsgi init` made of the application's folder alone, running as its files say. */
interface Site extends AsyncDisposable {
  ask(url: string, args?: readonly string[]): Promise<{readonly status: number; readonly body: string}>
  log(): string
}

async function deployed(name: Name, server: SiteServer, flags: readonly string[], folder: string): Promise<Site> {
  const [code, root] = [join(folder, 'shop'), join(folder, 'root')]
  cpSync(join(ROOT, 'test/fixtures/apps/matrix', name), code, {recursive: true})
  const init = await tsgi(
    ['init', code, '--yes', '--json', '--web', server, '--server-name', 'shop.example', '--root', root, ...flags],
    {timeout: 60_000},
  )
  expect(init, init.stderr + init.stdout).toMatchObject({code: 0})
  const {next} = JSON.parse(init.stdout) as {next: readonly string[]}
  // What it says to type is typed.
  for (const line of next)
    execFileSync('sh', ['-c', line.replace(/^tsgi /, `'${process.execPath}' '${BIN}' `)], {stdio: 'pipe'})
  for (const log of ['nginx', 'apache2', 'lighttpd'])
    mkdirSync(join(root, 'var/log', log), {recursive: true, mode: 0o777})
  chmodSync(join(root, 'var/log/lighttpd'), 0o777)
  execFileSync('systemd-tmpfiles', ['--create', join(root, 'etc/tmpfiles.d/shop.conf')], {stdio: 'pipe'})

  const namespace = await networkNamespace()
  const application = startUnit(join(root, 'etc/systemd/system/shop.service'), namespace)
  await there(join(root, 'run/shop/uwsgi.sock'), application.log)
  const home = join(folder, 'server')
  const argv = mainFile(server, {home, site: siteFile(root), ports: [80, 443]})
  const front = namespace.start(argv)
  const log = () => `${application.log()}\n${front.log()}`
  await answering(namespace, log)
  return {
    ask: (url, args = []) => namespace.curl([...args, url]),
    log,
    async [Symbol.asyncDispose]() {
      await Promise.all([front.stop(), application.stop()])
      await namespace[Symbol.asyncDispose]()
    },
  }
}

/** Where `tsgi init` said that the file of the site goes. */
function siteFile(root: string): string {
  const files = readdirSync(join(root, 'etc'), {recursive: true, encoding: 'utf8'})
  const [site] = files.filter((file) => /^(nginx|apache2|lighttpd)\/.*shop\.conf$/.test(file))
  return join(root, 'etc', site!)
}

async function there(socket: string, log: () => string): Promise<void> {
  for (let n = 0; n < 500; n++) {
    if (existsSync(socket)) return
    await sleep(20)
  }
  throw new Error(`no socket: ${log()}`)
}

async function answering(namespace: Namespace, log: () => string): Promise<void> {
  for (let n = 0; n < 200; n++) {
    if ((await namespace.curl(['http://127.0.0.1/'])).status !== 0) return
    await sleep(50)
  }
  throw new Error(`the web server does not listen: ${log()}`)
}

const LOCAL = ['--resolve', 'shop.example:443:127.0.0.1', '--resolve', 'shop.example:80:127.0.0.1']

describe.each(Object.keys(APPLICATIONS) as Name[])('%s', (name) => {
  const {says, get = '/hello', post = '/hello'}: {says: string; get?: string; post?: string} = APPLICATIONS[name]
  const body = `name=${name}&odd=%20${'x'.repeat(10_000)}`

  test.each(SERVERS)('%s: at the root, by TLS', async (server) => {
    using folder = temporaryFolder(PARENT)
    const {certificate, key} = certificateFor(folder.path, ['shop.example'])
    const flags = ['--static', '/files=files', '--certificate', certificate, '--key', key]
    await using site = await deployed(name, server, flags, folder.path)
    const ask = (path: string, args: readonly string[] = []) =>
      site.ask(`https://shop.example${path}`, [...LOCAL, '--cacert', certificate, ...args])

    expect(await ask(get), site.log()).toEqual({status: 200, body: says})
    mark(name, server, 'GET')
    expect(await ask(post, ['--data-binary', body, '-H', 'Content-Type: text/plain']), site.log()).toEqual({
      status: 200,
      body,
    })
    mark(name, server, 'POST')
    expect(await ask('/files/style.css')).toEqual({status: 200, body: 'body { color: black }\n'})
    mark(name, server, 'static')
    const plain = await site.ask(`http://shop.example${get}`, [
      ...LOCAL,
      '-w',
      '%{redirect_url}\n%{http_code}',
      '-o',
      '/dev/null',
    ])
    expect(plain).toEqual({status: 301, body: `https://shop.example${get}`})
    mark(name, server, 'TLS')
  })

  test.each(SERVERS)('%s: below a path', async (server) => {
    using folder = temporaryFolder(PARENT)
    await using site = await deployed(name, server, ['--mount', '/app', '--static', '/app/files=files'], folder.path)
    const ask = (path: string, args: readonly string[] = []) =>
      site.ask(`http://shop.example${path}`, [...LOCAL, ...args])

    expect(await ask(`/app${get}`), site.log()).toEqual({status: 200, body: says})
    expect(await ask(`/app${post}`, ['--data-binary', body, '-H', 'Content-Type: text/plain']), site.log()).toEqual({
      status: 200,
      body,
    })
    expect(await ask('/app/files/style.css')).toEqual({status: 200, body: 'body { color: black }\n'})
    expect((await ask(get)).status).toBe(404)
    mark(name, server, 'subpath')
  })
})
