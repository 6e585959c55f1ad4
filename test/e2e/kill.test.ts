import {chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {faultyProgram, treeOf} from '../support/fault.js'
import {temporaryFolder} from '../support/folder.js'

const programs = temporaryFolder()
let program: ReturnType<typeof faultyProgram>

beforeAll(() => {
  program = faultyProgram(programs.at('child.mjs'))
})
afterAll(() => programs[Symbol.dispose]())

/** A machine with something to lose: contents, odd modes, other owners, links. */
function machine(path: string) {
  mkdirSync(path)
  const at = (name: string) => `${path}/${name}`
  writeFileSync(at('kept.conf'), 'theirs\n')
  chmodSync(at('kept.conf'), 0o640)
  writeFileSync(at('doomed'), Buffer.from([0, 255, 10, 0]))
  mkdirSync(at('etc'), 0o711)
  symlinkSync('elsewhere', at('link'))
  if (process.getuid?.() === 0) chownSync(at('kept.conf'), 4321, 1234)
  return at
}

const wantedAt = (at: (name: string) => string) => [
  {kind: 'folder', path: at('etc'), mode: 0o755},
  {kind: 'folder', path: at('run'), mode: 0o750},
  {kind: 'file', path: at('run/new.conf'), content: 'ours\n', mode: 0o600},
  {kind: 'file', path: at('kept.conf'), content: 'ours\n'},
  {kind: 'link', path: at('link'), target: 'run/new.conf'},
  {kind: 'command', argv: ['touch', at('ran')], undo: ['rm', '-f', at('ran')], purpose: 'to have run'},
  {kind: 'remove', path: at('doomed')},
]

/** What stands there at the end, without the copy of what was theirs, whose name has the time. */
const ended = (path: string) =>
  Object.fromEntries(Object.entries(treeOf(path)).filter(([name]) => !/\.bak-/.test(name)))

describe.each(['undo', 'resume'] as const)('killed at any moment, then %s', (rescue) => {
  test('loses nothing and leaves nothing', {timeout: 300_000}, () => {
    using dir = temporaryFolder()
    const whole = machine(dir.at('whole'))
    program('apply', dir.at('whole-journal'), JSON.stringify(wantedAt(whole))).fault()
    const after = ended(dir.at('whole'))
    let at = 0
    for (let isKilled = true; isKilled; ) {
      at += 1
      rmSync(dir.at('m'), {recursive: true, force: true})
      rmSync(dir.at('journal'), {recursive: true, force: true})
      const wanted = JSON.stringify(wantedAt(machine(dir.at('m'))))
      const before = treeOf(dir.at('m'))
      isKilled = program('apply', dir.at('journal'), wanted).fault(at).isKilled
      expect(program(rescue, dir.at('journal'), '[]').fault(), `after a kill at call ${at}`).toMatchObject({
        status: 0,
        stderr: '',
      })
      if (rescue === 'undo') expect(treeOf(dir.at('m')), `undone after a kill at call ${at}`).toEqual(before)
      else expectResumed(ended(dir.at('m')), {before, after, at})
    }
    expect(at).toBeGreaterThan(60)
  })
})

/** Nothing was begun where the journal does not know of the run yet; else all of it is done. */
function expectResumed(
  tree: Record<string, string>,
  {before, after, at}: {before: Record<string, string>; after: Record<string, string>; at: number},
) {
  const expected = tree['run'] === undefined && tree['ran'] === undefined ? before : after
  expect(tree, `resumed after a kill at call ${at}`).toEqual(expected)
}

test('an undo that is killed at any moment can be gone on with', {timeout: 300_000}, () => {
  using dir = temporaryFolder()
  let at = 0
  for (let isKilled = true; isKilled; ) {
    at += 1
    rmSync(dir.at('m'), {recursive: true, force: true})
    rmSync(dir.at('journal'), {recursive: true, force: true})
    const wanted = JSON.stringify(wantedAt(machine(dir.at('m'))))
    const before = treeOf(dir.at('m'))
    expect(program('apply', dir.at('journal'), wanted).fault()).toMatchObject({status: 0, stderr: ''})
    isKilled = program('undo', dir.at('journal'), '[]').fault(at).isKilled
    expect(program('undo', dir.at('journal'), '[]').fault()).toMatchObject({status: 0, stderr: ''})
    expect(treeOf(dir.at('m')), `after a kill at call ${at}`).toEqual(before)
  }
  expect(at).toBeGreaterThan(30)
})

test('files of a manifest are old or new at any moment, and never taken for those of a person', {
  timeout: 120_000,
}, () => {
  using dir = temporaryFolder()
  const files = (version: string) =>
    JSON.stringify(
      ['a', 'b'].map((name) => ({kind: 'file', path: dir.at(`deploy/${name}`), content: `${name}${version}`})),
    )
  let at = 0
  for (let isKilled = true; isKilled; ) {
    at += 1
    rmSync(dir.at('deploy'), {recursive: true, force: true})
    mkdirSync(dir.at('deploy'))
    expect(program('manifest', dir.at('deploy'), files('1')).fault()).toMatchObject({status: 0, stderr: ''})
    isKilled = program('manifest', dir.at('deploy'), files('2')).fault(at).isKilled
    for (const name of ['a', 'b'])
      expect(readFileSync(dir.at(`deploy/${name}`), 'utf8')).toMatch(RegExp(`^${name}[12]$`))
    const again = program('manifest', dir.at('deploy'), files('3')).fault()
    expect(again, `after a kill at call ${at}`).toMatchObject({status: 0, stderr: ''})
    expect(readFileSync(dir.at('deploy/b'), 'utf8')).toBe('b3')
  }
})
