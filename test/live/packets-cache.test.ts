import {randomBytes} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import type {Program} from '../support/program.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const folder = temporaryFolder()
const socket = folder.at('cache.sock')
const plain = folder.at('plain.sock')
const servers: Program[] = []
const cache = (...words: string[]) => tsgi(['cache', ...words])

beforeAll(async () => {
  const caches = ['--cache2', 'name=main,items=20,blocksize=1000', '--cache2', 'name=files,items=5,blocksize=200000']
  servers.push(await startUwsgi(['cache', 'python3'], ['--socket', socket, ...caches]))
  servers.push(await startUwsgi(['python3'], ['--socket', plain]))
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  folder[Symbol.dispose]()
})

test('a value goes in, comes back byte for byte, and goes', async () => {
  const value = randomBytes(70_000)
  writeFileSync(folder.at('value.bin'), value)
  const set = await cache('set', socket, 'blob', `@${folder.at('value.bin')}`, '--cache', 'files')
  expect(set).toMatchObject({code: 0, stdout: 'stored 70000 bytes\n'})
  expect(set.stderr).toBe(`about to write 70000 bytes to the key "blob" of the cache "files" at ${socket}\n`)

  const got = await cache('get', socket, 'blob', '--cache', 'files')
  expect(got.code).toBe(0)
  expect(got.stdoutBytes.equals(value)).toBe(true)
  expect(JSON.parse((await cache('get', socket, 'blob', '--cache', 'files', '--json')).stdout)).toEqual({
    schema: 'tsgi.cache/1',
    action: 'get',
    ok: true,
    target: {kind: 'unix', path: socket},
    cache: 'files',
    key: 'blob',
    time_ms: expect.any(Number),
    value_base64: value.toString('base64'),
    value_bytes: 70_000,
  })

  expect(await cache('del', socket, 'blob', '--cache', 'files')).toMatchObject({code: 0, stdout: 'deleted\n'})
  expect(await cache('get', socket, 'blob', '--cache', 'files')).toMatchObject({code: 1, stdout: ''})
})

test('set leaves a key alone that exists, update replaces it', async () => {
  expect((await cache('set', socket, 'once', 'first')).code).toBe(0)
  const again = await cache('set', socket, 'once', 'second')
  expect(again.code).toBe(1)
  expect(again.stderr).toMatch(/TSGI_CACHE_NOT_STORED.* 1\. the key exists already/s)
  expect(again.stderr).toContain(`Try: tsgi cache update ${socket} once`)
  expect((await cache('update', socket, 'once', 'second')).code).toBe(0)
  expect((await cache('get', socket, 'once')).stdout).toBe('second')
})

test('standard input, UTF-8 keys and an expiry', async () => {
  const set = await tsgi(['cache', 'set', socket, 'ключ', '-', '--expires', '2m', '--json'], {input: 'grün'})
  expect(JSON.parse(set.stdout)).toMatchObject({
    schema: 'tsgi.cache/1',
    action: 'set',
    ok: true,
    value_bytes: 5,
    expires_s: 120,
  })
  const got = JSON.parse((await cache('get', socket, 'ключ', '--json')).stdout)
  expect(got).toMatchObject({value: 'grün', key: 'ключ'})
  expect(Math.abs(got.expires_epoch_s - Date.now() / 1000 - 120)).toBeLessThan(10)
  expect((await cache('get', socket, 'ключ')).stderr).toMatch(/^expires in 1\d\d s\n$/)
})

test('exists answers yes and no', async () => {
  await cache('update', socket, 'here', 'x')
  expect(await cache('exists', socket, 'here')).toMatchObject({code: 0, stdout: 'yes\n'})
  expect(await cache('exists', socket, 'nowhere')).toMatchObject({code: 1, stdout: 'no\n'})
  expect(JSON.parse((await cache('exists', socket, 'nowhere', '--json')).stdout)).toMatchObject({
    schema: 'tsgi.cache/1',
    action: 'exists',
    ok: false,
    exists: false,
  })
})

describe('clear', () => {
  test('without a terminal it needs --yes, and sends nothing', async () => {
    await cache('update', socket, 'kept', 'x')
    const refused = await cache('clear', socket)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/this would empty the first cache.*add --yes/s)
    expect((await cache('exists', socket, 'kept')).code).toBe(0)
  })

  test('with --yes it empties that cache and no other', async () => {
    await cache('update', socket, 'gone', 'x')
    await cache('update', socket, 'stays', 'x', '--cache', 'files')
    expect(await cache('clear', socket, '--yes')).toMatchObject({code: 0, stdout: 'emptied\n'})
    expect((await cache('exists', socket, 'gone')).code).toBe(1)
    expect((await cache('exists', socket, 'stays', '--cache', 'files')).code).toBe(0)
  })
})

describe('zero bytes are explained, the likeliest cause first', () => {
  test.each([
    ['a miss', () => cache('get', socket, 'nowhere'), / 1\. there is no such key.* 2\. there is no cache/s],
    ['too big', () => cache('set', socket, 'big', 'x'.repeat(3000)), / 2\. the key or the value is larger than/],
    ['no such cache', () => cache('clear', socket, '--cache', 'none', '--yes'), / 1\. there is no cache of that name/],
    ['no plugin', () => cache('get', plain, 'k'), / 1\. the plugin is not loaded \(plugins = cache\)/],
    ['no plugin', () => cache('exists', plain, 'k'), / 1\. the plugin is not loaded \(plugins = cache\)/],
  ] as const)('%s', async (_, run, explanation) => {
    const {code, stdout, stderr} = await run()
    expect({code, stdout}).toEqual({code: 1, stdout: ''})
    expect(stderr).toMatch(explanation)
  })

  test('--json has the same in its one document', async () => {
    const {code, stdout, stderr} = await cache('get', socket, 'nowhere', '--json')
    expect({code, stderr}).toEqual({code: 1, stderr: ''})
    expect(JSON.parse(stdout)).toEqual({
      schema: 'tsgi.cache/1',
      ok: false,
      error: {code: 'TSGI_CACHE_MISS', message: expect.stringContaining('there is no such key'), suggestions: []},
    })
  })
})

test.each([
  [['set', 'SOCKET', 'k'], 2, /the value is missing/],
  [['set', 'SOCKET', 'k', ''], 2, /stores no empty value/],
  [['set', 'SOCKET', 'k', '@/nonexistent'], 2, /there is no file/],
  [['set', 'SOCKET', 'k', 'v', '--expires', '500ms'], 2, /whole seconds/],
  [['get', 'SOCKET', ''], 2, /needs a key/],
  [['get', 'SOCKET'], 2, /missing KEY/],
] as const)('cache %j is refused before anything is sent', async (words, code, message) => {
  const result = await cache(...words.map((word) => (word === 'SOCKET' ? socket : word)))
  expect(result.code).toBe(code)
  expect(result.stderr).toMatch(message)
})
