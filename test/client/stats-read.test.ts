import {createServer} from 'node:net'
import {expect, test} from 'vitest'
import {parseAddress} from '../../src/address.js'
import {thresholdLines} from '../../src/cli/reporters/stats.js'
import {readRawStats} from '../../src/client/stats-read.js'
import {temporaryFolder} from '../support/folder.js'

test('a server that never ends is left after a while, and nothing is made of what it sent', async () => {
  const path = temporaryFolder().at('stats.sock')
  const server = createServer((socket) => {
    const piece = Buffer.from(`"${' '.repeat(1 << 20)}`)
    const more = () => {
      while (socket.writable && socket.write(piece));
    }
    socket.on('drain', more).on('error', () => {})
    more()
  }).listen(path)
  const answer = await readRawStats(parseAddress(path))
  server.close()
  expect(answer).toMatchObject({ok: false, state: 'garbled', detail: 'more than 128 MiB, and no end'})
})

test('a limit that was broken is called by its flag', () => {
  const broken = (name: string) => ({name, limit: 1, value: 2, ok: false})
  expect(thresholdLines([broken('max_avg_response_ms'), broken('max_harakiris'), broken('max_busy_pct')])).toEqual([
    '--max-avg-rt: 2 ms, the limit is 1 ms',
    '--max-harakiri: 2, the limit is 1',
    '--max-busy: 2%, the limit is 1%',
  ])
})
