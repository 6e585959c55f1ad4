import {execFileSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {type AddressInfo, connect, createServer, type Socket} from 'node:net'
import {connect as connectTls} from 'node:tls'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {PresetName} from '../../src/client/presets/index.js'
import {buildRequest} from '../../src/client/request-build.js'
import {PacketDecoder} from '../../src/wire/decoder.js'
import {decodeVars, type Var} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {type Program, startProgram} from '../support/program.js'

type Front = Exclude<PresetName, 'minimal'>

/** Stands where uWSGI would, keeps the variables of the last packet, and answers with an empty 200. */
const received: Var[][] = []
const record = (socket: Socket) => {
  const decoder = new PacketDecoder()
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    for (const packet of decoder.push(chunk)) {
      received.push(decodeVars(packet.body))
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      return
    }
  })
}
const recorder = createServer(record)
const unixRecorder = createServer(record)

const folder = temporaryFolder()
const running: Program[] = []
const plain = new Map<Front, number>()
const secure = new Map<Front, number>()
let overUnix: number
let upstream: {kind: 'tcp'; host: string; port: number}

function nginxConf(http: number, https: number): string {
  return `daemon off; worker_processes 1; pid ${folder.at('nginx.pid')}; error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path ${folder.at('nginx-body')};
  uwsgi_temp_path ${folder.at('nginx-uwsgi')};
  proxy_temp_path ${folder.at('nginx-proxy')};
  fastcgi_temp_path ${folder.at('nginx-fastcgi')};
  scgi_temp_path ${folder.at('nginx-scgi')};
  server {
    listen 127.0.0.1:${http};
    listen 127.0.0.1:${https} ssl;
    ssl_certificate ${folder.at('cert.pem')};
    ssl_certificate_key ${folder.at('key.pem')};
    server_name example.test;
    root ${folder.path};
    location / { include /etc/nginx/uwsgi_params; uwsgi_pass 127.0.0.1:${upstream.port}; }
  }
}
`
}

function apacheConf(http: number, https: number): string {
  const modules = ['mpm_event', 'authz_core', 'proxy', 'proxy_uwsgi', 'ssl']
  return `ServerRoot ${folder.path}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${http}
Listen 127.0.0.1:${https}
PidFile ${folder.at('apache.pid')}
ErrorLog ${folder.at('apache.log')}
DefaultRuntimeDir ${folder.path}
<VirtualHost 127.0.0.1:${http}>
  DocumentRoot ${folder.path}
  ProxyPass / uwsgi://127.0.0.1:${upstream.port}/
</VirtualHost>
<VirtualHost 127.0.0.1:${https}>
  SSLEngine on
  SSLCertificateFile ${folder.at('cert.pem')}
  SSLCertificateKeyFile ${folder.at('key.pem')}
  DocumentRoot ${folder.path}
  ProxyPass / uwsgi://127.0.0.1:${upstream.port}/
</VirtualHost>
Listen 127.0.0.1:${overUnix}
<VirtualHost 127.0.0.1:${overUnix}>
  DocumentRoot ${folder.path}
  ProxyPass / unix:${folder.at('unix')}|uwsgi://localhost/
</VirtualHost>
`
}

function lighttpdConf(http: number): string {
  return `server.modules = ("mod_scgi")
server.port = ${http}
server.bind = "127.0.0.1"
server.document-root = "${folder.path}"
scgi.protocol = "uwsgi"
scgi.server = ("/" => (("host" => "127.0.0.1", "port" => ${upstream.port}, "check-local" => "disable", "fix-root-scriptname" => "enable")))
`
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect({host: '127.0.0.1', port})
    const failed = await once(socket, 'connect').then(
      () => false,
      () => true,
    )
    socket.destroy()
    if (!failed) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`nobody listens on ${port}:\n${running.map((program) => program.log()).join('\n')}`)
}

beforeAll(async () => {
  recorder.listen(0, '127.0.0.1')
  await once(recorder, 'listening')
  unixRecorder.listen(folder.at('unix'))
  await once(unixRecorder, 'listening')
  chmodSync(folder.path, 0o755)
  chmodSync(folder.at('unix'), 0o777)
  overUnix = await freePort()
  upstream = {kind: 'tcp', host: '127.0.0.1', port: (recorder.address() as AddressInfo).port}
  mkdirSync(folder.path, {recursive: true})
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      '/CN=example.test',
      '-days',
      '2',
      '-keyout',
      folder.at('key.pem'),
      '-out',
      folder.at('cert.pem'),
    ],
    {stdio: 'ignore'},
  )
  for (const front of ['nginx', 'apache', 'lighttpd'] as const) plain.set(front, await freePort())
  for (const front of ['nginx', 'apache'] as const) secure.set(front, await freePort())

  writeFileSync(folder.at('nginx.conf'), nginxConf(plain.get('nginx')!, secure.get('nginx')!))
  running.push(startProgram('nginx', ['-e', 'stderr', '-c', folder.at('nginx.conf'), '-p', folder.path]))
  writeFileSync(folder.at('apache.conf'), apacheConf(plain.get('apache')!, secure.get('apache')!))
  running.push(
    startProgram('apache2', ['-DFOREGROUND', '-f', folder.at('apache.conf')], {
      env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin'},
    }),
  )
  writeFileSync(folder.at('lighttpd.conf'), lighttpdConf(plain.get('lighttpd')!))
  running.push(startProgram('lighttpd', ['-D', '-f', folder.at('lighttpd.conf')]))
  await Promise.all([...plain.values(), ...secure.values(), overUnix].map(listening))
})

afterAll(async () => {
  await Promise.all(running.map((program) => program.stop()))
  recorder.close()
  unixRecorder.close()
  folder[Symbol.dispose]()
})

