import {describe, expect, test} from 'vitest'
import {cacheGet, cacheSet} from '../../src/client/cache.js'
import {packetBytes, sendPacket} from '../../src/client/packet.js'
import {rpc} from '../../src/client/rpc.js'
import {raiseSignal} from '../../src/client/signal.js'
import {spool} from '../../src/client/spool.js'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars} from '../../src/wire/vars.js'
import {fakeUwsgi} from '../support/fake-uwsgi.js'

const answering = (answer: Uint8Array | string) =>
  fakeUwsgi((_, socket) => socket.end(Buffer.from(answer as string, 'latin1')))
const options = {timeout: 300}

describe('how a question can end', () => {
  test('answered', async () => {
    await using server = await answering('\xad\x05\0\0hello')
    expect(await rpc(server.address, {function: 'f'})).toMatchObject({ok: true, value: Buffer.from('hello')})
  })

  test('cut off', async () => {
    await using server = await answering('\xad\x09\0\0hello')
    const result = await rpc(server.address, {function: 'f'}, options)
    expect(result).toMatchObject({
      ok: false,
      state: 'cut-off',
      detail: expect.stringMatching(/announces a block of 9 bytes; 5 came/),
    })
  })

  test('garbled', async () => {
    await using server = await answering('HTTP/1.0 500 No\r\n\r\n')
    const result = await raiseSignal(server.address, 1, options)
    expect(result).toMatchObject({ok: false, state: 'garbled', detail: 'an HTTP response'})
    expect(result.bytes.toString()).toMatch(/^HTTP/)
  })

  test('garbled, although it begins as an answer does', async () => {
    await using server = await answering('\xff\0\0\x07')
    const result = await raiseSignal(server.address, 1, options)
    expect(result).toMatchObject({
      ok: false,
      state: 'garbled',
      detail: expect.stringContaining('ends in 0 or 1, not 7'),
    })
  })

  test('silent', async () => {
    await using server = await fakeUwsgi(() => {})
    expect(await raiseSignal(server.address, 1, options)).toMatchObject({ok: false, state: 'silent'})
  })

  test('too big', async () => {
    await using server = await answering('x'.repeat(5000))
    const result = await sendPacket(server.address, {modifier1: 101}, {...options, keep: 1000})
    expect(result).toMatchObject({ok: false, state: 'too-big'})
    expect(result.bytes).toHaveLength(1000)
  })

  test('no connection', async () => {
    const missing = {kind: 'unix', path: '/nonexistent/x.sock'} as const
    expect(await cacheGet(missing, 'k')).toMatchObject({ok: false, state: 'missing', detail: 'ENOENT'})
  })

  test('an answer that is whole counts although the server does not close', async () => {
    await using server = await fakeUwsgi((_, socket) => socket.write(Buffer.from('ff000001', 'hex')))
    expect(await raiseSignal(server.address, 1, options)).toMatchObject({ok: true, value: true})
  })
})

describe('nothing came back: is the plugin there?', () => {
  const probed = (page: string) =>
    fakeUwsgi(({modifier2}, socket) => socket.end(modifier2 === 4 || modifier2 === 2 ? page : ''))

  test('it answers another question', async () => {
    await using server = await probed('HTTP/1.0 404 Not Found\r\n\r\n')
    expect(await cacheGet(server.address, 'k', options)).toMatchObject({ok: false, state: 'empty', plugin: true})
    expect(await rpc(server.address, {function: 'f'}, options)).toMatchObject({state: 'empty', plugin: true})
  })

  test('it does not', async () => {
    await using server = await probed('')
    expect(await cacheGet(server.address, 'k', options)).toMatchObject({state: 'empty', plugin: false})
    expect(await rpc(server.address, {function: 'f'}, options)).toMatchObject({state: 'empty', plugin: false})
  })
})

describe('what uWSGI would silently change is refused before anything is sent', () => {
  test.each([
    ['an empty value', (to) => cacheSet(to, 'k', Buffer.alloc(0)), /stores no empty value/],
    ['an empty key', (to) => cacheGet(to, ''), /needs a key/],
    ['254 arguments and one', (to) => rpc(to, {function: 'f', args: Array(255).fill('x')}), /255 arguments/],
    ['an empty argument', (to) => rpc(to, {function: 'f', args: ['a', '']}), /argument 2 is empty/],
    ['signal 256', (to) => raiseSignal(to, 256), /numbered 0 to 255/],
    ['a task of nothing', (to) => spool(to, {vars: []}), /at least one variable/],
    ['a priority that is none', (to) => spool(to, {vars: [['a', 'b']]}, {priority: 1.5}), /whole number/],
    ['a task over 64 KiB', (to) => spool(to, {vars: [], body: Buffer.alloc(70_000)}), /at most 65535/],
    ['256 items', (to) => sendPacket(to, {block: {kind: 'array', items: Array(256).fill('x')}}), /256 items/],
    ['modifier1 256', (to) => sendPacket(to, {modifier1: 256}), /one byte/],
  ] as [string, (to: Parameters<typeof cacheGet>[0]) => Promise<unknown>, RegExp][])('%s', async (_, send, message) => {
    await using server = await fakeUwsgi(() => {})
    await expect(send(server.address)).rejects.toThrow(message)
    await expect(send(server.address)).rejects.toMatchObject({kind: 'usage'})
    expect(server.accepted).toBe(0)
  })
})

test('a packet is its header, its block and its body', () => {
  const vars = [['A', 'b']] as const
  const question = {modifier1: 9, modifier2: 2, block: {kind: 'vars', vars}, body: Buffer.from('body')} as const
  expect(packetBytes(question)).toEqual(
    Buffer.concat([encodePacket({modifier1: 9, modifier2: 2, body: encodeVars(vars)}), Buffer.from('body')]),
  )
  expect(packetBytes({modifier1: 100}).toString('hex')).toBe('64000000')
  expect(packetBytes({block: {kind: 'bytes', bytes: Buffer.from('k')}}).toString('hex')).toBe('000100006b')
  expect(packetBytes({modifier1: 173, block: {kind: 'array', items: ['f', 'x']}}).toString('hex')).toBe(
    'ad060000010066010078',
  )
})

test('a task carries its priority and its time as variables', async () => {
  await using server = await fakeUwsgi((_, socket) => socket.end(Buffer.from('ff000000', 'hex')))
  const result = await spool(
    server.address,
    {vars: [['a', '1']], body: Buffer.from('B')},
    {priority: 4, at: 4_102_444_800},
  )
  expect(result).toMatchObject({ok: true, value: false})
  const vars = [
    ['a', '1'],
    ['priority', '4'],
    ['at', '4102444800'],
    ['body', 'B'],
  ] as const
  expect(server.received()).toEqual(encodePacket({modifier1: 17, body: encodeVars(vars)}))
})
