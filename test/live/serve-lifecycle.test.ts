import {once} from 'node:events'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, describe, expect, test} from 'vitest'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {startProgram} from '../support/program.js'
import {answerOf, startServe} from '../support/serve.js'
import {ROOT, tsgi} from '../support/tsgi.js'

const folder = temporaryFolder()
afterAll(() => folder[Symbol.dispose]())

const app = (name: string) => join(ROOT, 'test/fixtures/apps', name)
const get = (uri: string) =>
  encodePacket({
    body: encodeVars([
      ['REQUEST_METHOD', 'GET'],
      ['REQUEST_URI', uri],
    ]),
  })

async function ended({child}: {child: import('node:child_process').ChildProcess}): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'close')
  return child.exitCode
}

describe('its sockets', () => {
  test('a path and a port at once, modes as asked, and no file left behind', async () => {
    const path = folder.at('both.sock')
    const port = await freePort()
    const server = await startServe(['-s', path, '-s', `:${port}`, '--chmod-socket', '660', '-q'])
    expect(statSync(path).mode & 0o777).toBe(0o660)
    const {stdout, code} = await tsgi(['ping', path, `127.0.0.1:${port}`, '--json'])
    expect(code).toBe(0)
    expect(
      (JSON.parse(stdout) as {targets: {replies: {state: string}[]}[]}).targets.map(({replies}) => replies[0]?.state),
    ).toEqual(['pong', 'pong'])
    server.child.kill('SIGTERM')
    expect(await ended(server)).toBe(0)
    expect(existsSync(path)).toBe(false)
    expect(server.log()).toContain('stopped after 0 requests')
  })

  test('the default is 127.0.0.1:3031, as its help says', async () => {
    expect((await tsgi(['serve', '--help'])).stdout).toContain('[default: 127.0.0.1:3031]')
  })

  test('echo answers with its variables', async () => {
    const path = folder.at('echo.sock')
    await using _server = await startServe(['-s', path])
    const body = encodeVars([['A', 'b']])
    expect(await answerOf(path, encodePacket({modifier1: 101, body}))).toBe(body.toString('latin1'))
  })

  test('a stale socket is taken over', async () => {
    const path = folder.at('stale.sock')
    const killed = await startServe(['-s', path])
    killed.child.kill('SIGKILL')
    await ended(killed)
    expect(existsSync(path)).toBe(true)
    await using _server = await startServe(['-s', path])
    expect((await tsgi(['ping', path])).code).toBe(0)
  })

  test.each([
    ['a socket that is listened on', 'in use: a server listens on it', 'TSGI_SOCKET_IN_USE'],
    ['a file', 'exists and is no socket; it is left alone', 'TSGI_SOCKET_PATH_TAKEN'],
  ])('%s is left alone: exit 3', async (what, sentence, code) => {
    const path = folder.at('taken')
    const other = createServer()
    if (what === 'a file') writeFileSync(path, 'precious')
    else await once(other.listen(path), 'listening')
    const refused = await tsgi(['serve', '-s', path])
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain(`${path}`)
    expect(refused.stderr.replace(/\s+/g, ' ')).toContain(sentence)
    const {stdout} = await tsgi(['serve', '-s', path, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.serve/1', ok: false, error: {code}})
    if (what === 'a file') expect(readFileSync(path, 'utf8')).toBe('precious')
    other.close()
  })

  // From Node 22 on it binds the exact name, so there is nothing to refuse.
  test.runIf(Number(process.versions.node.split('.')[0]) < 22)(
    'an abstract name needs a later Node: exit 3',
    async () => {
      const refused = await tsgi(['serve', '-s', '@tsgi-test'])
      expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('TSGI_NO_ABSTRACT_SOCKETS')])
    },
  )
})

describe('stopping', () => {
  const slow = folder.at('slow.mjs')
  writeFileSync(
    slow,
    `export default async () => (await new Promise((r) => setTimeout(r, 700)), new Response('done\\n'))`,
  )

  test.each(['SIGTERM', 'SIGINT'] as const)('%s lets a request finish, takes no new one, exits 0', async (signal) => {
    const path = folder.at('finish.sock')
    const server = await startServe([slow, '-s', path])
    const pending = answerOf(path, get('/'))
    await sleep(200)
    server.child.kill(signal)
    await server.logged(/stopping/)
    await expect(answerOf(path, get('/'))).rejects.toThrow(/ENOENT|ECONNREFUSED/)
    expect(await pending).toMatch(/done\n$/)
    expect(await ended(server)).toBe(0)
  })

  test('what is not done in time is cut', async () => {
    const path = folder.at('cut.sock')
    const server = await startServe([slow, '-s', path, '--grace', '100ms'])
    const pending = answerOf(path, get('/'))
    await sleep(200)
    server.child.kill('SIGTERM')
    expect(await pending).toBe('')
    expect(await ended(server)).toBe(0)
    expect(server.log()).toMatch(/stopped after 1 request, 1 cut off/)
  })

  test('the second Ctrl-C stops at once: exit 130, and no socket file', async () => {
    const path = folder.at('twice.sock')
    const server = await startServe([slow, '-s', path])
    answerOf(path, get('/')).catch(() => {})
    await sleep(200)
    server.child.kill('SIGINT')
    await server.logged(/stopping/)
    server.child.kill('SIGINT')
    expect(await ended(server)).toBe(130)
    expect(existsSync(path)).toBe(false)
  })
})

