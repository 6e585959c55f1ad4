import {rmSync, writeFileSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {exchange} from '../../src/client/connection.js'
import {
  decodeAcknowledgement,
  decodeCacheAnswer,
  decodePong,
  decodeRpcAnswer,
  decodeSpoolFile,
  encodeCacheRequest,
  encodePing,
  encodeRpc,
  encodeSignal,
  encodeSpoolTask,
} from '../../src/index.js'
import {temporaryFolder} from '../support/folder.js'
import type {Program} from '../support/program.js'
import {startUwsgi} from '../support/uwsgi.js'

const folder = temporaryFolder()

const APPLICATION = `
import os
import uwsgi
uwsgi.register_rpc('join', lambda *args: b'|'.join(args))
uwsgi.register_rpc('times', lambda count: b'x' * int(count))
uwsgi.register_rpc('warn', lambda text: (uwsgi.set_warning_message(text.decode()), b'ok')[1])
def spooled(env):
    del env['spooler_task_name']
    with open('${folder.at('writing')}', 'w') as file:
        file.write(repr(env))
    os.rename('${folder.at('writing')}', '${folder.at('spooled')}')
    return uwsgi.SPOOL_OK
uwsgi.spooler = spooled
def application(environ, start_response):
    start_response('200 OK', [])
    return [b'ok']
`

let server: Program

beforeAll(async () => {
  writeFileSync(folder.at('app.py'), APPLICATION)
  const options = ['--socket', folder.at('s'), '--wsgi-file', folder.at('app.py'), '--spooler', folder.at('tasks')]
  const plugins = ['python3', 'ping', 'rpc', 'cache', 'signal', 'spooler']
  server = await startUwsgi(plugins, [...options, '--cache2', 'name=first,items=10', '--spooler-frequency', '1'], {
    cwd: folder.path,
  })
})

afterAll(async () => {
  await server.stop()
  folder[Symbol.dispose]()
})

async function ask(packet: Buffer): Promise<Buffer> {
  const answer = await exchange({kind: 'unix', path: folder.at('s')}, packet, {timeout: 5000})
  if (!answer.connected || answer.ended === 'timeout') throw new Error(`no answer: ${server.log()}`)
  return answer.bytes
}

test('a pong, with the warning that the application set', async () => {
  expect(decodePong(await ask(encodePing()))).toEqual({warning: ''})
  expect(decodeRpcAnswer(await ask(encodeRpc({function: 'warn', args: ['disk is full']}))).toString()).toBe('ok')
  expect(decodePong(await ask(encodePing()))).toEqual({warning: 'disk is full'})
})

test('an RPC result: framed, raw, and over 65,535 bytes', async () => {
  const call = {function: 'join', args: ['a', '\0\xff', 'c']}
  expect(decodeRpcAnswer(await ask(encodeRpc(call))).toString('latin1')).toBe('a|\0\xff|c')
  expect(decodeRpcAnswer(await ask(encodeRpc(call, 'raw')), 'raw').toString('latin1')).toBe('a|\0\xff|c')
  for (const size of [65_535, 65_536, 200_000]) {
    const result = decodeRpcAnswer(await ask(encodeRpc({function: 'times', args: [String(size)]})))
    expect(result.equals(Buffer.alloc(size, 'x')), `${size} bytes`).toBe(true)
  }
})

test('as many RPC arguments as uWSGI takes', async () => {
  const args = Array.from({length: 254}, (_, i) => String(i))
  expect(decodeRpcAnswer(await ask(encodeRpc({function: 'join', args}))).toString()).toBe(args.join('|'))
})

test('an unknown function is zero bytes, and no result', async () => {
  const answer = await ask(encodeRpc({function: 'nobody'}))
  expect(answer).toHaveLength(0)
  expect(() => decodeRpcAnswer(answer)).toThrow(/the function is unknown, failed or returned nothing/)
})

test('the cache, from set to clear', async () => {
  const value = Buffer.from([0, 255, 10])
  const cache = async (request: Parameters<typeof encodeCacheRequest>[0]) =>
    decodeCacheAnswer(await ask(encodeCacheRequest(request)))
  const now = Date.now() / 1000
  expect(await cache({command: 'set', key: 'k', value, expires: 60})).toMatchObject({status: 'ok'})
  const answer = await cache({command: 'get', key: 'k', cache: 'first'})
  expect(answer).toMatchObject({status: 'ok', size: 3, value})
  expect(answer.expires).toBeGreaterThan(now + 50)
  expect(answer.expires).toBeLessThan(now + 70)
  await expect(cache({command: 'set', key: 'k', value})).rejects.toThrow(/no bytes/)
  await cache({command: 'update', key: 'k', value: Buffer.from('new')})
  expect((await cache({command: 'get', key: 'k'})).value.toString()).toBe('new')
  expect(await cache({command: 'exists', key: 'k'})).toMatchObject({status: 'ok'})
  await cache({command: 'del', key: 'k'})
  await expect(cache({command: 'exists', key: 'k'})).rejects.toThrow(/no bytes/)
  expect(await cache({command: 'clear'})).toMatchObject({status: 'ok'})
})

test('a signal is acknowledged', async () => {
  expect(decodeAcknowledgement(await ask(encodeSignal(17)))).toBe(true)
})

test("a task's body reaches the application, from the socket and from a file", async () => {
  const task = encodeSpoolTask({vars: [['name', 'mail']], body: Buffer.from('hello\0\xff', 'latin1')})
  expect(decodeAcknowledgement(await ask(task))).toBe(true)
  expect(await spooled()).toBe(String.raw`{b'name': b'mail', b'body': b'hello\x00\xff'}`)

  const file = Buffer.concat([encodeSpoolTask({vars: [['name', 'file']]}), Buffer.from('BODYDATA')])
  expect(decodeSpoolFile(file).body.toString()).toBe('BODYDATA')
  writeFileSync(folder.at('tasks/uwsgi_spoolfile_on_here_1_1_1_1_1'), file)
  expect(await spooled()).toBe(`{b'name': b'file', 'body': b'BODYDATA'}`)
})

/** What the application saw of the task that it was given next. */
async function spooled(): Promise<string> {
  for (let i = 0; i < 100; i++) {
    await sleep(100)
    const seen = await readFile(folder.at('spooled'), 'utf8').catch(() => '')
    if (seen === '') continue
    rmSync(folder.at('spooled'))
    return seen
  }
  throw new Error(`no task was run: ${server.log()}`)
}
