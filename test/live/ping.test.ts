import {execFileSync, spawn} from 'node:child_process'
import {chmodSync, cpSync, mkdirSync, writeFileSync} from 'node:fs'
import {userInfo} from 'node:os'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {ping} from '../../src/client/ping.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import type {Program} from '../support/program.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const folder = temporaryFolder()
const at = (name: string) => folder.at(name)
const abstract = `@tsgi-ping-${process.pid}`
let port: number
const servers: Program[] = []

const APP = `import time
def application(environ, start_response):
    path = environ['PATH_INFO']
    if path == '/sleep': time.sleep(3)
    if path == '/raise': raise RuntimeError('on purpose')
    start_response('503 Busy' if path == '/busy' else '200 OK', [])
    return [b'hi']
`

beforeAll(async () => {
  writeFileSync(at('app.py'), APP)
  port = await freePort()
  const app = ['--wsgi-file', at('app.py'), '--disable-logging']
  const places = ['--socket', at('a.sock'), '--socket', `127.0.0.1:${port}`, '--socket', abstract]
  servers.push(await startUwsgi(['python3', 'ping'], [...places, '--stats', at('stats.sock'), ...app]))
  servers.push(await startUwsgi(['python3'], ['--socket', at('noping.sock'), ...app]))
  servers.push(await startUwsgi(['python3'], ['--http-socket', at('http.sock'), '--socket-timeout', '4', ...app]))
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  folder[Symbol.dispose]()
})

describe('against the real uWSGI', () => {
  test('pong, over each kind of socket', async () => {
    for (const socket of [at('a.sock'), `127.0.0.1:${port}`, `localhost:${port}`, abstract]) {
      expect(await ping(socket), socket).toMatchObject({state: 'pong', message: ''})
    }
  })

  test('without the plugin it is alive, and says what to add', async () => {
    const result = await ping(at('noping.sock'))
    expect(result).toMatchObject({state: 'alive', message: expect.stringContaining('plugin = ping')})
    expect(result.time_ms).toBeLessThan(500)
  })

  test('a stats server is told from the socket it is taken for', async () => {
    expect(await ping(at('stats.sock'))).toMatchObject({state: 'stats'})
  })

  test('an http-socket is silent', async () => {
    expect(await ping(at('http.sock'), {timeout: 500})).toMatchObject({state: 'silent'})
  })

  test('a GET is answered by the application', async () => {
    const get = (path: string, expected?: string) =>
      ping(at('a.sock'), {method: 'request', path, ...(expected === undefined ? {} : {expect: expected})})
    expect(await get('/')).toMatchObject({state: 'pong', message: '200 OK'})
    expect(await get('/busy')).toMatchObject({state: 'garbled', message: expect.stringContaining('503 Busy')})
    expect(await get('/busy', '503')).toMatchObject({state: 'pong'})
    expect(await get('/raise')).toMatchObject({state: 'garbled'})
  })

  test('a warning of the server arrives', async () => {
    writeFileSync(at('warn.py'), `import uwsgi\nuwsgi.set_warning_message('disk nearly full')\n`)
    const options = ['--socket', at('warn.sock'), '--wsgi-file', at('warn.py')]
    await using _server = await startUwsgi(['python3', 'ping'], options)
    expect(await ping(at('warn.sock'))).toMatchObject({state: 'warning', message: 'disk nearly full'})
    expect(await tsgi(['ping', at('warn.sock')])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('disk nearly'),
    })
    expect(await tsgi(['ping', at('warn.sock'), '--strict'])).toMatchObject({code: 1})
    expect(await tsgi(['ping', at('warn.sock'), '--nagios'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^UWSGI WARNING - warning in [\d.]+ ms \(disk nearly full\) \| time=/),
    })
  })

  test('a busy worker is silent, and the kernel says how many wait', async () => {
    const busy = ping(`127.0.0.1:${port}`, {method: 'request', path: '/sleep', timeout: 4000})
    await sleep(300)
    const results = await Promise.all([1, 2, 3].map(() => ping(`127.0.0.1:${port}`, {timeout: 800})))
    for (const {state, message} of results) {
      expect(state).toBe('silent')
      expect(message).toMatch(/no worker answered/)
    }
    expect(results.at(-1)?.message).toMatch(/\d connections? waits? in its queue/)
    expect(await busy).toMatchObject({state: 'pong'})
  })
})

