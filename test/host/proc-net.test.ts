import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {acceptQueueIn} from '../../src/host/proc-net.js'
import {listener} from '../support/fake-uwsgi.js'
import {freePort} from '../support/ports.js'

// As Linux 6 prints them (`/proc/net/tcp`, then `/proc/net/tcp6`).
const TABLES = `
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BD7 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 21305 1
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 21306 1
   2: 0100007F:0BD8 0100007F:9C40 01 00000000:00000009 00:00000000 00000000     0        0 21307 1
   0: 00000000000000000000000001000000:0BD9 00000000000000000000000000000000:0000 0A 00000000:0000000A 00:00000000
   1: 00000000000000000000000000000000:0BDA 00000000000000000000000000000000:0000 0A 00000000:00000002 00:00000000
   2: B80D01200000000000000000FFAA0000:0BDB 00000000000000000000000000000000:0000 0A 00000000:00000001 00:00000000
`

test.each([
  ['127.0.0.1', 3031, 3],
  ['10.1.2.3', 8080, 0],
  ['10.1.2.3', 3031, undefined],
  ['127.0.0.1', 3032, undefined],
  ['::1', 3033, 10],
  ['::1', 3034, 2],
  ['127.0.0.1', 3034, 2],
  ['2001:db8::aaff', 3035, 1],
  ['2001:db8::0:AAFF', 3035, 1],
  ['2001:db8::0.0.170.255', 3035, 1],
])('%s port %i has %s waiting', (host, port, waiting) => {
  expect(acceptQueueIn(TABLES, host, port)).toBe(waiting)
})

test('the kernel of this machine is read', async () => {
  await using server = await listener(() => {})
  const {port} = server.address as {port: number}
  expect(await node.acceptQueue('127.0.0.1', port)).toBe(0)
  expect(await node.acceptQueue('127.0.0.1', await freePort())).toBeUndefined()
  expect(await node.acceptQueue('192.0.2.1', port)).toBeUndefined()
})