describe('an application that is none', () => {
  const write = (name: string, text: string) => {
    writeFileSync(folder.at(name), text)
    return folder.at(name)
  }
  test.each([
    ['missing', () => folder.at('nowhere.js'), 2, 'TSGI_APP_MISSING', 'there is no application at'],
    ['a folder', () => folder.path, 2, 'TSGI_APP_MISSING', 'is no file'],
    ['without a default', () => write('named.mjs', 'export const app = 1'), 2, 'TSGI_NO_APPLICATION', 'it exports app'],
    ['a number', () => write('number.mjs', 'export default 7'), 2, 'TSGI_NO_APPLICATION', 'of type number'],
    [
      'one that throws',
      () => write('throws.mjs', 'throw new Error("no database")'),
      3,
      'TSGI_APP_FAILED',
      'no database',
    ],
    ['one with a typing mistake', () => write('typo.mjs', 'export defualt 1'), 3, 'TSGI_APP_FAILED', 'SyntaxError'],
  ])('%s: one error', async (_, file, exit, code, sentence) => {
    const args = ['serve', file(), '-s', folder.at('never.sock')]
    const {code: status, stderr, stdout} = await tsgi(args)
    expect([status, stdout]).toEqual([exit, ''])
    expect(stderr.replace(/\s+/g, ' ')).toContain(sentence)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(JSON.parse((await tsgi([...args, '--json'])).stdout)).toMatchObject({ok: false, error: {code}})
    expect(existsSync(folder.at('never.sock'))).toBe(false)
  })

  test('DEBUG shows where it threw', async () => {
    const file = write('throws.mjs', 'throw new Error("no database")')
    const {stderr} = await tsgi(['serve', file, '-s', folder.at('never.sock')], {env: {DEBUG: 'tsgi'}})
    expect(stderr).toMatch(/Error: no database\n {4}at .*throws\.mjs:1/)
  })
})

describe('what it tells', () => {
  test('statistics in the shape of uWSGI, with the request in progress, read by its own client', async () => {
    const [path, stats] = [folder.at('app.sock'), folder.at('stats.sock')]
    const slow = folder.at('slow.mjs')
    await using _server = await startServe([slow, '-s', path, '--stats', stats])
    await answerOf(path, get('/first'))
    const pending = answerOf(path, get('/second'))
    await sleep(100)
    await using reader = startProgram('uwsgi', ['--connect-and-read', stats])
    await reader.logged(/\n\}\n/)
    const told = JSON.parse(reader.log()) as {workers: {status: string; requests: number; cores: object[]}[]}
    expect(told).toMatchObject({load: 1, sockets: [{name: path, proto: 'uwsgi'}]})
    expect(told.workers[0]).toMatchObject({id: 1, status: 'busy', requests: 1, exceptions: 0})
    expect(told.workers[0]!.cores[0]).toMatchObject({in_request: 1, requests: 1})
    expect(JSON.stringify(told.workers[0]!.cores[0])).toContain('REQUEST_URI=/second')
    await pending
  })

  test('a line for each request on stdout; control characters do not reach the terminal', async () => {
    const path = folder.at('log.sock')
    await using server = await startServe([app('fetch.js'), '-s', path])
    await answerOf(path, get('/\x1b]0;title\x07?a="'))
    await server.logged(/^- - - \[.* \+0000\] "GET \/%1B\]0;title%07\?a=\\" HTTP\/1\.1" 404 13 \d+\.\dms$/m)
  })

  test('an exception is shown with its cause, and an object that was thrown with what it holds', async () => {
    const path = folder.at('told.sock')
    const app = folder.at('told.mjs')
    writeFileSync(
      app,
      `export default ({url}) => {
        if (url.endsWith('/object')) throw {reason: 'no database'}
        throw new Error('not loaded', {cause: new Error('connection lost')})
      }`,
    )
    const server = await startServe([app, '-s', path])
    await answerOf(path, get('/error'))
    await server.logged(/exception in GET \/error\nError: not loaded\n {4}at [\s\S]*\[cause\]: Error: connection lost/)
    await answerOf(path, get('/object'))
    await server.logged(/not an Error: \{ reason: 'no database' \}/)
    await server.stop()
  })

  test('--json is one document, at the end', async () => {
    const path = folder.at('json.sock')
    const run = tsgi(['serve', '-s', path, '--json'], {
      during: async (child) => {
        while (!existsSync(path)) await sleep(20)
        await answerOf(path, get('/'))
        child.kill('SIGTERM')
      },
    })
    const {code, stdout} = await run
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'tsgi.serve/1',
      ok: true,
      sockets: [{kind: 'unix', path}],
      requests: 1,
      exceptions: 0,
      cut: 0,
    })
  })

  test('--ndjson is a document for each event', async () => {
    const path = folder.at('ndjson.sock')
    const server = await startServe([app('node.cjs'), '-s', path, '--ndjson'])
    await answerOf(path, get('/throw'))
    server.child.kill('SIGTERM')
    await ended(server)
    const events = server
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as {type: string})
    expect(events.map(({type}) => type)).toEqual(['started', 'exception', 'request', 'stopping', 'stopped'])
    expect(events[2]).toMatchObject({method: 'GET', uri: '/throw', status: 500, aborted: false})
  })
})
