import {chmodSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {stepLine, walkAs} from '../../src/checks/walk.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

const STRANGER = {uid: 54_321, gid: 54_321, groups: []}

test('the walk ends at the first thing that stops a user', async () => {
  using folder = temporaryFolder()
  mkdirSync(folder.at('a/b'), {recursive: true})
  writeFileSync(folder.at('a/b/file'), '')
  chmodSync(folder.at('a/b/file'), 0o666)
  const way = async () => (await walkAs(node, STRANGER, folder.at('a/b/file'))).at(-1)!
  expect(await way()).toMatchObject({path: folder.at('a/b/file'), isOpen: true})
  chmodSync(folder.at('a/b/file'), 0o644)
  expect(await way()).toMatchObject({path: folder.at('a/b/file'), isOpen: false})
  chmodSync(folder.at('a'), 0o750)
  expect(await way()).toMatchObject({path: folder.at('a'), isOpen: false})
  expect(stepLine(await way())).toMatch(/^drwxr-x--- \S+:\S+ .*\/a$/)
})

test('the class of the user decides, as in the kernel: an owner without the bit is not helped by others', async () => {
  using folder = temporaryFolder()
  mkdirSync(folder.at('own'))
  const {uid, gid} = (await node.facts(folder.at('own'))) as {uid: number; gid: number}
  chmodSync(folder.at('own'), 0o700)
  const last = async (actor: typeof STRANGER) => await walkAs(node, actor, folder.at('own/x'))
  expect((await last({uid: 54_321, gid, groups: []})).at(-1)!.path).toBe(folder.at('own'))
  chmodSync(folder.at('own'), 0o710)
  expect((await last({uid: 54_321, gid: 9, groups: [gid] as never[]})).at(-1)).toMatchObject({facts: 'missing'})
  if (uid !== 0) {
    chmodSync(folder.at('own'), 0o077)
    expect((await last({uid, gid: 9, groups: []})).at(-1)!.path).toBe(folder.at('own'))
  }
})

test('links are followed, and a circle of links ends', async () => {
  using folder = temporaryFolder()
  mkdirSync(folder.at('real'))
  chmodSync(folder.at('real'), 0o700)
  symlinkSync(folder.at('real'), folder.at('link'))
  symlinkSync(folder.at('circle'), folder.at('circle'))
  expect((await walkAs(node, STRANGER, folder.at('link/x'))).at(-1)!.path).toBe(folder.at('real'))
  expect((await walkAs(node, STRANGER, folder.at('circle'))).at(-1)).toMatchObject({facts: 'missing'})
})
