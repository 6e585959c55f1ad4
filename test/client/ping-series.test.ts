import {expect, test} from 'vitest'
import {pingSeries} from '../../src/client/ping-series.js'
import {waitFor} from '../../src/client/ping-wait.js'
import {roundTrips} from '../../src/client/round-trips.js'
import {encodePacket} from '../../src/wire/packet.js'
import {fakeUwsgi, listener} from '../support/fake-uwsgi.js'
import {temporaryFolder} from '../support/folder.js'

const PONG = encodePacket({modifier1: 100, modifier2: 1})

test('counts probes, replies and losses', async () => {
  let asked = 0
  await using server = await fakeUwsgi((_, socket) => {
    asked++
    if (asked !== 2) socket.end(PONG)
  })
  const series = await pingSeries(server.address, {count: 4, interval: 5, timeout: 100})
  expect(series).toMatchObject({target: server.address, transmitted: 4, received: 3, loss_pct: 25})
  expect(series.replies.map(({seq, state}) => `${seq} ${state}`)).toEqual(['1 pong', '2 silent', '3 pong', '4 pong'])
  expect(series.rtt?.max_ms).toBeLessThan(100)
  expect(series.time_ms).toBeGreaterThanOrEqual(100)
})

test('keeps its rhythm from start to start, and ends at the deadline', async () => {
  await using server = await fakeUwsgi((_, socket) => setTimeout(() => socket.end(PONG), 60))
  const series = await pingSeries(server.address, {count: 0, interval: 100, deadline: 450})
  expect(series.transmitted).toBeGreaterThanOrEqual(4)
  expect(series.transmitted).toBeLessThanOrEqual(5)
  expect(series.time_ms).toBeLessThan(1000)
})

test('a deadline cuts a probe short', async () => {
  await using server = await listener(() => {})
  const series = await pingSeries(server.address, {deadline: 100, timeout: 5000})
  expect(series).toMatchObject({transmitted: 1, received: 0, loss_pct: 100, rtt: null})
  expect(series.time_ms).toBeLessThan(2000)
})

test('ends between two probes when the signal fires', async () => {
  await using server = await fakeUwsgi((_, socket) => socket.end(PONG))
  const series = await pingSeries(server.address, {count: 0, interval: 60_000, signal: AbortSignal.timeout(50)})
  expect(series).toMatchObject({transmitted: 1, received: 1, loss_pct: 0})
})

test('waits until a server is up, and until it is down', async () => {
  using folder = temporaryFolder()
  const path = folder.at('s')
  const waiting = waitFor({kind: 'unix', path}, {until: 'up', within: 10_000, interval: 20})
  await new Promise((resolve) => setTimeout(resolve, 100))
  const server = await fakeUwsgi((_, socket) => socket.end(PONG), path)
  const up = await waiting
  expect(up.reached).toBe(true)
  expect(up.replies[0]?.state).toBe('missing')
  expect(up.replies.at(-1)?.state).toBe('pong')

  setTimeout(() => void server[Symbol.asyncDispose](), 100)
  const down = await waitFor({kind: 'unix', path}, {until: 'down', within: 10_000, interval: 20})
  expect(down.reached).toBe(true)
  expect(down.time_ms).toBeGreaterThan(50)
})

test('waits to the end of the time it was given, and looks once more then', async () => {
  await using server = await fakeUwsgi((_, socket) => socket.end(PONG))
  const wait = await waitFor(server.address, {until: 'down', within: 400, interval: 300})
  expect(wait).toMatchObject({reached: false, transmitted: 3})
  expect(wait.time_ms).toBeGreaterThanOrEqual(340)
})

test('a server that only closes is up, unless strictly asked', async () => {
  await using server = await fakeUwsgi((_, socket) => socket.end())
  const wait = (strict: boolean) => waitFor(server.address, {until: 'up', within: 200, interval: 50, strict})
  expect(await wait(false)).toMatchObject({reached: true, transmitted: 1})
  expect(await wait(true)).toMatchObject({reached: false})
})

test('round trips are counted as ping(8) counts them', () => {
  expect(roundTrips([])).toBeNull()
  expect(roundTrips([4, 2, 4, 4, 5, 5, 7, 9])).toEqual({
    min_ms: 2,
    avg_ms: 5,
    max_ms: 9,
    mdev_ms: 2,
    p50_ms: 4,
    p99_ms: 9,
  })
})
