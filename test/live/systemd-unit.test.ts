import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import fc from 'fast-check'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {splitWords} from '../../src/config/systemd/command.js'
import {parseUnit} from '../../src/config/systemd/parse.js'
import {temporaryFolder} from '../support/folder.js'

// systemd says which names it does not know, in which section and at which line: with made-up names that is what it read.

let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => folder[Symbol.dispose]())

const WORKS = '[Service]\nExecStart=/bin/true\n'

/** What `systemd-analyze verify` says of each unit, by its name. */
function verify(units: ReadonlyMap<string, string>): ReadonlyMap<string, string[]> {
  for (const [name, text] of units) writeFileSync(folder.at(name), text)
  const paths = [...units.keys()].map((name) => folder.at(name))
  const {stderr} = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], {encoding: 'utf8', timeout: 50_000})
  const said = new Map<string, string[]>([...units.keys()].map((name) => [name, []]))
  for (const line of stderr.split('\n')) {
    const [, name, words] = /^[^:]*\/([\w-]+\.service):(\d+: .*)$/.exec(line) ?? []
    if (name !== undefined) said.get(name)?.push(words!)
  }
  return said
}

/** As systemd would say it; it counts the last line of a setting. */
function ours(text: string): string[] {
  const {settings, problems} = parseUnit(text, 'a.service')
  const unknown = settings
    .filter(({section, name}) => section === 'Service' && /^K\d/.test(name))
    .map(({location, name}) => `${location.endLine}: Unknown key '${name}' in section [Service], ignoring.`)
  const messages: Record<string, string> = {
    'equals-missing': "Missing '=', ignoring line.",
    'no-section': 'Assignment outside of section. Ignoring.',
  }
  const passed = problems
    .filter(({kind}) => kind in messages)
    .map(({kind, location}) => `${location.endLine}: ${messages[kind]}`)
  return [...unknown, ...passed].sort()
}

test('lines, sections, comments and continuations, at random', {timeout: 60_000}, () => {
  const piece = fc.constantFrom(
    'K1=a',
    'K2 = b c',
    ' K3=',
    'flag',
    '# c',
    '; d',
    '  # e',
    '',
    '[Service]',
    '[X-Own]',
    'x',
  )
  const line = fc.tuple(piece, fc.constantFrom('', '', '\\', '\\\\', ' \\')).map((parts) => parts.join(''))
  const texts = fc.sample(
    fc.array(line, {maxLength: 10}).map((lines) => `${lines.join('\n')}\n`),
    150,
  )
  const units = new Map(texts.map((text, index) => [`u${index}.service`, `${text}\n${WORKS}`]))
  const said = verify(units)
  let seen = 0
  for (const [name, text] of units) {
    const theirs = said
      .get(name)!
      .filter((it) => /Unknown key 'K\d|Missing '='|outside of section/.test(it))
      .sort()
    seen += theirs.length
    expect(ours(text), text).toEqual(theirs)
  }
  expect(seen).toBeGreaterThan(100)
})

test('the words of a command: those that systemd refuses, and the program that it looks for', () => {
  const values = [
    '/nope/a b',
    '"/nope/b c" d',
    String.raw`/nope/\x41b`,
    String.raw`/nope/\u0042b`,
    '/nope/c"d e"f',
    '/nope/d "open',
    String.raw`/nope/e \q`,
    String.raw`/nope/f \;`,
    String.raw`/nope/g \x00`,
    String.raw`/nope/h \101`,
    String.raw`/nope/i "\s\t\n"`,
    '-/nope/j x',
  ]
  const units = new Map(values.map((value, index) => [`c${index}.service`, `[Service]\nExecStart=${value}\n`]))
  const said = verify(units)
  for (const [name, text] of units) {
    const isRefused = said.get(name)!.some((it) => /^2: (Invalid escape|Unbalanced|Failed|.*ignoring)/i.test(it))
    expect(splitWords(parseUnit(text, name).settings[0]!) === undefined, `${text} ${said.get(name)}`).toBe(isRefused)
  }
})
