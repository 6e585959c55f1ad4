import {type ChildProcess, execFileSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {createServer as createTls} from 'node:tls'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {identify} from '../../src/client/identify.js'
import {fakeUwsgi, listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {type Program, startProgram} from '../support/program.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const folder = temporaryFolder()
const app = folder.at('app.py')

beforeAll(() => {
  writeFileSync(
    app,
    `import time
def application(environ, start_response):
    if environ['PATH_INFO'] == '/sleep': time.sleep(4)
    start_response('200 OK', [('Server', 'test-app')])
    return [b'hi']
`,
  )
})

afterAll(() => folder[Symbol.dispose]())

interface Row {
  readonly plugins: string
  /** The options that make the listener; \`inner\` is another socket, for routers. */
  readonly options: (socket: string, inner: string) => readonly string[]
  readonly kind: string
  readonly ping_plugin?: boolean | null
  readonly answer?: string | null
}

const OK = 'HTTP/1.1 200 OK'
const application = ['--wsgi-file', app]
const uwsgi =
  (...more: string[]) =>
  (socket: string) => ['--socket', socket, ...application, ...more]
const behind =
  (...more: string[]) =>
  (socket: string, inner: string) => [...more, socket, '--socket', inner, ...application]

/** Every row of the fingerprint matrix, and what makes it hard: large buffers, no application, no plugin at all. */
const MATRIX: Readonly<Record<string, Row>> = {
  'uwsgi with the ping plugin': {
    ...{plugins: 'python3,ping', options: uwsgi()},
    ...{kind: 'uwsgi', ping_plugin: true, answer: OK},
  },
  'uwsgi without it': {plugins: 'python3', options: uwsgi(), kind: 'uwsgi', ping_plugin: false, answer: OK},
  'a buffer of 32 KiB': {
    ...{plugins: 'python3', options: uwsgi('--buffer-size', '32768')},
    ...{kind: 'uwsgi', ping_plugin: false, answer: OK},
  },
  'the largest buffer, with ping': {
    ...{plugins: 'python3,ping', options: uwsgi('--buffer-size', '65535')},
    ...{kind: 'uwsgi', ping_plugin: true, answer: OK},
  },
  'no application': {
    ...{plugins: 'python3', options: (socket) => ['--socket', socket]},
    ...{kind: 'uwsgi', ping_plugin: false, answer: 'HTTP/1.1 500 Internal Server Error'},
  },
  'no plugin that answers': {
    ...{plugins: 'cgi', options: (socket) => ['--socket', socket]},
    ...{kind: 'uwsgi', ping_plugin: false, answer: null},
  },
  'puwsgi-socket': {
    ...{plugins: 'python3,ping', options: (socket) => ['--puwsgi-socket', socket, ...application]},
    ...{kind: 'uwsgi-persistent', answer: OK},
  },
  'http-socket': {plugins: 'python3', options: (socket) => ['--http-socket', socket, ...application], kind: 'http'},
  'http11-socket': {plugins: 'python3', options: (socket) => ['--http11-socket', socket, ...application], kind: 'http'},
  'http router': {plugins: 'python3,http', options: behind('--http'), kind: 'http-router'},
  'fastcgi-socket': {
    ...{plugins: 'python3', options: (socket) => ['--fastcgi-socket', socket, ...application]},
    kind: 'scgi-or-fastcgi',
  },
  'scgi-socket': {
    ...{plugins: 'python3', options: (socket) => ['--scgi-socket', socket, ...application]},
    kind: 'scgi-or-fastcgi',
  },
  'raw-socket': {plugins: 'python3', options: (socket) => ['--raw-socket', socket], kind: 'raw'},
  stats: {plugins: 'python3', options: behind('--stats'), kind: 'stats'},
  'stats over HTTP': {plugins: 'python3', options: behind('--stats-http', '--stats'), kind: 'stats-http'},
  fastrouter: {
    ...{plugins: 'python3,fastrouter', options: behind('--fastrouter-use-pattern', '/nowhere/%s', '--fastrouter')},
    kind: 'fastrouter',
  },
  'fastrouter with a backend': {
    plugins: 'python3,fastrouter',
    options: (socket, inner) => behind('--fastrouter-to', inner, '--fastrouter')(socket, inner),
    ...{kind: 'fastrouter', answer: OK},
  },
}

const CASES = Object.entries(MATRIX).flatMap(([name, row]) =>
  (['unix', 'tcp'] as const).flatMap((over) => [1, 4].map((seconds) => [name, over, seconds, row] as const)),
)

describe.concurrent.each(CASES)('%s over %s, socket-timeout %i', (_name, over, seconds, row) => {
  test('is recognised, with and without a request', async ({expect}) => {
    using place = temporaryFolder()
    const socket = over === 'unix' ? place.at('s') : `127.0.0.1:${await freePort()}`
    const options = [...row.options(socket, place.at('inner')), '--socket-timeout', String(seconds)]
    await using server = await startUwsgi(row.plugins.split(','), options, {ready: /spawned uWSGI worker 1/})
    await routed(server, row.kind)
    const {kind, ping_plugin, answer, time_ms} = await identify(socket)
    expect({kind, ping_plugin}).toEqual({kind: row.kind, ping_plugin: row.ping_plugin ?? null})
    if (row.answer !== undefined) expect(answer?.status_line ?? null).toBe(row.answer)
    expect(time_ms).toBeLessThan(8000)
    const without = await identify(socket, {request: false})
    expect(without).toMatchObject({kind: row.kind, ping_plugin: row.ping_plugin ?? null, answer: null})
    expect(without.seen.map(({name}) => name)).not.toContain('uwsgi-get')
  })
})

/** Routers are processes of their own and begin a little later. */
async function routed(server: Program, kind: string): Promise<void> {
  if (/router/.test(kind)) await server.logged(/spawned uWSGI (http|fastrouter) 1/)
  if (kind.startsWith('stats')) await server.logged(/Stats server enabled/)
}

describe('what is busy', () => {
  test('one worker that is taken for a while is recognised when it comes back', async () => {
    const socket = folder.at('busy.sock')
    await using _server = await startUwsgi(
      ['python3', 'ping'],
      ['--socket', socket, '--socket-timeout', '4', ...application],
    )
    const busy = tsgi(['ping', socket, '--path', '/sleep', '-W', '10s'])
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await identify(socket)).toMatchObject({kind: 'uwsgi', ping_plugin: true})
    await busy
  })

  test('one that is never back is unknown, in bounded time, and the note says why', async () => {
    const socket = folder.at('stuck.sock')
    await using server = await startUwsgi(['python3', 'ping'], ['--socket', socket, ...application])
    const busy = tsgi(['ping', socket, '--path', '/sleep', '-W', '20s'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    const result = await identify(socket, {timeout: 200})
    expect(result).toMatchObject({kind: 'unknown', note: expect.stringMatching(/busy workers/)})
    expect(result.time_ms).toBeLessThan(3000)
    await busy
    expect(server.log()).not.toMatch(/does not support request body/)
  })
})

test('an HTTP router with nobody behind it is unknown, and the note says what does so', async () => {
  const socket = `127.0.0.1:${await freePort()}`
  const options = ['--http', socket, '--http-to', folder.at('nobody.sock'), '--socket', folder.at('idle.sock')]
  await using server = await startUwsgi(['python3', 'http'], [...options, ...application])
  await server.logged(/spawned uWSGI http 1/)
  expect(await identify(socket, {timeout: 300})).toMatchObject({
    kind: 'unknown',
    note: expect.stringMatching(/the HTTP router of uWSGI does with nobody behind it/),
  })
})

describe('what is not uWSGI', () => {
  test('nginx, in the clear and over TLS', async () => {
    const [port, secure] = [await freePort(), await freePort()]
    const pem = folder.at('pem')
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '1']
    execFileSync('openssl', [...request, '-keyout', pem, '-out', `${pem}.crt`], {stdio: 'ignore'})
    writeFileSync(
      folder.at('nginx.conf'),
      `daemon off; pid ${folder.at('nginx.pid')}; error_log stderr notice; events {}
http { access_log off;
  server { listen 127.0.0.1:${port}; return 200 hello; }
  server { listen 127.0.0.1:${secure} ssl; ssl_certificate ${pem}.crt; ssl_certificate_key ${pem}; return 200 hello; } }`,
    )
    await using nginx = startProgram('nginx', ['-c', folder.at('nginx.conf')])
    await nginx.logged(/start worker process/)
    expect(await identify(`127.0.0.1:${port}`)).toMatchObject({kind: 'http'})
    expect(await identify(`127.0.0.1:${secure}`)).toMatchObject({kind: 'unknown', note: expect.stringMatching(/^TLS/)})
  })

  test('a TLS port that answers plain text with nothing', async () => {
    const server = createTls({}).listen(0, '127.0.0.1')
    server.on('tlsClientError', () => {})
    await new Promise((resolve) => server.once('listening', resolve))
    const {port} = server.address() as {port: number}
    const result = await identify(`127.0.0.1:${port}`)
    server.close()
    expect(result).toMatchObject({kind: 'unknown', note: expect.stringMatching(/^TLS/)})
  })

  test('a web server of Node', async () => {
    const server = createServer((_, response) => response.end('hi')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const {port} = server.address() as {port: number}
    expect(await identify(`127.0.0.1:${port}`)).toMatchObject({kind: 'http'})
    server.closeAllConnections()
    server.close()
  })

  test('one that greets', async () => {
    await using ssh = await listener((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'))
    const result = await identify(ssh.address)
    expect(result).toMatchObject({kind: 'unknown', note: expect.stringMatching(/SSH/)})
    expect(ssh.received()).toEqual(Buffer.alloc(0))
  })

  test('one that reads lines and complains', async () => {
    await using redis = await listener((socket) => {
      socket.on('data', (chunk) => chunk.includes('\n') && socket.write('-ERR wrong number of arguments\r\n'))
    })
    expect(await identify(redis.address, {timeout: 300})).toMatchObject({
      kind: 'unknown',
      note: 'it says "-ERR wrong number of arguments"',
    })
  })

  test('one that reads anything and closes', async () => {
    await using closing = await listener((socket) => socket.on('data', () => socket.end()))
    expect(await identify(closing.address)).toMatchObject({kind: 'unknown', note: expect.stringMatching(/closes/)})
  })

  test('a uwsgi server that is not uWSGI', async () => {
    await using other = await fakeUwsgi((packet, socket) =>
      socket.end(packet.modifier1 === 0 ? 'HTTP/1.1 204 No Content\r\nServer: evil\x1b[2J\r\n\r\n' : ''),
    )
    const {kind, ping_plugin, answer} = await identify(other.address)
    expect({kind, ping_plugin}).toEqual({kind: 'uwsgi', ping_plugin: false})
    expect(answer).toEqual({status_line: 'HTTP/1.1 204 No Content', server: 'evil\x1b[2J'})
  })
})

describe('the command', () => {
  test('says what it is, what was tried, and what to type next', async () => {
    const socket = folder.at('cli.sock')
    await using _server = await startUwsgi(
      ['python3', 'ping'],
      ['--socket', socket, '--stats', `${socket}.stats`, ...application],
    )
    const {code, stdout, stderr} = await tsgi(['identify', socket])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(new RegExp(`^${socket}: uwsgi\\n`))
    expect(stdout).toContain(
      'the ping plugin is loaded\na GET for / is answered with HTTP/1.1 200 OK, Server: test-app\n',
    )
    expect(stdout).toMatch(/ {2}ping 0x64000000 +0x64000001, closed after [\d.]+ ms\n/)
    expect(stdout).toMatch(/3 probes, \d+ ms/)
    expect(stdout).toContain(`nginx: uwsgi_pass unix:${socket};`)

    const json = JSON.parse((await tsgi(['identify', socket, '--no-request', '--json'])).stdout)
    expect(json).toMatchObject({schema: 'tsgi.identify/1', ok: true, kind: 'uwsgi', ping_plugin: true, answer: null})
    expect(json.target).toEqual({kind: 'unix', path: socket})
    const time_ms = expect.any(Number)
    expect(json.probes).toEqual([
      {name: 'connect', sent: '', received: '', received_bytes: 0, ended: 'timeout', time_ms},
      {name: 'ping', sent: '0x64000000', received: '0x64000001', received_bytes: 4, ended: 'eof', time_ms},
    ])

    const stats = await tsgi(['identify', `${socket}.stats`, '--json'])
    expect(JSON.parse(stats.stdout)).toMatchObject({ok: true, kind: 'stats', ping_plugin: null})
    expect(stats.stdout.length, 'the stats themselves are nobody else’s business').toBeLessThan(1000)
  })

  test('Ctrl-C ends it as any other command', async () => {
    await using silent = await listener(() => {})
    const {port} = silent.address as {port: number}
    const during = (child: ChildProcess) => void setTimeout(() => child.kill('SIGINT'), 1500)
    expect(await tsgi(['identify', `127.0.0.1:${port}`], {during})).toMatchObject({code: 130, stdout: ''})
  })

  test('a dead socket is explained as ping explains it', async () => {
    const {code, stdout, stderr} = await tsgi(['identify', folder.at('none')])
    expect(code).toBe(1)
    expect(stdout).toContain(': unknown\nno such socket file (ENOENT)\n')
    expect(stderr).toMatch(/there is no socket file of that name \(missing\)[\s\S]*Likely causes/)
    const json = await tsgi(['identify', folder.at('none'), '--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ok: false, kind: 'unknown', failure: {state: 'missing'}})
  })

  test('a server that writes to the terminal does not', async () => {
    await using evil = await listener((socket) => socket.write('\x1b[2J\x1b]0;owned\x07'))
    const {port} = evil.address as {port: number}
    const {code, stdout} = await tsgi(['identify', `127.0.0.1:${port}`])
    expect(code).toBe(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
  })
})
