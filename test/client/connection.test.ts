import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {exchange} from '../../src/client/connection.js'
import {encodePacket} from '../../src/wire/packet.js'
import {fakeUwsgi, listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {startProgram} from '../support/program.js'

const PING = encodePacket({modifier1: 100})
const timeout = 3000

describe.each(['unix', 'tcp'] as const)('over %s', (kind) => {
  const place = (folder: {at(name: string): string}) => (kind === 'unix' ? folder.at('s') : undefined)

  test('sends, and reads to the end', async () => {
    using folder = temporaryFolder()
    await using server = await fakeUwsgi((packet, socket) => {
      socket.write(`got ${packet.modifier1}`)
      setTimeout(() => socket.end(', bye'), 20)
    }, place(folder))
    const result = await exchange(server.address, PING, {timeout})
    expect(result).toMatchObject({connected: true, ended: 'eof', received: 12})
    expect(result.connected && result.bytes.toString()).toBe('got 100, bye')
    expect(server.received()).toEqual(PING)
  })

  test('keeps what came before a reset', async () => {
    using folder = temporaryFolder()
    await using server = await listener((socket) => {
      socket.pause() // unread bytes make the kernel reset the connection on close
      socket.write('partial', () => setTimeout(() => socket.destroy(), 50))
    }, place(folder))
    const result = await exchange(server.address, Buffer.alloc(1 << 20), {timeout})
    expect(result).toMatchObject({connected: true, ended: 'reset', received: 7})
    expect(result.connected && result.bytes.toString()).toBe('partial')
  })

  test('reads an answer although the server never takes the body', async () => {
    using folder = temporaryFolder()
    const answer = Buffer.alloc(300_000, 'a')
    await using server = await listener((socket) => {
      socket.once('data', () => {
        socket.pause()
        socket.end(answer, () => setTimeout(() => socket.destroy(), 50))
      })
    }, place(folder))
    const result = await exchange(server.address, Buffer.alloc(20 << 20), {timeout})
    expect(result).toMatchObject({connected: true, received: answer.length})
    expect(result.connected && result.bytes.equals(answer)).toBe(true)
    expect(result.total_ms).toBeLessThan(timeout)
  })

  test('gives up at the deadline, with what came', async () => {
    using folder = temporaryFolder()
    await using server = await listener((socket) => socket.write('half'), place(folder))
    const result = await exchange(server.address, PING, {timeout: 100})
    expect(result).toMatchObject({connected: true, ended: 'timeout', received: 4})
    expect(result.total_ms).toBeGreaterThanOrEqual(95)
    expect(result.total_ms).toBeLessThan(1500)
  })

  test('bounds an endless answer', async () => {
    using folder = temporaryFolder()
    await using server = await listener((socket) => {
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536))) {}
        socket.once('drain', pour)
      }
      pour()
    }, place(folder))
    const result = await exchange(server.address, PING, {timeout, keep: 100_000})
    expect(result).toMatchObject({connected: true, ended: 'limit'})
    expect(result.connected && result.bytes.length).toBe(100_000)
  })
})

test('a write that fails does not cost the answer that waits to be read', async () => {
  using folder = temporaryFolder()
  const path = folder.at('s')
  await using server = startProgram(process.execPath, [
    '-e',
    `require('net').createServer((socket) => socket.once('data', () => socket.end('early answer', () => socket.destroy())))
      .listen(${JSON.stringify(path)}, () => console.log('listening'))`,
  ])
  await server.logged(/listening/)
  async function* pieces() {
    yield PING
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300) // busy: nothing is read meanwhile
    yield Buffer.alloc(1 << 20)
  }
  const result = await exchange({kind: 'unix', path}, pieces(), {timeout})
  expect(result).toMatchObject({connected: true, received: 12, sendError: 'EPIPE'})
  expect(result.connected && result.bytes.toString()).toBe('early answer')
})

test('takes a payload in pieces, no faster than the server reads', async () => {
  let produced = 0
  async function* pieces() {
    for (; produced < 500; produced++) yield Buffer.alloc(65_536)
  }
  await using server = await listener((socket) => socket.pause())
  await exchange(server.address, pieces(), {timeout: 300})
  expect(produced).toBeGreaterThan(0)
  expect(produced).toBeLessThan(300)
})

test('fails with the error of a payload that fails', async () => {
  await using server = await listener(() => {})
  // biome-ignore lint/correctness/useYield: it fails before its first piece
  async function* broken(): AsyncGenerator<Buffer> {
    throw new Error('disk on fire')
  }
  await expect(exchange(server.address, broken(), {timeout})).rejects.toThrow('disk on fire')
})

