import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, normalize, relative} from 'node:path'
import {describe, expect, test} from 'vitest'
import {ROOT} from './support/tsgi.js'

/** Who may import whom, besides itself and the words of all: {@link COMMON}. docs/layout.md says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  diagnostics: [],
  address: [],
  'did-you-mean': [],
  glob: [],
  wire: [],
  knowledge: [],
  config: ['knowledge'],
  host: [],
  client: ['wire', 'host'],
  server: ['wire'],
  rules: ['config', 'knowledge'],
  project: ['host', 'knowledge'],
  deployment: ['project', 'knowledge', 'config'],
  render: ['deployment', 'knowledge', 'config'],
  plan: ['host'],
  dryrun: ['host', 'config', 'knowledge', 'project', 'explain'],
  explain: ['knowledge'],
  bench: ['client', 'wire'],
  checks: ['host', 'client', 'config', 'rules', 'knowledge', 'deployment', 'dryrun', 'explain'],
  setup: ['plan', 'render', 'project', 'deployment', 'client', 'checks', 'dryrun', 'host', 'knowledge', 'explain'],
}
const COMMON = ['errors', 'diagnostics', 'address', 'did-you-mean', 'glob']
const TERMINAL = ['cli', 'commands']
const WORDS_OF_ALL = ['errors', 'diagnostics', 'address', 'did-you-mean', 'glob', 'wire', 'knowledge']

/** Packages and Node modules that only some may import: a layer, or one file. */
const ONLY_IN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(@oclif\/core|chalk|ora|inquirer|@inquirer|cli-table3)(\/|$)/, TERMINAL],
  [/^fastest-levenshtein$/, ['src/did-you-mean.ts']],
  [/^handlebars$/, ['src/render/template.ts']],
  // The relay stands in for a call that Node 20 cannot make.
  [/^node:child_process$/, ['src/host/run.ts', 'src/host/abstract-relay.ts']],
  // Of host: a kind of socket that client opens, and isIPv6, which opens nothing.
  [
    /^node:(net|tls|http|https|http2|dgram)$/,
    ['client', 'server', 'bench', 'src/host/patient-socket.ts', 'src/host/proc-net.ts'],
  ],
  [/^node:(cluster|worker_threads)$/, ['server', 'bench']],
]
const READS_PROCESS = ['cli', 'server', 'src/host/node.ts', 'src/host/run.ts']
const TOP_LEVEL = [
  ...['bin', 'src', 'templates', 'test', 'docs', 'package.json', 'package-lock.json', 'README.md', 'LICENSE'],
  ...['tsconfig.json', 'tsconfig.build.json', 'biome.json', 'vitest.config.ts', 'CHANGELOG.md'],
]
/** Made on the spot and ignored by git. */
const MADE = ['node_modules', 'dist', 'coverage', 'oclif.manifest.json']

interface Import {
  readonly from: string
  readonly to: string
  /** Types leave no trace in what runs. */
  readonly isType: boolean
}

const files = readdirSync(join(ROOT, 'src'), {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file))

const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

/** Without comments; strings stay. Enough for imports and for `process.`, which this code never writes in a string. */
const codeOf = (file: string) => sourceOf(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '')

function importsOf(file: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g
  return [...codeOf(file).matchAll(pattern)].map(([, type, from, dynamic, bare]) => ({
    from: file,
    to: from ?? dynamic ?? bare ?? '',
    isType: type !== undefined,
  }))
}

/** `wire`, `cli`, …: the folder under src/, or the name of a file there. */
const layerOf = (file: string) => relative('src', file).split('/')[0]!.replace(/\.ts$/, '')

function isAllowed(from: string, to: string): boolean {
  const [mine, theirs] = [layerOf(from), layerOf(to)]
  if (mine === theirs) return true
  if (TERMINAL.includes(mine)) return theirs !== 'index'
  if (mine === 'index') return !TERMINAL.includes(theirs)
  if (COMMON.includes(theirs)) return theirs === 'errors' || !WORDS_OF_ALL.includes(mine)
  return MAY_IMPORT[mine]?.includes(theirs) ?? false
}

const isIn = (file: string, places: readonly string[]) => places.includes(file) || places.includes(layerOf(file))

test('there is something to hold', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(importsOf('src/cli/base-command.ts').map(({to}) => to)).toContain('@oclif/core')
  expect(importsOf('src/render/template.ts').map(({to}) => to)).toEqual(['./sources.js', 'handlebars'])
})

test('every folder of src/ is one of the design', () => {
  const layers = new Set(files.map(layerOf))
  expect([...layers].filter((layer) => ![...Object.keys(MAY_IMPORT), ...TERMINAL, 'index'].includes(layer))).toEqual([])
})

test('layers import only what the design lets them', () => {
  const wrong = files
    .flatMap(importsOf)
    .filter(({to}) => to.startsWith('.'))
    .filter(({from, to}) => !isAllowed(from, normalize(join(dirname(from), to.replace(/\.js$/, '.ts')))))
  expect(wrong).toEqual([])
})

describe.each(ONLY_IN)('%s', (packages, places) => {
  test(`is imported in ${places.join(', ')} alone`, () => {
    const wrong = files
      .flatMap(importsOf)
      .filter(({from, to, isType}) => !isType && packages.test(to) && !isIn(from, places))
    expect(wrong).toEqual([])
  })
})

test('process is read only where the program meets its surroundings', () => {
  const wrong = files.filter((file) => /(?<![.\w])process\.(?!cwd\b)\w|node:process/.test(codeOf(file)))
  expect(wrong.filter((file) => !isIn(file, READS_PROCESS))).toEqual([])
})

test('nothing below the terminal prints', () => {
  const wrong = files.filter((file) => !isIn(file, TERMINAL) && /(?<![.\w])console\./.test(codeOf(file)))
  expect(wrong).toEqual([])
})

test('index.ts is the only barrel', () => {
  const barrels = files.filter((file) => /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /m.test(codeOf(file)))
  expect(barrels).toEqual(['src/index.ts'])
})

test('the top level holds what the layout says', () => {
  const there = readdirSync(ROOT).filter(
    (name) => !name.startsWith('.') && !MADE.includes(name) && !name.endsWith('.tgz'),
  )
  expect(there.filter((name) => !TOP_LEVEL.includes(name))).toEqual([])
})
