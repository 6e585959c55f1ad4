import {compareVersions} from '../../knowledge/uwsgi-options.js'
import {parseCommandLine, parseEnvironment} from './command-line.js'
import {type Entry, type ExportedOption, firstNamed} from './exported.js'
import {Loader, POSITIONAL} from './loader.js'
import type {UwsgiConfig, UwsgiOption, UwsgiProblem} from './model.js'
import {calculate, type Lookup, type Replacement, replaceIn} from './placeholders.js'
import {pathFrom, SCHEME, type Surroundings, type UwsgiFiles} from './surroundings.js'

/** A configuration as uWSGI has it when it is done reading, with the way that each option came. */
export interface ExpandedConfig {
  /** In the order of uWSGI's own list: what `--show-config` prints. */
  readonly options: readonly ExportedOption[]
  /** Every file that was read, in the order of reading; one that was read for two sections is there twice. */
  readonly files: readonly UwsgiConfig[]
  readonly problems: readonly UwsgiProblem[]
  /** True when uWSGI would not start with it; what could be read is here all the same. */
  readonly isRefused: boolean
  /** Names that `declare-option` made. */
  readonly declared: readonly string[]
  /** Plugins that the configuration loads, and those that are built in, by their names in the sources. */
  readonly plugins: readonly string[]
}

/** Follows a file of a configuration: `app.ini`, `app.ini:section`, as `uwsgi --ini` does. Nothing is ever executed. */
export async function expandFile(name: string, around: Surroundings): Promise<ExpandedConfig> {
  const format = /\.(ya?ml|json|js|xml)(:[^/]*)?$/.exec(name)?.[1] ?? 'ini'
  return expandCommandLine(parseCommandLine([`--${format}`, name]), around)
}

/** Follows a configuration whose text is at hand, as `uwsgi --ini` would its file: standard input, or one not yet written. */
export async function expandConfig({file, text, format}: UwsgiConfig, around: Surroundings): Promise<ExpandedConfig> {
  const {files, folder} = around
  const own = pathFrom(folder, file)
  const withOwn: UwsgiFiles = {
    ...files,
    read: async (path) => (path === own ? text : files.read(path)),
    realPath: async (path) => (path === own ? ((await files.realPath(path)) ?? path) : files.realPath(path)),
    kind: async (path) => (path === own ? 'file' : files.kind(path)),
  }
  return expandCommandLine(parseCommandLine([`--${format}`, file]), {...around, files: withOwn})
}

/** Follows a command line, with the `UWSGI_*` variables of the environment before it. */
export async function expandCommandLine(command: UwsgiConfig, around: Surroundings): Promise<ExpandedConfig> {
  const loader = new Loader(around)
  await loader.addAll(parseEnvironment(around.environment).options, [])
  loader.reports.problems.push(...command.problems)
  if (command.problems.length > 0) loader.reports.isRefused = true
  await loader.addCommandLine(command)
  await applyPasses(loader, around)
  await inheritAll(loader)
  const {entries, files, reports, declared, plugins} = loader
  const {problems, isRefused} = reports
  const options = entries.map(exported)
  return {options, files, problems, isRefused, declared: [...declared], plugins: [...plugins]}
}

/** The environment, then files, then other options; each pass over the whole list, in order. */
async function applyPasses(loader: Loader, around: Surroundings): Promise<void> {
  for (const sign of ['$', '@', '%'] as const) {
    for (const entry of loader.entries) {
      if (entry.value === undefined || entry.isConfigured) continue
      const result = await replaceIn(entry.value, sign, lookup(sign, entry, loader, around))
      entry.value = result.value
      entry.steps.push(...result.steps)
      entry.isKnown = entry.isKnown && result.isKnown && result.steps.every(isStepKnown)
      if (result.isEndless) {
        loader.reports.refuse(
          'placeholder-loop',
          `"${entry.name}" contains itself: uWSGI never comes to an end`,
          entry.option,
        )
      }
    }
  }
}

const isStepKnown = ({from}: Replacement) => from?.isKnown !== false

function lookup(sign: Replacement['sign'], entry: Entry, loader: Loader, around: Surroundings): Lookup {
  if (sign === '$') return async (key) => fromEnvironment(key, around)
  if (sign === '@') return (key) => fromFile(key, entry.option, loader, around)
  return async (key) => fromOptions(key, loader.entries)
}

function fromEnvironment(key: string, {environment, machine}: Surroundings): Replacement | undefined {
  const has21 = machine?.version !== undefined && compareVersions(machine.version, '2.1') >= 0
  const [, name, fallback] = (has21 && /^(.*?):-(.*)$/s.exec(key)) || [key, key]
  const value = environment[name!] ?? fallback
  return value === undefined ? undefined : {sign: '$', key, value}
}

/** The text of a file, without one end of a line; anything else than a file is never asked. */
async function fromFile(
  key: string,
  option: UwsgiOption,
  loader: Loader,
  around: Surroundings,
): Promise<Replacement | 'unknown' | undefined> {
  if (key === '-' || SCHEME.test(key)) return 'unknown'
  const text = await around.files.read(pathFrom(around.folder, key))
  if (text === undefined) {
    loader.reports.refuse('file-missing', `${key} cannot be read, which @(…) must`, option)
    return undefined
  }
  return {sign: '@', key, value: text.replace(/[\r\n]$/, '')}
}

function fromOptions(key: string, entries: readonly Entry[]): Replacement | undefined {
  const from = firstNamed(entries, key.includes(' ') ? (key.split(' ').find((word) => /[a-z]/i.test(word)) ?? '') : key)
  const value = key.includes(' ') ? calculate(key, (name) => firstNamed(entries, name)?.value) : from?.value
  if (value === undefined) return undefined
  return {sign: '%', key, value, ...(from ? {from: exported(from)} : {})}
}

/** What `inherit` brings comes last, and its placeholders stay as they are. */
async function inheritAll(loader: Loader): Promise<void> {
  for (let at = 0; at < loader.entries.length; at++) {
    const entry = loader.entries[at]!
    if (entry.name !== 'inherit' || entry.isConfigured) continue
    entry.isConfigured = true
    await loader.inherit(entry)
  }
}

/** One object for each entry, so that what points to it can be compared; made when the entry is final, or first asked. */
function exported(entry: Entry): ExportedOption {
  const {name, value, option, chain, condition, steps, isKnown, isCertain} = entry
  return {
    name,
    value: value ?? '',
    hasValue: value !== undefined,
    option,
    chain,
    steps: [...steps],
    isKnown,
    isCertain,
    ...(condition ? {condition} : {}),
  }
}

/** A name that stands for a file on the command line. */
export const isPositional = ({name}: UwsgiOption) => name === POSITIONAL
