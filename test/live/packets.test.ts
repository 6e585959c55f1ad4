import {execFileSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import type {Program} from '../support/program.js'
import {BIN, tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const app = fileURLToPath(new URL('../fixtures/apps/packets/app.py', import.meta.url))
const folder = temporaryFolder()
const socket = folder.at('app.sock')
const plain = folder.at('plain.sock')
let server: Program
let bare: Program
let tcp: string

beforeAll(async () => {
  mkdirSync(folder.at('spool'))
  tcp = `127.0.0.1:${await freePort()}`
  const plugins = ['python3', 'ping', 'echo', 'rpc', 'signal', 'spooler', 'cache']
  const spooler = ['--spooler', folder.at('spool'), '--spooler-frequency', '1']
  server = await startUwsgi(plugins, ['--socket', socket, '--socket', tcp, '--wsgi-file', app, ...spooler])
  bare = await startUwsgi(['python3', 'spooler'], ['--socket', plain])
})
afterAll(async () => {
  await Promise.all([server.stop(), bare.stop()])
  folder[Symbol.dispose]()
})

describe('rpc', () => {
  test('prints what the function returned, and nothing else', async () => {
    expect(await tsgi(['rpc', socket, 'greet', 'ада', 'b'])).toMatchObject({code: 0, stdout: 'hello ада b', stderr: ''})
  })

  test('over 64 KiB, over TCP', async () => {
    const {code, stdoutBytes} = await tsgi(['rpc', tcp, 'repeat', '200000'])
    expect(code).toBe(0)
    expect(stdoutBytes.equals(Buffer.alloc(200_000, 'x'))).toBe(true)
  })

  test('bytes that are no text', async () => {
    const every = Buffer.from(Array.from({length: 256}, (_, i) => i))
    expect((await tsgi(['rpc', socket, 'every_byte'])).stdoutBytes.equals(every)).toBe(true)
    expect(JSON.parse((await tsgi(['rpc', socket, 'every_byte', '--json'])).stdout)).toMatchObject({
      schema: 'tsgi.rpc/1',
      ok: true,
      function: 'every_byte',
      args: [],
      result_base64: every.toString('base64'),
      result_bytes: 256,
    })
  })

  test.each([
    ['an unknown function', () => ['rpc', socket, 'nope'], / 1\. there is no function of that name/],
    ['an exception', () => ['rpc', socket, 'fail'], / 2\. the function raised an exception/],
    ['no plugin', () => ['rpc', plain, 'greet'], / 1\. the plugin is not loaded \(plugins = rpc\)/],
  ])('%s is explained', async (_, words, explanation) => {
    const {code, stdout, stderr} = await tsgi(words())
    expect({code, stdout}).toEqual({code: 1, stdout: ''})
    expect(stderr).toMatch(explanation)
  })

  test('an empty argument is refused: uWSGI would drop it', async () => {
    const {code, stderr} = await tsgi(['rpc', socket, 'greet', 'a', ''])
    expect(code).toBe(2)
    expect(stderr).toContain('argument 2 is empty')
  })
})

describe('signal', () => {
  test('its handler runs', async () => {
    const {code, stdout, stderr} = await tsgi(['signal', socket, '17'])
    expect({code, stdout}).toEqual({code: 0, stdout: 'signal 17 queued\n'})
    expect(stderr).toContain(`about to raise signal 17 at ${socket}`)
    await server.logged(/^HANDLED 17$/m)
  })

  test('queued says nothing about a handler, and it says so', async () => {
    const {code, stderr} = await tsgi(['signal', socket, '99'])
    expect(code).toBe(0)
    expect(stderr).toContain('says nothing about a handler')
  })

  test('a number that is none, and a server without the plugin', async () => {
    for (const number of ['256', 'USR1', '']) {
      const {code, stderr} = await tsgi(['signal', socket, number])
      expect(code).toBe(2)
      expect(stderr).toContain(`${JSON.stringify(number)} is no uWSGI signal; they are numbered 0 to 255`)
    }
    const {code, stderr} = await tsgi(['signal', plain, '17'])
    expect(code).toBe(1)
    expect(stderr).toContain('plugins = signal')
  })

  test('at a terminal it asks, and a no sends nothing', () => {
    const asked = (answer: string) =>
      execFileSync('script', ['-qec', `${process.execPath} ${BIN} signal ${socket} 17; echo code $?`, '/dev/null'], {
        input: answer,
        env: {PATH: process.env['PATH'] ?? '', TERM: 'dumb'},
        encoding: 'utf8',
      })
    const refused = asked('n\n')
    expect(refused).toContain(`Raise signal 17 at ${socket}?`)
    expect(refused).toMatch(/cancelled, nothing was sent.*code 1/s)
    expect(asked('y\n')).toMatch(/signal 17 queued.*code 0/s)
  })
})

test('binary data is not written to a terminal', () => {
  const shown = execFileSync('script', ['-qec', `${process.execPath} ${BIN} rpc ${socket} every_byte`, '/dev/null'], {
    env: {PATH: process.env['PATH'] ?? '', TERM: 'dumb'},
    encoding: 'latin1',
  })
  expect(shown).toMatch(/^256 bytes that are no text, not shown on a terminal/)
  expect(shown).not.toContain('\xff')
})

describe('spool', () => {
  test('the task runs, with its variables and its body', async () => {
    const {code, stdout, stderr} = await tsgi(['spool', socket, 'to=ада', 'empty=', '--body', '-'], {input: 'the body'})
    expect({code, stdout}).toEqual({code: 0, stdout: 'stored\n'})
    expect(stderr).toContain('about to hand a task of 2 variables and a body of 8 bytes to the spooler')
    await server.logged(
      /SPOOLED \[\(b'body', b'the body'\), \(b'empty', b''\), \(b'to', b'\\xd0\\xb0\\xd0\\xb4\\xd0\\xb0'\)\]/,
    )
  })

  test('a task for later waits', async () => {
    const {code, stdout} = await tsgi(['spool', socket, 'later=1', '--at', '+1h', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.spool/1', ok: true, names: ['later']})
    expect(server.log()).not.toContain("b'later'")
  })

  test('no spooler is a refusal, not a success', async () => {
    const {code, stdout, stderr} = await tsgi(['spool', plain, 'a=1'])
    expect({code, stdout}).toEqual({code: 1, stdout: ''})
    expect(stderr).toMatch(/refused the task.*TSGI_SPOOL_REFUSED.*spooler = FOLDER/s)
  })

  test.each([
    [[], /the task is empty/],
    [['noequals'], /"noequals" has no =/],
    [['=x'], /no name in front/],
    [['a=1', '--at', 'tomorrow'], /no time/],
    [['a=1', '--body', 'x'.repeat(66_000)], /at most 65535/],
  ])('%j is refused', async (words, message) => {
    const {code, stderr} = await tsgi(['spool', socket, ...words])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})

describe('packet', () => {
  test('ping by name, by number, in hex', async () => {
    for (const modifier of ['ping', '100', '0x64']) {
      const {code, stdoutBytes} = await tsgi(['packet', socket, '--modifier1', modifier])
      expect({code, hex: stdoutBytes.toString('hex')}).toEqual({code: 0, hex: '64000001'})
    }
  })

  test('echo gives the block back, whatever its bytes', async () => {
    const {stdoutBytes} = await tsgi(['packet', socket, '--modifier1', 'echo', '--raw', '00ff 0a1b'])
    expect(stdoutBytes.toString('hex')).toBe('00ff0a1b')
    const piped = await tsgi(['packet', socket, '--modifier1', 'echo', '--raw', '-'], {input: Buffer.from([0, 1, 2])})
    expect(piped.stdoutBytes.toString('hex')).toBe('000102')
  })

  test('variables reach the application', async () => {
    const vars = ['REQUEST_METHOD=GET', 'PATH_INFO=/a=b', 'SERVER_PROTOCOL=HTTP/1.1'].flatMap((word) => ['--var', word])
    const {code, stdout} = await tsgi(['packet', socket, ...vars])
    expect(code).toBe(0)
    expect(stdout).toBe('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n/a=b')
  })

  test('an array calls a function; --json takes the answer apart', async () => {
    const words = ['--modifier1', 'rpc', '--array', 'greet', '--array', 'world', '--json']
    const document = JSON.parse((await tsgi(['packet', socket, ...words])).stdout)
    expect(document).toMatchObject({
      schema: 'tsgi.packet/1',
      ok: true,
      sent: {modifier1: 173, modifier1_name: 'rpc', modifier2: 0, size_bytes: 14},
      received_bytes: 15,
      packets: [{modifier1: 173, meaning: 'RPC result', block: 'hello world'}],
    })
  })

  test.each([
    [['--modifier1', 'php'], 1, /Likely causes, in this order.*the plugin is not loaded \(plugins = php\)/s],
    [['--modifier1', '42'], 1, /no plugin of uWSGI 2.0 answers modifier 42/],
    [['--var', `A=${'x'.repeat(5000)}`], 1, / 1\. the block is 5005 bytes, and buffer-size is 4096/],
    [[], 1, / 1\. the packet had no variables/],
    [['--modifier1', 'pin'], 2, /did you mean ping\?/],
    [['--modifier1', '256'], 2, /one byte/],
    [['--modifier2', '256'], 2, /255/],
    [['--raw', '6'], 2, /odd number of hex digits/],
    [['--var', 'A=1', '--raw', '00'], 2, /cannot also be provided/],
    [Array(256).fill(['--array', 'x']).flat(), 2, /256 items/],
  ] as [string[], number, RegExp][])('%j ends with %i and says why', async (words, code, message) => {
    const result = await tsgi(['packet', socket, ...words])
    expect(result).toMatchObject({code, stdout: ''})
    expect(result.stderr).toMatch(message)
  })

  test('a missing, a refused and a denied socket speak as ping does', async () => {
    const missing = await tsgi(['packet', '/nonexistent/x.sock', '--modifier1', 'ping'])
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('there is no socket file of that name (missing)')
    const refused = await tsgi(['rpc', `127.0.0.1:${await freePort()}`, 'f', '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ok: false, error: {code: 'TSGI_REFUSED'}})
  })
})

describe('what --decode says a server would log is what the real one logs', () => {
  test.each([
    ['47455420', 'invalid request block size: 21573 (max 4096)...skip'],
    ['2a000000', '-- unavailable modifier requested: 42 --'],
    ['00000000', 'Empty python request. skip.'],
    ['00050000 0100 41 0900', 'invalid uwsgi request (current strsize: 9). skip.'],
    ['00080000 0100 41 0000 0000 ff', 'uwsgi key cannot be null. skip this var.'],
  ])('%s', async (hex, line) => {
    const decoded = await tsgi(['packet', '--decode', '-', '--uwsgi', '--json'], {input: hex})
    expect(decoded.code).toBe(1)
    expect(JSON.parse(decoded.stdout)).toMatchObject({ok: false, log: [line]})
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    const before = server.log().length
    const {connect} = await import('node:net')
    await new Promise((resolve) =>
      connect(socket)
        .on('close', resolve)
        .on('error', () => {})
        .resume()
        .end(bytes),
    )
    await expect.poll(() => server.log().slice(before), {timeout: 5000}).toContain(line)
  })
})