test('hands chunks over and stops when the caller has enough', async () => {
  await using server = await listener((socket) => socket.write('one'))
  const seen: string[] = []
  const result = await exchange(server.address, PING, {timeout, onChunk: (chunk) => seen.push(`${chunk}`) > 0})
  expect(result).toMatchObject({connected: true, ended: 'stopped', received: 3})
  expect(seen).toEqual(['one'])
})

test('holds a fast server back while the caller is busy, and loses nothing', async () => {
  const whole = 4 << 20
  await using server = await listener((socket) => socket.end(Buffer.alloc(whole, 'x')))
  let taken = 0
  const result = await exchange(server.address, PING, {
    timeout: 10_000,
    async onChunk(chunk) {
      await sleep(1)
      taken += chunk.length
      return false
    },
  })
  expect(result).toMatchObject({connected: true, received: whole})
  expect(taken).toBe(whole)
})

test.each([
  ['throws', () => expect.fail('full disk')],
  ['rejects', () => Promise.reject(new Error('full disk'))],
])('a caller that %s ends the exchange with its error', async (_, onChunk) => {
  await using server = await listener((socket) => socket.write('one'))
  await expect(exchange(server.address, PING, {timeout, onChunk})).rejects.toThrow('full disk')
})

test('stops when the signal fires, also one that fired before', async () => {
  await using server = await listener(() => {})
  const result = await exchange(server.address, PING, {timeout, signal: AbortSignal.timeout(30)})
  expect(result).toMatchObject({connected: true, ended: 'aborted'})
  expect(await exchange(server.address, PING, {timeout, signal: AbortSignal.abort()})).toMatchObject({
    connected: false,
    code: 'ABORTED',
  })
})

test.each([
  ['missing', 'ENOENT', (at: string) => `${at}/none/s`],
  ['refused', 'ECONNREFUSED', () => import.meta.filename],
])('a path with nobody there: %s', async (failure, code, pathIn) => {
  using folder = temporaryFolder()
  const result = await exchange({kind: 'unix', path: pathIn(folder.path)}, PING, {timeout})
  expect(result).toMatchObject({connected: false, failure, code})
})

test('a port with nobody there, an unknown name, a dead network', async () => {
  const port = await freePort()
  const at = (host: string) => exchange({kind: 'tcp', host, port}, PING, {timeout: 300})
  expect(await at('127.0.0.1')).toMatchObject({connected: false, failure: 'refused'})
  expect(await at('localhost')).toMatchObject({connected: false, failure: 'refused'})
  expect(await at('255.255.255.255')).toMatchObject({connected: false, failure: 'unreachable'})
  expect(await at('no-such-host.invalid')).toMatchObject({connected: false, failure: 'unresolved'})
})

describe('a listener that does not accept', () => {
  /** Listens with the smallest queue and then never lets its event loop run again. */
  const deaf = (where: string) =>
    startProgram(process.execPath, [
      '-e',
      `require('net').createServer().listen({${where}, backlog: 1}, () => {
        require('fs').writeSync(1, 'listening\\n')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      })`,
    ])

  test('refuses at once over a unix socket when its queue is full', async () => {
    using folder = temporaryFolder()
    const path = folder.at('s')
    await using server = deaf(`path: ${JSON.stringify(path)}`)
    await server.logged(/listening/)
    const results = await Promise.all(
      Array.from({length: 4}, () => exchange({kind: 'unix', path}, PING, {timeout: 400})),
    )
    const full = results.filter((result) => !result.connected)
    expect(full.length).toBeGreaterThan(0)
    expect(full.every(({failure, code}) => failure === 'backlog-full' && code === 'EAGAIN')).toBe(true)
    expect(results.filter((result) => result.connected).every(({ended}) => ended === 'timeout')).toBe(true)
  })

  test('over TCP it keeps everybody waiting, and the kernel tells why', async () => {
    const port = await freePort()
    await using server = deaf(`host: '127.0.0.1', port: ${port}`)
    await server.logged(/listening/)
    const results = await Promise.all(
      Array.from({length: 6}, () => exchange({kind: 'tcp', host: 'localhost', port}, PING, {timeout: 1500})),
    )
    expect(results.some((result) => !result.connected)).toBe(true)
    for (const result of results) {
      if (!result.connected) expect(result).toMatchObject({failure: 'backlog-full', code: 'ETIMEDOUT'})
    }
  })
})
