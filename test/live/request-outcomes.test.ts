import type {ChildProcess} from 'node:child_process'
import {readFileSync, truncateSync, writeFileSync} from 'node:fs'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {formatAddress} from '../../src/address.js'
import {request} from '../../src/client/request.js'
import {listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import type {Program} from '../support/program.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const APP = `
import time
def application(environ, start_response):
    path = environ['PATH_INFO']
    if path == '/raise':
        raise RuntimeError('before start_response')
    if path == '/naked':
        return [b'naked']
    if path == '/slow':
        time.sleep(1.5)
    if path == '/count':
        left, total = int(environ['CONTENT_LENGTH']), 0
        while left > total:
            total += len(environ['wsgi.input'].read(min(1 << 20, left - total)))
    start_response('200 OK', [('Content-Type', 'text/plain')])
    if path == '/short':
        return [b'x' * 10]
    if path == '/count':
        return [str(total).encode()]
    return [('%s %d' % (path, len(environ))).encode()]
`

const folder = temporaryFolder()
const running: Program[] = []

beforeAll(async () => {
  writeFileSync(folder.at('app.py'), APP)
  const app = ['--wsgi-file', folder.at('app.py')]
  running.push(await startUwsgi(['python3'], ['--socket', folder.at('s'), '--limit-post', '1000000000', ...app]))
  running.push(await startUwsgi(['python3'], ['--socket', folder.at('post'), '--limit-post', '100', ...app]))
  running.push(await startUwsgi(['python3'], ['--http-socket', folder.at('http'), ...app]))
  running.push(await startUwsgi(['python3'], ['--socket', folder.at('cgi'), '--cgi-mode', ...app]))
})

afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()))
  folder[Symbol.dispose]()
})

describe('what the real uWSGI does with a request, and what it is called', () => {
  const ask = (path: string, options: Parameters<typeof request>[1] = {}) => request(folder.at('s'), {path, ...options})

  test('an application that raises: zero bytes, and the log is where to look', async () => {
    const result = await ask('/raise')
    expect(result.outcome).toBe('empty')
    expect(result.failure?.causes[0]).toMatch(/traceback/)
    await running[0]!.logged(/RuntimeError: before start_response/)
  })

  test('an application that never starts a response: its naked bytes are no answer, and can be seen', async () => {
    const result = await ask('/naked')
    expect(result.outcome).toBe('garbled')
    expect(result.response?.body.toString()).toBe('naked')
  })

  test('a block over buffer-size is reset, as was warned', async () => {
    const result = await ask('/', {headers: [['X-Big', 'x'.repeat(5000)]]})
    expect(result.outcome).toBe('reset')
    expect(result.warnings[0]).toMatch(/4096/)
    expect(result.failure?.causes[0]).toMatch(/buffer-size/)
    await running[0]!.logged(/invalid request block size: \d+ \(max 4096\)/)
  })

  test('129 variables: zero bytes, as was warned; 128 pass', async () => {
    const headers = (count: number) => Array.from({length: count - 15}, (_, i) => [`X-${i}`, ''] as const)
    expect((await ask('/', {headers: headers(129)})).outcome).toBe('response')
    const result = await ask('/', {headers: headers(130)})
    expect(result.outcome).toBe('empty')
    expect(result.warnings[0]).toMatch(/max-vars/)
    expect(result.failure?.causes[0]).toMatch(/max-vars/)
  })

  test('a modifier without a plugin: zero bytes', async () => {
    const result = await ask('/', {modifier1: 14})
    expect(result.outcome).toBe('empty')
    expect(result.failure?.causes[0]).toContain('-- unavailable modifier requested: 14 --')
    await running[0]!.logged(/-- unavailable modifier requested: 14 --/)
  })

  test('a body over limit-post: zero bytes, and a reset where it was not read', async () => {
    const result = await request(folder.at('post'), {body: 'x'.repeat(101)})
    expect(['empty', 'reset']).toContain(result.outcome)
    expect(result.failure?.causes.join()).toMatch(/limit-post/)
  })

  test('a body that the application does not read: its answer all the same', async () => {
    const result = await ask('/unread', {body: Buffer.alloc(4_000_000)})
    expect(result).toMatchObject({ok: true, outcome: 'response'})
    expect(result.response?.body.toString()).toMatch(/^\/unread /)
    expect(result.warnings).toEqual(['the server answered without reading the whole body'])
  })

  test('slower than the deadline is silent, within it is not', async () => {
    expect((await ask('/slow', {timeout: 300})).outcome).toBe('silent')
    expect((await ask('/slow', {timeout: 20_000})).outcome).toBe('response')
  })

  test('HEAD: the body that uWSGI sends behind it is left out', async () => {
    const result = await ask('/', {method: 'HEAD'})
    expect(result).toMatchObject({ok: true, problems: [], response: {status: 200, body_bytes: 0}})
  })

  test('an http-socket closes after its timeout, which is told apart', async () => {
    const result = await request(folder.at('http'))
    expect(result.outcome).toBe('empty')
    expect(result.failure?.causes[0]).toMatch(/another protocol/)
  })

  test('cgi-mode is an answer that Apache would not take', async () => {
    const result = await request(folder.at('cgi'))
    expect(result).toMatchObject({ok: true, response: {status: 200, form: 'cgi'}})
    expect(result.problems.map(({code}) => code)).toEqual(['no-status-line'])
  })

  test('paths arrive decoded, and as they were written', async () => {
    expect((await ask('/caf%C3%A9')).response?.body.toString('latin1')).toMatch(/^\/caf/)
    const shown = await tsgi(['request', folder.at('s'), '/caf\u00e9/\u65e5 x?q=\u00e9', '--json'])
    const {vars, uri} = JSON.parse(shown.stdout).request
    expect(uri).toBe('/caf%C3%A9/%E6%97%A5%20x?q=%C3%A9')
    expect(vars).toContainEqual(['PATH_INFO', '/caf\u00e9/\u65e5 x'])
    expect(vars).toContainEqual(['QUERY_STRING', 'q=%C3%A9'])
  })
})

describe('memory stays flat', () => {
  const LIMIT_KB = 200_000

  /** The most memory that the program had, in KB. */
  function watch(child: ChildProcess, seen: {peak: number}): void {
    const timer = setInterval(() => {
      try {
        const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
        seen.peak = Math.max(seen.peak, Number(peak ?? 0))
      } catch {
        clearInterval(timer)
      }
    }, 20)
    child.on('close', () => clearInterval(timer))
  }

  test('while 512 MiB are sent from a file', async () => {
    const seen = {peak: 0}
    writeFileSync(folder.at('large'), '')
    truncateSync(folder.at('large'), 512 << 20)
    const {stdout, stderr} = await tsgi(['request', folder.at('s'), '/count', '-d', `@${folder.at('large')}`], {
      during: (child) => watch(child, seen),
    })
    expect({stdout, stderr}).toEqual({stdout: String(512 << 20), stderr: ''})
    expect(seen.peak).toBeGreaterThan(0)
    expect(seen.peak).toBeLessThan(LIMIT_KB)
  })

  test.each([['-o', '/dev/null'], ['--json']])('while 1 GiB comes: %s', async (...flags) => {
    const seen = {peak: 0}
    const piece = Buffer.alloc(1 << 20, 'x')
    await using server = await listener((socket) => {
      let left = 1024
      const go = () => {
        while (left-- > 0) if (!socket.write(piece)) return void socket.once('drain', go)
        socket.end()
      }
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        go()
      })
    })
    const {code, stdout} = await tsgi(['request', formatAddress(server.address), ...flags], {
      during: (child) => watch(child, seen),
    })
    expect(code).toBe(0)
    if (flags[0] === '--json') expect(JSON.parse(stdout).response.body_bytes).toBe(1 << 30)
    expect(seen.peak).toBeLessThan(LIMIT_KB + 50_000)
  })
})
