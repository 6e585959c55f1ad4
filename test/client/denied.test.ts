import {symlinkSync} from 'node:fs'
import {expect, test} from 'vitest'
import {explainDenied, findBarrier} from '../../src/client/denied.js'
import {ping} from '../../src/client/ping.js'
import type {FileFacts, Host} from '../../src/host/host.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

const folder: FileFacts = {kind: 'folder', mode: 0o750, uid: 33, gid: 4, owner: 'www-data', group: 'adm'}

/** A machine on which only these paths may be passed or written to; links as given. */
function machine(open: readonly string[], links: Readonly<Record<string, string>> = {}): Host {
  return {
    ...node,
    may: async (_, path) => open.includes(path),
    linkTarget: async (path) => links[path],
    facts: async (path) => ({...folder, kind: path.endsWith('.sock') ? 'socket' : 'folder'}),
    identity: () => ({uid: 1000, gids: [1000], name: 'alice'}),
  }
}

test('names the first folder that cannot be passed, not the last', async () => {
  expect(await explainDenied(machine(['/', '/run']), '/run/app/deep/s.sock')).toBe(
    'user alice (uid 1000) cannot pass the folder /run/app (mode 0750, owner www-data:adm, uid 33 gid 4)',
  )
})

test('names the socket when the way is free', async () => {
  const barrier = await findBarrier(machine(['/', '/run']), '/run/s.sock')
  expect(barrier).toMatchObject({path: '/run/s.sock', needs: 'write', facts: {kind: 'socket'}})
})

test('names a folder that the way leaves again', async () => {
  const barrier = await findBarrier(machine(['/', '/run', '/run/s.sock']), '/run//./private/../s.sock')
  expect(barrier).toMatchObject({path: '/run/private', needs: 'pass'})
})

test('looks behind symbolic links, and does not follow them in circles', async () => {
  const linked = machine(['/', '/srv', '/srv/current', '/data'], {'/srv/current/run': '../../data/private'})
  expect(await findBarrier(linked, '/srv/current/run/s.sock')).toMatchObject({path: '/data/private', needs: 'pass'})
  const circle = machine(['/'], {'/a': '/b', '/b': '/a'})
  expect(await findBarrier(circle, '/a/s.sock')).toMatchObject({needs: 'pass'})
})

test('a circle of links is no socket, and not denied', async () => {
  using folder = temporaryFolder()
  symlinkSync('b', folder.at('a'))
  symlinkSync('a', folder.at('b'))
  expect(await ping(folder.at('a'))).toMatchObject({state: 'missing', message: expect.stringContaining('ELOOP')})
})

test('says so when nothing on the way explains it', async () => {
  expect(await explainDenied(machine(['/', '/run', '/run/s.sock']), '/run/s.sock')).toMatch(/AppArmor, SELinux/)
})
