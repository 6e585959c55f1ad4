import type {Socket} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {exchange} from '../../src/client/connection.js'
import {encodePacket} from '../../src/wire/packet.js'
import {fakeUwsgi} from '../support/fake-uwsgi.js'

const TIMEOUT = 250

/** A server that sends so many pieces of this size, one every 100 ms, and then closes. */
async function inPieces(bytes: number, pieces: number, onChunk?: () => Promise<undefined>) {
  await using server = await fakeUwsgi(async (_, socket: Socket) => {
    for (let n = 0; n < pieces && !socket.destroyed; n++) {
      socket.write(Buffer.alloc(bytes))
      await sleep(100)
    }
    socket.end()
  })
  return await exchange(server.address, encodePacket({}), {
    timeout: TIMEOUT,
    renewAfter: 65_536,
    ...(onChunk ? {onChunk} : {}),
  })
}

test('the deadline starts anew as long as enough bytes move', async () => {
  expect(await inPieces(70_000, 7)).toMatchObject({ended: 'eof', received: 490_000})
})

test('a drip ends with it', async () => {
  const drip = await inPieces(100, 20)
  expect(drip).toMatchObject({ended: 'timeout'})
  expect(drip.total_ms).toBeLessThan(1500)
})

test('it stands still while the caller holds a chunk', async () => {
  let held = 0
  const hold = async () => {
    if (held++ === 0) await sleep(TIMEOUT * 3)
    return undefined
  }
  expect(await inPieces(70_000, 2, hold)).toMatchObject({ended: 'eof', received: 140_000})
})