describe('the command', () => {
  test('one probe for a script, in the words of ping(8)', async () => {
    const {code, stdout, stderr} = await tsgi(['ping', at('a.sock')])
    expect(stdout.replace(/[\d./]+ ms/g, 'N ms')).toBe(
      `PING ${at('a.sock')} (uwsgi, modifier1=100): 1 probe
pong from ${at('a.sock')}: seq=1 time=N ms
--- ${at('a.sock')} ping statistics ---
1 probe, 1 reply, 0% loss, time N ms
rtt min/avg/max/mdev = N ms
`,
    )
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
  })

  test('several sockets: one document, the order of the arguments, the worst exit code', async () => {
    const {code, stdout} = await tsgi(['ping', at('a.sock'), at('none'), `127.0.0.1:${port}`, '--json'])
    const document = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(document).toMatchObject({schema: 'tsgi.ping/1', ok: false})
    expect(document.targets.map((target: {target: object}) => target.target)).toEqual([
      {kind: 'unix', path: at('a.sock')},
      {kind: 'unix', path: at('none')},
      {kind: 'tcp', host: '127.0.0.1', port},
    ])
    const [up, down] = document.targets
    expect(Object.keys(up)).toEqual(['target', 'transmitted', 'received', 'loss_pct', 'time_ms', 'rtt', 'replies'])
    expect(Object.keys(up.rtt)).toEqual(['min_ms', 'avg_ms', 'max_ms', 'mdev_ms', 'p50_ms', 'p99_ms'])
    expect(up.replies).toEqual([{seq: 1, time_ms: expect.any(Number), state: 'pong'}])
    expect(down).toMatchObject({transmitted: 1, received: 0, loss_pct: 100, rtt: null, replies: [{state: 'missing'}]})
  })

  test('a failure is explained once, on stderr', async () => {
    const {code, stdout, stderr} = await tsgi(['ping', at('none'), '-c', '3', '-i', '10ms'])
    expect(code).toBe(1)
    expect(stdout.match(/no reply from/g)).toHaveLength(3)
    expect(stderr.match(/Likely causes/g)).toHaveLength(1)
    expect(stderr).toMatch(/there is no socket file of that name \(missing\)/)
    expect(await tsgi(['ping', at('none'), '-q'])).toMatchObject({code: 1, stderr: ''})
  })

  test('NDJSON: each reply, then the summary', async () => {
    const {stdout} = await tsgi(['ping', at('a.sock'), '--ndjson', '-c', '2', '-i', '10ms'])
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({schema, type, seq}) => [schema, type, seq])).toEqual([
      ['tsgi.ping/1', 'reply', 1],
      ['tsgi.ping/1', 'reply', 2],
      ['tsgi.ping/1', 'summary', undefined],
    ])
    expect(lines[2]).toMatchObject({ok: true, targets: [{received: 2}]})
  })

  test('Ctrl-C prints the statistics, and the exit code tells the result', async () => {
    const interrupted = (socket: string, signal: NodeJS.Signals = 'SIGINT') =>
      tsgi(['ping', socket, '-c', '0', '-W', '20s'], {
        during: (child) => {
          child.stdout?.once('data', () => setTimeout(() => child.kill(signal), 400))
        },
      })
    const up = await interrupted(at('a.sock'))
    expect(up).toMatchObject({code: 0, stdout: expect.stringMatching(/1 probe, 1 reply, 0% loss/)})
    const silent = await interrupted(at('http.sock'))
    expect(silent).toMatchObject({code: 1, stdout: expect.stringMatching(/1 probe, 0 replies, 100% loss/)})
    expect(await interrupted(at('a.sock'), 'SIGTERM')).toMatchObject({code: 143})
  })

  test('-c and -w together: fewer replies than asked for are a failure', async () => {
    const bounded = (count: string) => tsgi(['ping', at('a.sock'), '-c', count, '-w', '500ms', '-i', '100ms', '-q'])
    expect(await bounded('2')).toMatchObject({code: 0})
    const few = await bounded('100')
    expect(few).toMatchObject({code: 1, stderr: expect.stringMatching(/: \d of 100 replies within 500 ms\n$/)})
  })

  test('waits for a server that comes up, and for one that goes', async () => {
    const socket = at('late.sock')
    const waiting = tsgi(['ping', socket, '--wait-up', '20s'])
    await sleep(700)
    const server = await startUwsgi(['python3', 'ping'], ['--socket', socket, '--wsgi-file', at('app.py'), '--vacuum'])
    const up = await waiting
    expect(up).toMatchObject({code: 0, stderr: ''})
    expect(up.stdout.match(/no such socket file/g)).toHaveLength(1)
    const going = tsgi(['ping', socket, '--wait-down', '20s', '-q'])
    await sleep(500)
    await server.stop()
    expect(await going).toMatchObject({code: 0})
    const late = await tsgi(['ping', socket, '--wait-up', '300ms'])
    expect(late).toMatchObject({code: 1, stderr: expect.stringMatching(/is not up after .*\n[\s\S]*Likely causes/)})
    expect(await tsgi(['ping', at('a.sock'), '--wait-down', '300ms'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not down after'),
    })
  })

  test.each([
    [['--nagios'], 3, /^UWSGI UNKNOWN - missing SOCKET/],
    [['/x', '--nagios', '--warning', 'soon'], 3, /^UWSGI UNKNOWN - .*"soon" is not a range/],
    [['/x', '--nagios', '--no-such-flag'], 3, /^UWSGI UNKNOWN - unknown flag "--no-such-flag"/],
    [['localhost', '--nagios'], 3, /^UWSGI UNKNOWN - "localhost" is not an address/],
    [['/no/such/socket', '--nagios'], 2, /^UWSGI CRITICAL - missing: no such socket file .*\| loss=100%;;100;0;100\n$/],
  ])('Nagios: %j', async (args, code, line) => {
    expect(await tsgi(['ping', ...args])).toMatchObject({code, stdout: expect.stringMatching(line), stderr: ''})
  })

  test.each([
    [[], 'TSGI_MISSING_ARGUMENT'],
    [['localhost'], 'TSGI_BAD_ADDRESS'],
    [['/x', '-W', 'soon'], 'TSGI_BAD_DURATION'],
    [['/x', '--path', '/', '--method', 'ping'], 'TSGI_CONTRADICTION'],
    [['/x', '--expect', 'yes'], 'TSGI_BAD_EXPECTATION'],
    [['/x', '--wait-up', '1', '-c', '3'], 'TSGI_CONTRADICTION'],
  ])('what cannot be done is refused: %j', async (args, code) => {
    const {code: exit, stdout} = await tsgi(['ping', ...args, '--json'])
    expect(exit).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ok: false, error: {code}})
  })
})

