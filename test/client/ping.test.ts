import {describe, expect, test} from 'vitest'
import {type PingMethod, ping} from '../../src/client/ping.js'
import {encodePacket} from '../../src/wire/packet.js'
import {fakeUwsgi, listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'

const pong = (text = '') => encodePacket({modifier1: 100, modifier2: 1, body: Buffer.from(text)})
const STATS = '{\n\t"version":"2.0.21",\n\t"listen_queue":0'

/** What a server that answers a probe so is, after at most 300 ms. */
async function probe(answer: string | Uint8Array | undefined, method: PingMethod = 'ping', expect = '2xx') {
  await using server = await listener((socket) => {
    socket.on('data', () => (answer === undefined ? undefined : socket.end(answer)))
  })
  return await ping(server.address, {timeout: 300, method, ...(method === 'request' ? {expect} : {})})
}

describe('the answer to a ping', () => {
  test.each([
    [pong(), 'pong', /^$/],
    [pong('disk nearly full'), 'warning', /^disk nearly full$/],
    [pong('grün'), 'warning', /^grün$/],
    [Buffer.from([100, 0xc8, 0xff, 1]), 'warning', /too long/],
    ['', 'alive', /ping plugin not loaded/],
    [STATS, 'stats', /stats server/],
    [`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${STATS}`, 'stats', /stats server/],
    [undefined, 'silent', /timed out after 0\.3 s/],
    ['HTTP/1.1 400 Bad Request\r\n\r\n', 'garbled', /an HTTP response.*"HTTP\/1\.1 400 Bad Request"/],
    ['SSH-2.0-OpenSSH_9.2\r\n', 'garbled', /SSH/],
    ['\x1b[2Jd', 'garbled', /"\\u001b\[2Jd"/],
    [Buffer.from([100]), 'garbled', /1 byte/],
    [Buffer.from([100, 0, 0, 0]), 'garbled', /not with a pong/],
    ['dovecot ready', 'garbled', /dovecot/],
  ])('%j is %s', async (answer, state, message) => {
    const result = await probe(answer)
    expect(result).toMatchObject({state, message: expect.stringMatching(message)})
    expect(result.time_ms).toBeGreaterThan(0)
  })

  test('arrives in pieces', async () => {
    await using server = await listener((socket) => {
      const bytes = pong('slow disk')
      socket.write(bytes.subarray(0, 3))
      setTimeout(() => socket.write(bytes.subarray(3, 8)), 20)
      setTimeout(() => socket.write(bytes.subarray(8)), 40) // and the connection stays open
    })
    expect(await ping(server.address, {timeout: 2000})).toMatchObject({state: 'warning', message: 'slow disk'})
  })

  test('is not waited for when the server speaks first, and not uwsgi', async () => {
    await using server = await listener((socket) => socket.write('220 mail ready\r\n'))
    const {state, time_ms} = await ping(server.address, {timeout: 5000})
    expect(state).toBe('garbled')
    expect(time_ms).toBeLessThan(1000)
  })

  test('is bounded, however much a stats server sends', async () => {
    await using server = await listener((socket) => {
      socket.write(STATS)
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 'x'))) {}
        socket.once('drain', pour)
      }
      pour()
    })
    const {state, time_ms} = await ping(server.address, {timeout: 5000})
    expect(state).toBe('stats')
    expect(time_ms).toBeLessThan(2000)
  })
})

test.each([
  ['empty', '', 'alive', /as uWSGI does/],
  ['empty', 'HTTP/1.1 301 Moved\r\n\r\n', 'pong', /^301 Moved$/],
  ['request', 'HTTP/1.1 204 No Content\r\n\r\n', 'pong', /^204 No Content$/],
  ['request', 'Status: 200 OK\r\n\r\nhi', 'pong', /^200$/],
  ['request', 'HTTP/1.1 503 Gone fishing\r\n\r\n', 'garbled', /answered 503 Gone fishing, expected 2xx/],
  ['request', '', 'garbled', /closed without an answer/],
  ['request', 'hello', 'garbled', /hello/],
  ['request', 'HTTP/1.1 200 OK\r\nContent-Le', 'garbled', /answered 200 OK, and the head did not end/],
] as const)('--method %s answered with %j is %s', async (method, answer, state, message) => {
  expect(await probe(answer, method)).toMatchObject({state, message: expect.stringMatching(message)})
})

test('sends 64000000, 00000000, or the GET that was asked for, and nothing else', async () => {
  await using server = await fakeUwsgi((packet, socket) => {
    socket.end(packet.modifier1 === 100 ? pong() : packet.body.length > 0 ? 'HTTP/1.1 200 OK\r\n\r\n' : '')
  })
  await ping(server.address)
  expect(server.received().toString('hex')).toBe('64000000')
  await ping(server.address, {method: 'empty'})
  expect(server.received().toString('hex')).toBe('6400000000000000')
  await ping(server.address, {method: 'request', path: '/healthz?full=1'})
  expect(server.received().toString('latin1')).toContain('REQUEST_METHOD\x03\0GET')
  expect(server.received().toString('latin1')).toContain('PATH_INFO\x08\0/healthz')
})

test('takes an address as text, and never throws for a dead server', async () => {
  using folder = temporaryFolder()
  expect(await ping(folder.at('none'))).toMatchObject({state: 'missing', message: expect.stringContaining('ENOENT')})
  const port = await freePort()
  expect(await ping(`127.0.0.1:${port}`)).toMatchObject({state: 'refused'})
  expect(await ping(`no-such-host.invalid:${port}`)).toMatchObject({state: 'unresolved'})
  await expect(ping('x'.repeat(200))).rejects.toMatchObject({code: 'TSGI_BAD_ADDRESS', kind: 'usage'})
  await expect(ping('/x', {method: 'request', expect: 'yes'})).rejects.toMatchObject({code: 'TSGI_BAD_EXPECTATION'})
})
