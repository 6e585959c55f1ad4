import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {applyPlan} from '../../src/plan/apply.js'
import {look} from '../../src/plan/look.js'
import type {Wanted} from '../../src/plan/plan.js'
import {hashOf} from '../../src/plan/state.js'
import {temporaryFolder} from '../support/folder.js'

const file = (path: string, content: string, mode?: number): Wanted => ({
  kind: 'file',
  path,
  content,
  ...(mode === undefined ? {} : {mode}),
})
const run = async (wanted: Wanted[], options: {force?: boolean; written?: string[]} = {}) =>
  applyPlan(await look(wanted, {host: node, written: () => options.written ?? []}), {host: node, ...options})

test('makes folders, files and links, and has nothing to do afterwards', async () => {
  using dir = temporaryFolder()
  const wanted: Wanted[] = [
    {kind: 'folder', path: dir.at('a'), mode: 0o750},
    file(dir.at('a/b.conf'), 'x = 1\n', 0o640),
    {kind: 'link', path: dir.at('a/link'), target: 'b.conf'},
  ]
  await run(wanted)
  expect(readFileSync(dir.at('a/link'), 'utf8')).toBe('x = 1\n')
  expect([statSync(dir.at('a')).mode & 0o7777, statSync(dir.at('a/b.conf')).mode & 0o7777]).toEqual([0o750, 0o640])
  const again = await look(wanted, {host: node})
  expect(again.changes.map(({action}) => action)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  expect(readdirSync(dir.at('a'))).toEqual(['b.conf', 'link'])
})

test('shows what would change, and keeps mode and owner of what stands there', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('f'), 'one\ntwo\n')
  chmodSync(dir.at('f'), 0o604)
  if (process.getuid?.() === 0) chownSync(dir.at('f'), 1234, 1234)
  const wanted = [file(dir.at('f'), 'one\n2\n')]
  const written = [hashOf('one\ntwo\n')]
  const plan = await look(wanted, {host: node, written: () => written})
  expect(plan.changes[0]).toMatchObject({action: 'update', added: 1, removed: 1})
  expect(plan.changes[0]?.diff).toContain('@@ -1,2 +1,2 @@\n one\n-two\n+2\n')
  await run(wanted, {written})
  expect(readFileSync(dir.at('f'), 'utf8')).toBe('one\n2\n')
  expect(statSync(dir.at('f'))).toMatchObject({mode: 0o100604, ...(process.getuid?.() === 0 ? {uid: 1234} : {})})
})

test('what somebody else wrote is overwritten by force alone, and kept beside it', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('f'), 'by hand')
  const wanted = [file(dir.at('new'), 'n'), file(dir.at('f'), 'generated')]
  await expect(run(wanted)).rejects.toMatchObject({code: 'TSGI_CHANGED_BY_HAND', kind: 'negative'})
  expect(readdirSync(dir.path)).toEqual(['f'])
  const {changes} = await run(wanted, {force: true})
  const {backup} = changes[1]!
  expect(backup).toMatch(/\/f\.bak-\d{8}T\d{6}Z$/)
  expect([readFileSync(dir.at('f'), 'utf8'), readFileSync(backup!, 'utf8')]).toEqual(['generated', 'by hand'])
})

test('a file that changed since the plan was made is left alone', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('f'), 'a')
  const plan = await look([file(dir.at('f'), 'b')], {host: node, written: () => [hashOf('a')]})
  writeFileSync(dir.at('f'), 'c')
  await expect(applyPlan(plan, {host: node})).rejects.toMatchObject({code: 'TSGI_CHANGED_MEANWHILE'})
  expect(readFileSync(dir.at('f'), 'utf8')).toBe('c')
})

test('a link of its own is written through, so that it stays a link', async () => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('available'))
  writeFileSync(dir.at('available/site'), 'old')
  symlinkSync('available/site', dir.at('site'))
  await run([file(dir.at('site'), 'new')], {written: [hashOf('old')]})
  expect(lstatSync(dir.at('site')).isSymbolicLink()).toBe(true)
  expect(readFileSync(dir.at('available/site'), 'utf8')).toBe('new')
})

test.each(['folder', 'link'] as const)('a %s where a file should be is in the way', async (kind) => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('x'))
  const wanted: Wanted = kind === 'folder' ? file(dir.at('x'), '') : {kind: 'link', path: dir.at('x'), target: 'y'}
  await expect(look([wanted], {host: node})).rejects.toMatchObject({code: 'TSGI_IN_THE_WAY'})
})

test('a secret is not shown', async () => {
  using dir = temporaryFolder()
  const plan = await look([file(dir.at('env'), 'PASSWORD=x', 0o600)], {host: node})
  expect(plan.changes[0]?.diff).toBeUndefined()
})

test('a command that fails says which, and with what', async () => {
  const command: Wanted = {kind: 'command', argv: ['sh', '-c', 'echo no >&2; exit 3'], purpose: 'to try it'}
  await expect(run([command])).rejects.toMatchObject({
    code: 'TSGI_COMMAND_FAILED',
    message: expect.stringMatching(/code 3: no$/),
  })
})

test('a folder that is not there is an error, and nothing is left', async () => {
  using dir = temporaryFolder()
  await expect(run([file(dir.at('none/f'), '')])).rejects.toMatchObject({code: 'TSGI_CANNOT_WRITE'})
  expect(existsSync(dir.at('none'))).toBe(false)
})

// Giving a folder to somebody else takes root, as which the tests of a release run.
const asRoot = process.getuid?.() === 0 ? test : test.skip

/** A folder that somebody else owns, with a link in it that leads to a file of root. */
function trap(dir: {at(name: string): string}, on: 'the way' | 'the file') {
  mkdirSync(dir.at('root'))
  writeFileSync(dir.at('root/f'), 'precious')
  mkdirSync(dir.at('theirs'))
  symlinkSync(on === 'the file' ? '../root/f' : '../root', dir.at('theirs/link'))
  chownSync(dir.at('theirs'), 1234, 1234)
  return on === 'the file' ? dir.at('theirs/link') : join(dir.at('theirs/link'), 'f')
}

asRoot.each(['the way', 'the file'] as const)('root follows no link of somebody else: on %s', async (on) => {
  using dir = temporaryFolder()
  const path = trap(dir, on)
  await expect(look([file(path, 'evil')], {host: node})).rejects.toMatchObject({code: 'TSGI_UNSAFE_LINK'})
  expect(readFileSync(dir.at('root/f'), 'utf8')).toBe('precious')
})

asRoot('a link put in place after the plan was made is not followed', async () => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('theirs'))
  mkdirSync(dir.at('root'))
  chownSync(dir.at('theirs'), 1234, 1234)
  const plan = await look([file(dir.at('theirs/f'), 'evil')], {host: node})
  symlinkSync(dir.at('root/f'), dir.at('theirs/f'))
  await expect(applyPlan(plan, {host: node, force: true})).rejects.toMatchObject({code: 'TSGI_UNSAFE_LINK'})
  expect(readdirSync(dir.at('root'))).toEqual([])
})
