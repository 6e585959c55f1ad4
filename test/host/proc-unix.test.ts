import {expect, test} from 'vitest'
import {unixQueueIn} from '../../src/host/proc-unix.js'

/** From a machine on which two clients wait. */
const TABLE = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 12345 /run/a b.sock
0000000000000000: 00000003 00000000 00000000 0001 02     0 /run/a b.sock
0000000000000000: 00000003 00000000 00000000 0001 03 12350 /run/a b.sock
0000000000000000: 00000003 00000000 00000000 0001 02     0 /run/a b.sock
0000000000000000: 00000002 00000000 00010000 0001 01 12346 @name
0000000000000000: 00000002 00000000 00000000 0002 01 12347
`

test('counts those that nobody has accepted yet', () => {
  expect(unixQueueIn(TABLE, '/run/a b.sock')).toBe(2)
  expect(unixQueueIn(TABLE, '@name')).toBe(0)
  expect(unixQueueIn(TABLE, '/run/other.sock')).toBeUndefined()
})
