import {createServer} from 'node:net'
import {expect, test} from 'vitest'
import {readListening, readProcesses, tcpListeners, unixListeners} from '../../src/host/process-table.js'
import {temporaryFolder} from '../support/folder.js'

const UNIX = `Num       RefCount Protocol Flags    Type St Inode Path
000000002ef6f5c8: 00000002 00000000 00010000 0001 01 771 /run/a b.sock
0000000041a1843e: 00000003 00000000 00000000 0001 03 485443
000000009ed53682: 00000002 00000000 00000000 0001 02     0 /run/a b.sock
000000009ed53683: 00000002 00000000 00000000 0001 02     0 /run/a b.sock
000000009ed53684: 00000002 00000000 00010000 0001 01 772 @abstract
`

test('unix listeners, with what waits for each', () => {
  expect(unixListeners(UNIX)).toEqual([
    {address: '/run/a b.sock', inode: 771, waiting: 2},
    {address: '@abstract', inode: 772, waiting: 0},
  ])
  expect(unixListeners('')).toEqual([])
})

test('TCP listeners of both families', () => {
  const four =
    '   0: 0100007F:0BD7 00000000:0000 0A 00000000:00000005 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0'
  const six = '   0: 00000000000000000000000001000000:0050 0:0 0A 00000000:00000000 00:0 0 0 0 4712 1'
  const all = '   0: 00000000000000000000000000000000:0050 0:0 0A 00000000:00000000 00:0 0 0 0 4713 1'
  expect(tcpListeners(four)).toEqual([{address: '127.0.0.1:3031', inode: 4711, waiting: 5}])
  expect(tcpListeners(six)[0]!.address).toBe('[::1]:80')
  expect(tcpListeners(all)[0]!.address).toBe('[::]:80')
  expect(tcpListeners(four.replace(' 0A ', ' 01 '))).toEqual([])
})

test('this process, and a socket that it listens on', async () => {
  using folder = temporaryFolder()
  const server = createServer().listen(folder.at('own.sock'))
  try {
    const own = (await readProcesses(/node/)).find(({pid}) => pid === process.pid)!
    expect(own.ppid).toBe(process.ppid)
    expect(own.uid).toBe(process.geteuid!())
    expect(own.cwd).toBe(process.cwd())
    expect(own.environment!['PATH']).toBe(process.env['PATH'])
    expect(own.age).toBeGreaterThan(0)
    const socket = (await readListening()).find(({address}) => address === folder.at('own.sock'))!
    expect(own.sockets).toContain(socket.inode)
    expect(await readProcesses(/no program is called so/)).toEqual([])
  } finally {
    server.close()
  }
})