/** What the front sent for these bytes. */
async function through(port: number, bytes: string, tls: boolean): Promise<Var[]> {
  received.length = 0
  const to = {host: '127.0.0.1', port}
  const socket = tls ? connectTls({...to, rejectUnauthorized: false}) : connect(to)
  socket.setEncoding('latin1')
  let answer = ''
  socket.on('data', (text: string) => {
    answer += text
  })
  socket.write(Buffer.from(bytes, 'latin1'))
  await once(socket, 'close')
  expect(answer).toMatch(/^(HTTP\/1.1 100 Continue\r\n\r\n)?HTTP\/1.1 200 /)
  expect(received).toHaveLength(1)
  return received[0]!
}

/** What no client chooses. */
function portsOf(sent: readonly Var[]): {remotePort: string; serverPort: string} {
  const vars = new Map(sent)
  return {remotePort: vars.get('REMOTE_PORT')!, serverPort: vars.get('SERVER_PORT')!}
}

/** Its modules add their names to Apache's banner. */
function softwareOf(sent: readonly Var[]): {software?: string} {
  const software = sent.find(([name]) => name === 'SERVER_SOFTWARE')?.[1]
  return software === undefined ? {} : {software}
}

const TEXT = ['Content-Type', 'text/plain'] as const

const cases: readonly (readonly [
  name: string,
  method: string,
  path: string,
  headers: readonly Var[],
  body?: string,
])[] = [
  ['a path that is not normal', 'GET', '//a/./b/../c%20d/%7e/x//?q=%2F', []],
  ['escapes', 'GET', '/%c3%a9/%41%2d?x=%41%c3', []],
  ['a folder after dots', 'GET', '/a/b/..', []],
  [
    'cookies twice',
    'GET',
    '/',
    [
      ['Cookie', 'a=1'],
      ['X-Between', ''],
      ['cookie', 'b=2'],
    ],
  ],
  [
    'names with other characters',
    'GET',
    '/',
    [
      ["X!a'b", '1'],
      ['X.Dot', '2'],
      ['X-Ok', '3'],
    ],
  ],
  ['a form', 'POST', '/form?x=1', [['Content-Type', 'application/x-www-form-urlencoded']], 'a=1&b=hello'],
  ['HEAD', 'HEAD', '/h', [['Accept', '*/*']]],
  [
    'credentials',
    'GET',
    '/',
    [
      ['Authorization', 'Basic eA=='],
      ['Proxy-Authorization', 'Basic eQ=='],
      ['X-After', '1'],
    ],
  ],
  [
    'forwarded',
    'GET',
    '/',
    [
      ['X-Forwarded-For', '10.0.0.1'],
      ['X-Forwarded-For', '10.0.0.2'],
      ['Host', 'Example.Test:8080'],
    ],
  ],
  ['UTF-8 in a header', 'GET', '/', [['X-Name', 'caf\xc3\xa9']]],
  ['what a URL should have escaped', 'GET', '/a"<>[]^`{|}\\?b"<>[]^`{|}\\', []],
  ['a host with the dot of the root', 'GET', '/', [['Host', 'Example.Test.']]],
  ['a body that waits to be asked for', 'POST', '/', [['Expect', '100-continue'], TEXT], 'abc'],
]

describe.each(['nginx', 'apache', 'lighttpd'] as const)('%s sends what its preset builds', (front) => {
  async function compare([, method, path, given, body]: (typeof cases)[number], https: boolean): Promise<void> {
    const host: Var[] = given.some(([name]) => name === 'Host') ? [] : [['Host', 'example.test']]
    const length: Var[] = body === undefined ? [] : [['Content-Length', String(body.length)]]
    const headers = [...host, ...given, ...length, ['Connection', 'close'] as const]
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const port = (https ? secure : plain).get(front)!
    const sent = await through(port, `${method} ${path} HTTP/1.1\r\n${head}\r\n${body ?? ''}`, https)

    const site = {...portsOf(sent), documentRoot: folder.path, ...softwareOf(sent)}
    const built = buildRequest(upstream, {
      method,
      path,
      headers,
      https,
      preset: front,
      site,
      ...(body === undefined ? {} : {body}),
    })
    expect(sent).toEqual(built.vars)
  }

  test.each(cases.map((one) => [one[0], one] as const))('%s', async (_, one) => compare(one, false))
  test('a chunked body', async () => {
    const headers: Var[] = [['Host', 'example.test'], TEXT, ['Transfer-Encoding', 'chunked'], ['Connection', 'close']]
    const init = {path: '/c', headers, body: 'abc', preset: front}
    if (front === 'apache') return expect(() => buildRequest(upstream, init)).toThrow(/411/)
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const bytes = `POST /c HTTP/1.1\r\n${head}\r\n3\r\nabc\r\n0\r\n\r\n`
    const sent = await through(plain.get(front)!, bytes, false)
    const site = {...portsOf(sent), documentRoot: folder.path, ...softwareOf(sent)}
    expect(sent).toEqual(buildRequest(upstream, {...init, site}).vars)
  })

  if (front !== 'lighttpd') test('over TLS', async () => compare(['', 'GET', '/s?t=1', []], true))
})

test('apache over a unix socket names the server as its configuration does', async () => {
  const sent = await through(overUnix, 'GET /u HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n\r\n', false)
  const built = buildRequest(
    {kind: 'unix', path: folder.at('unix')},
    {
      ...{path: '/u', host: 'example.test', headers: [['Connection', 'close']], preset: 'apache'},
      site: {...portsOf(sent), documentRoot: folder.path, ...softwareOf(sent)},
    },
  )
  expect(sent).toEqual(built.vars)
})
