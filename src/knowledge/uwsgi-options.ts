import {ALIAS_ROWS} from './uwsgi-option-aliases.js'
import {OPTION_ROWS} from './uwsgi-option-rows.js'

/** What uWSGI does with the text of a value. `custom`: the option's own code reads it. */
export type OptionKind =
  | 'bool'
  /** Clears a flag: `disable-logging`. */
  | 'bool-neg'
  | 'int'
  | 'int16'
  | 'int64'
  /** A number of MiB. */
  | 'megabytes'
  | 'string'
  | 'string-list'
  | 'socket-list'
  | 'kv-list'
  | 'regexp-list'
  | 'logic'
  | 'noop'
  | 'deprecated'
  | 'custom'

/** An option of uWSGI, as the tables in its sources have it. */
export interface OptionFacts {
  readonly name: string
  readonly takes: 'value' | 'nothing' | 'optional value'
  readonly kind: OptionKind
  /** `core`, or the plugin that brings it, by the name of its folder in the sources: `python`, not `python3`. */
  readonly plugin: string
  readonly short?: string
  /** What using it turns on: `master`, `threads`, `log-master` …; `immediate`: it acts while the file is read. */
  readonly flags: readonly string[]
  /** What the build must have had: `ssl`, `pcre`, `yaml`. */
  readonly needs: readonly string[]
  /** The version that brought it; undefined: 2.0.15 had it. */
  readonly since?: string
  /** An older version may have had it. */
  readonly isSinceUpperBound: boolean
  readonly removedIn?: string
  /** Other names of the same thing. */
  readonly aliases: readonly string[]
}

interface Tables {
  readonly options: ReadonlyMap<string, OptionFacts>
  readonly shorts: ReadonlyMap<string, OptionFacts>
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** Of several names with a letter uWSGI takes the first of its table: here those that are not the first by name. */
const FIRST: Readonly<Record<string, string>> = {C: 'chmod-socket', j: 'json', x: 'xmlconfig'}

/** Made when it is first asked for: commands that need no options do not pay for them. */
let tables: Tables | undefined

function load(): Tables {
  if (tables) return tables
  const groups = new Map<string, readonly string[]>()
  for (const row of ALIAS_ROWS.trim().split('\n')) {
    const names = row.split(' ')
    for (const name of names) groups.set(name, names)
  }
  const options = new Map<string, OptionFacts>()
  let plugin = ''
  for (const row of OPTION_ROWS.trim().split('\n')) {
    if (row.startsWith('[')) plugin = row.slice(1, -1)
    else options.set(row.slice(0, row.indexOf(' ')), factsOf(row, plugin, groups))
  }
  const shorts = new Map<string, OptionFacts>()
  for (const facts of options.values()) {
    if (facts.short && !shorts.has(facts.short)) shorts.set(facts.short, facts)
  }
  for (const [letter, name] of Object.entries(FIRST)) shorts.set(letter, options.get(name)!)
  tables = {options, shorts, groups}
  return tables
}

const canonicalOf = (groups: Tables['groups'], name: string) => groups.get(name)?.[0] ?? name

const TAKES: Readonly<Record<string, OptionFacts['takes']>> = {'=': 'value', '!': 'nothing', '?': 'optional value'}

function factsOf(row: string, plugin: string, groups: Tables['groups']): OptionFacts {
  const [name, kind, ...words] = row.split(' ') as [string, OptionKind, ...string[]]
  const after = (sign: string) => words.find((word) => word.length > 1 && word.startsWith(sign))?.slice(1)
  const [short, since, removedIn] = [after('-'), after('@'), after('~')]
  return {
    name,
    takes: TAKES[words.find((word) => word in TAKES) ?? ''] ?? (kind.startsWith('bool') ? 'nothing' : 'value'),
    kind,
    plugin,
    flags: words.filter((word) => /^[a-z]/.test(word)),
    needs: words.filter((word) => word.startsWith('+')).map((word) => word.slice(1)),
    isSinceUpperBound: since?.startsWith('<') ?? false,
    aliases: (groups.get(name) ?? []).filter((other) => other !== name),
    ...(short === undefined ? {} : {short}),
    ...(since === undefined ? {} : {since: since.replace('<', '')}),
    ...(removedIn === undefined ? {} : {removedIn}),
  }
}

/** What is known of an option; undefined when no version of uWSGI from 2.0.15 to 2.1 has it. */
export function uwsgiOption(name: string): OptionFacts | undefined {
  return load().options.get(name)
}

/** The option of a single letter on the command line: `p`. */
export function uwsgiShortOption(letter: string): OptionFacts | undefined {
  return load().shorts.get(letter)
}

/** Every option, in no order that means anything. */
export function uwsgiOptions(): Iterable<OptionFacts> {
  return load().options.values()
}

/** The name that stands for all names of the same thing: `processes` for `workers`; an unknown name is its own. */
export function canonicalOption(name: string): string {
  return canonicalOf(load().groups, name)
}

/** Whether a version of uWSGI has an option; `2.0.20`, `2.0.21-debian`. */
export function hasOption({since, removedIn}: OptionFacts, version: string): boolean {
  if (since !== undefined && compareVersions(version, since) < 0) return false
  return removedIn === undefined || compareVersions(version, removedIn) < 0
}

/** Negative when `a` is the older version; only the numbers count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const numbersOf = (version: string) => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number)
