import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {applyEdits} from '../../src/config/edits.js'
import type {ConfigKind} from '../../src/config/kind.js'
import type {Finding} from '../../src/diagnostics.js'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import type {Example, Rule} from '../../src/rules/rule.js'
import {memoryFiles} from '../support/memory-files.js'
import {fixturesIn, type Texts} from '../support/rule-fixtures.js'

const FIXTURES = join(import.meta.dirname, '../fixtures/rules')
/** What an example is called when it is one text. */
const NAMES: Readonly<Record<ConfigKind, string>> = {
  uwsgi: 'uwsgi.ini',
  nginx: 'nginx/site.conf',
  apache: 'apache2/site.conf',
  lighttpd: 'lighttpd/lighttpd.conf',
  systemd: 'app.service',
  compose: 'compose.yaml',
  kubernetes: 'deployment.yaml',
  tsgi: 'tsgi.yaml',
}

function textsOf(rule: Rule, example: Example): Texts {
  if (typeof example !== 'string') return example
  return {[NAMES[rule.kind === 'between' ? 'uwsgi' : rule.kind]]: example}
}

async function findingsOf(texts: Texts, only?: Rule): Promise<Finding[]> {
  const files = memoryFiles(texts)
  const linter = new Linter({rules: only ? [only] : rules, files})
  const findings: Finding[] = []
  for (const [file, text] of Object.entries(texts)) {
    const kind = only && only.kind !== 'between' && Object.keys(texts).length === 1 ? {kind: only.kind} : {}
    findings.push(...(await linter.lint({file, text, ...kind})).findings)
  }
  // A part of a configuration includes what lies elsewhere; what cannot be read is no matter of a rule.
  return [...findings, ...linter.between()].filter(({id}) => !only || id === only.id)
}

/** A fixture is a file, or a folder of files; `# expect` or `; expect` marks the line above as the one to report. */
function fixturesOf({id}: Rule): (readonly [name: string, texts: Texts])[] {
  return fixturesIn(join(FIXTURES, id))
}

function expectedIn(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (/^\s*(?:[;#]|<!--)\s*expect\b/.test(line) ? [`${file}:${index}`] : [])),
  )
}

test('ids are unique and sorted', () => {
  const ids = rules.map(({id}) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
})

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('its own examples hold', async () => {
    const bad = await findingsOf(textsOf(rule, rule.examples.bad), rule)
    expect(bad.map(({id}) => id)).toEqual([rule.id])
    expect(await findingsOf(textsOf(rule, rule.examples.good), rule)).toEqual([])
  })

  test('its fix turns the bad example into the good one', async () => {
    const texts = textsOf(rule, rule.examples.bad)
    const [finding] = await findingsOf(texts, rule)
    if (!finding?.fix) return
    const fixed = Object.entries(texts).map(([file, text]) => [file, applyEdits(text, file, finding.fix!.edits)])
    expect(Object.fromEntries(fixed)).toEqual(textsOf(rule, rule.examples.good))
  })

  test('says what it is', () => {
    expect(rule.title).toMatch(/^[a-z].*[^.]$/)
    expect(rule.why.length).toBeGreaterThan(40)
    expect(rule.references.length).toBeGreaterThan(0)
  })

  test('has fixtures on both sides, and reports the marked lines', async () => {
    const fixtures = fixturesOf(rule)
    expect(fixtures.some(([name]) => name.startsWith('bad'))).toBe(true)
    expect(fixtures.some(([name]) => name.startsWith('good'))).toBe(true)
    for (const [name, texts] of fixtures) {
      const found = (await findingsOf(texts, rule)).map(({location}) => `${location?.file}:${location?.line}`)
      const expected = name.startsWith('good') ? [] : expectedIn(texts)
      expect(found.sort(), name).toEqual(expected.sort())
      if (name.startsWith('bad')) expect(expected.length, name).toBeGreaterThan(0)
    }
  })
})

test('a condition with a placeholder is told that it comes too early, not that nothing defines it', async () => {
  const rule = rules.find(({id}) => id === 'UW106')!
  const text = '[uwsgi]\nbase = /srv\nif-exists = %(base)/venv\nendif =\n'
  const [finding] = await findingsOf({'uwsgi.ini': text}, rule)
  expect(finding?.message).toBe(
    'if-exists is judged before %(base) is filled in: it looks for a name with %(base) in it',
  )
})
