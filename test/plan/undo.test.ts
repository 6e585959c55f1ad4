import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {applyPlan} from '../../src/plan/apply.js'
import {Journal, readJournal} from '../../src/plan/journal.js'
import {look} from '../../src/plan/look.js'
import type {Wanted} from '../../src/plan/plan.js'
import {unfinishedRun} from '../../src/plan/resume.js'
import {undo} from '../../src/plan/undo.js'
import {treeOf} from '../support/fault.js'
import {temporaryFolder} from '../support/folder.js'

const file = (path: string, content: string): Wanted => ({kind: 'file', path, content})

async function applied(journal: Journal, wanted: Wanted[]): Promise<void> {
  const log = await journal.start('a run', wanted, {force: true})
  await applyPlan(await look(wanted, {host: node, written: (path) => journal.written(path)}), {
    host: node,
    log,
    force: true,
  })
  await log.finish()
}

test('what a person changed since is shown and left alone, unless forced; then a copy is kept', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('f'), 'old')
  await using journal = await Journal.open(dir.at('journal'), node)
  await applied(journal, [file(dir.at('f'), 'new'), file(dir.at('g'), 'new')])
  writeFileSync(dir.at('f'), 'by hand')
  const first = await undo(journal, {host: node})
  expect(first.left).toMatchObject([{what: dir.at('f'), reason: 'it was changed since: it has another content'}])
  expect(first.undone.map(({action}) => action)).toMatchObject([{path: dir.at('g')}])
  expect(readFileSync(dir.at('f'), 'utf8')).toBe('by hand')
  const second = await undo(journal, {host: node, force: true})
  expect(second).toMatchObject({left: [], undone: [{}]})
  expect([readFileSync(dir.at('f'), 'utf8'), readFileSync(second.backups[0]!, 'utf8')]).toEqual(['old', 'by hand'])
})

test('only the last run, where that is asked for', async () => {
  using dir = temporaryFolder()
  await using journal = await Journal.open(dir.at('journal'), node)
  await applied(journal, [file(dir.at('f'), '1')])
  await applied(journal, [file(dir.at('f'), '2')])
  await undo(journal, {host: node, runs: [journal.runs.at(-1)!.run]})
  expect(readFileSync(dir.at('f'), 'utf8')).toBe('1')
  await undo(journal, {host: node})
  expect(readdirSync(dir.path)).toEqual(['journal'])
})

test('a folder that is not empty by now stays, and is named', async () => {
  using dir = temporaryFolder()
  await using journal = await Journal.open(dir.at('journal'), node)
  await applied(journal, [{kind: 'folder', path: dir.at('d')}])
  writeFileSync(dir.at('d/theirs'), '')
  expect((await undo(journal, {host: node})).left).toMatchObject([{reason: 'it is not empty'}])
  rmSync(dir.at('d/theirs'))
  expect((await undo(journal, {host: node})).left).toEqual([])
})

test('an undo that fails as a command is said, and can be tried again', async () => {
  using dir = temporaryFolder()
  await using journal = await Journal.open(dir.at('journal'), node)
  await applied(journal, [{kind: 'command', argv: ['true'], undo: ['test', '-e', dir.at('ok')], purpose: 'to try'}])
  expect((await undo(journal, {host: node})).left).toMatchObject([
    {what: 'true', reason: expect.stringContaining('code 1')},
  ])
  writeFileSync(dir.at('ok'), '')
  expect((await undo(journal, {host: node})).left).toEqual([])
})

test('a journal knows of a run that did not end, and of the half of a line', async () => {
  using dir = temporaryFolder()
  const journal = await Journal.open(dir.at('journal'), node)
  await journal.start('cut short', [file(dir.at('f'), 'x')])
  await journal.close()
  writeFileSync(dir.at('journal/journal.jsonl'), '{"record":"be', {flag: 'a'})
  const runs = await readJournal(dir.at('journal'), node)
  expect(runs).toMatchObject([{label: 'cut short', isFinished: false}])
  await using again = await Journal.open(dir.at('journal'), node)
  expect(unfinishedRun(again)).toMatchObject({label: 'cut short'})
  await again.start('next', [])
  expect(await readJournal(dir.at('journal'), node)).toHaveLength(2)
})

test.each([
  ['{"record":"journal","version":2}\n', 'not of version 1'],
  ['{"record":"done","number":0}\n', 'not of version 1'],
  ['{"record":"journal","version":1}\nnonsense\n', 'line 2 is no record'],
])('a journal that says %j is refused', async (text, reason) => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('journal'))
  writeFileSync(dir.at('journal/journal.jsonl'), text)
  const expected = {code: 'TSGI_BAD_JOURNAL', message: expect.stringContaining(reason)}
  await expect(Journal.open(dir.at('journal'), node)).rejects.toMatchObject(expected)
})

test('a journal that others can write is not believed', async () => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('journal'))
  chmodSync(dir.at('journal'), 0o777)
  await expect(readJournal(dir.at('journal'), node)).rejects.toMatchObject({code: 'TSGI_BAD_JOURNAL'})
})

test('it keeps its secrets to itself', async () => {
  using dir = temporaryFolder()
  await using journal = await Journal.open(dir.at('journal'), node)
  await applied(journal, [{kind: 'file', path: dir.at('env'), content: 'PASSWORD=x', mode: 0o600}])
  const [blob] = readdirSync(dir.at('journal/blobs'))
  for (const name of ['journal', 'journal/journal.jsonl', `journal/blobs/${blob}`]) {
    expect(statSync(dir.at(name)).mode & 0o077, name).toBe(0)
  }
})

/** Links lead to names that no step makes: a loop would be refused. */
const name = fc.constantFrom('a', 'b', 'c', 'd/a', 'd/b')
const step = fc.oneof(
  fc.record({kind: fc.constant('file'), name, content: fc.string(), mode: fc.constantFrom(0o600, 0o644, undefined)}),
  fc.record({kind: fc.constant('link'), name, target: fc.constantFrom('x', './y')}),
  fc.record({kind: fc.constant('remove'), name}),
)

test('whatever runs there were, taking them back leaves the tree as it was', {timeout: 60_000}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, {maxLength: 4}), {maxLength: 4}), async (runs) => {
      using dir = temporaryFolder()
      mkdirSync(dir.at('tree/d'), {recursive: true})
      writeFileSync(dir.at('tree/a'), 'before', {mode: 0o604})
      const before = treeOf(dir.at('tree'))
      await using journal = await Journal.open(dir.at('journal'), node)
      for (const steps of runs) {
        const wanted = steps.map(({name, ...rest}) => ({...rest, path: dir.at(`tree/${name}`)}) as unknown as Wanted)
        for (const one of wanted) await applied(journal, [one])
      }
      expect((await undo(journal, {host: node})).left).toEqual([])
      expect(treeOf(dir.at('tree'))).toEqual(before)
    }),
    {numRuns: 15},
  )
})
