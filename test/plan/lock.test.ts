import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {type Holder, withLock} from '../../src/plan/lock.js'
import {temporaryFolder} from '../support/folder.js'

const options = {host: node, purpose: 'tsgi setup in /srv/shop'}

test('the second run is told who holds the lock, and it is given back', async () => {
  using dir = temporaryFolder()
  await withLock(dir.at('lock'), options, async () => {
    await expect(withLock(dir.at('lock'), options, async () => 1)).rejects.toMatchObject({
      code: 'TSGI_LOCKED',
      message: expect.stringContaining(`tsgi setup in /srv/shop, process ${process.pid} of `),
    })
    expect(readdirSync(dir.path)).toEqual(['lock'])
  })
  expect(readdirSync(dir.path)).toEqual([])
  await expect(withLock(dir.at('lock'), options, async () => 2)).resolves.toBe(2)
})

test('it is given back when the work fails', async () => {
  using dir = temporaryFolder()
  await expect(withLock(dir.at('lock'), options, () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(readdirSync(dir.path)).toEqual([])
})

test('that of a process that is gone is taken over', async () => {
  using dir = temporaryFolder()
  const child = spawn('true')
  await once(child, 'exit')
  const gone: Holder = {pid: child.pid!, user: 'ada', purpose: 'x', since: '2026-01-01T00:00:00Z'}
  writeFileSync(dir.at('lock'), JSON.stringify(gone))
  await expect(withLock(dir.at('lock'), options, async () => 'mine')).resolves.toBe('mine')
  expect(readdirSync(dir.path)).toEqual([])
})

test('a number that now belongs to another process does not hold it', async () => {
  using dir = temporaryFolder()
  await withLock(dir.at('lock'), options, async () => {
    const mine = JSON.parse(readFileSync(dir.at('lock'), 'utf8')) as Holder
    writeFileSync(dir.at('other'), JSON.stringify({...mine, started: '1'}))
  })
  await expect(withLock(dir.at('other'), options, async () => 'mine')).resolves.toBe('mine')
})

test.each(['', 'x', 'null', '{"pid":-1}', '{"pid":"1"}'])(
  'a lock file that says %j holds nobody back',
  async (text) => {
    using dir = temporaryFolder()
    writeFileSync(dir.at('lock'), text)
    await expect(withLock(dir.at('lock'), options, async () => 1)).resolves.toBe(1)
  },
)

test('of many that try at once over a stale lock, one works at a time', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('lock'), '{"pid":999999999}')
  let [inside, most, ran] = [0, 0, 0]
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setTimeout(resolve, 2))
    inside -= 1
    ran += 1
  }
  await Promise.allSettled(Array.from({length: 8}, () => withLock(dir.at('lock'), options, work)))
  expect(most).toBe(1)
  expect(ran).toBeGreaterThan(0)
})