describe('as a user who may not', () => {
  const isRoot = process.getuid?.() === 0

  /** Root may everything and becomes nobody first, which reads the program from a copy. */
  function unprivileged(...args: string[]): Promise<{code: number | null; stdout: string; stderr: string}> {
    const program = at('program/bin/run.js')
    for (const part of ['bin/run.js', 'dist', 'package.json', 'oclif.manifest.json']) {
      cpSync(new URL(`../../${part}`, import.meta.url), at(`program/${part}`), {recursive: true})
    }
    const become = 'process.setgroups([]); process.setgid(65534); process.setuid(65534);'
    const script = `${isRoot ? become : ''} process.argv.splice(1, 0, 'tsgi'); import(${JSON.stringify(program)})`
    const child = spawn(process.execPath, ['-e', script, 'ping', ...args], {cwd: '/', env: {PATH: '/usr/bin:/bin'}})
    const output = {stdout: '', stderr: ''}
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk) => {
        output[name] += chunk
      })
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code) => resolve({code, ...output}))
    })
  }

  test('what stops the user is named, with its mode and owner', async () => {
    chmodSync(folder.path, 0o755)
    mkdirSync(at('private/deep'), {recursive: true})
    const sockets = ['--socket', at('private/deep/s'), '--socket', at('closed.sock')]
    await using _server = await startUwsgi(['python3', 'ping'], [...sockets, '--wsgi-file', at('app.py')])
    chmodSync(at('closed.sock'), 0o400)
    if (isRoot) execFileSync('chown', ['www-data:adm', at('private')])
    chmodSync(at('private'), 0)
    const user = isRoot ? 'nobody (uid 65534)' : `${userInfo().username} (uid ${process.getuid?.()})`
    const deep = await unprivileged(at('private/deep/s'))
    const closed = await unprivileged(at('closed.sock'), '--json')
    const others = await Promise.all([
      unprivileged(at('closed.sock'), '--nagios'),
      unprivileged(at('closed.sock'), at('none')),
      unprivileged(at('closed.sock'), '--wait-up', '300ms'),
    ])
    chmodSync(at('private'), 0o700)

    expect(deep.stdout).toContain(`user ${user} cannot pass the folder ${at('private')} (mode 0000, owner `)
    if (isRoot) expect(deep.stdout).toContain('owner www-data:adm, uid 33 gid 4)')
    expect(deep.stderr).toMatch(/this user may not connect \(denied\)[\s\S]*namei -l/)
    expect(deep.code).toBe(3)
    expect(JSON.parse(closed.stdout)).toMatchObject({ok: false, targets: [{replies: [{state: 'denied'}]}]})
    expect(closed.stdout).toContain(`cannot write to the socket ${at('closed.sock')} (mode 0400, owner `)
    expect(closed.code).toBe(3)
    expect(others[0]).toMatchObject({code: 3, stdout: expect.stringMatching(/UNKNOWN - denied/)})
    expect(others.map(({code}) => code)).toEqual([3, 1, 3])
  })
})
