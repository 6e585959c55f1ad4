import {globPattern} from '../../glob.js'
import type {Entry} from './exported.js'
import {firstNamed} from './exported.js'
import {pathFrom, type Surroundings} from './surroundings.js'

/** What a condition asks about. */
export interface LogicState {
  readonly around: Surroundings
  readonly entries: readonly Entry[]
  readonly plugins: ReadonlySet<string>
}

/** For each time that an option under a condition or in a loop is taken: what `%(_)` is there; undefined: left as it is. */
export interface Verdict {
  readonly rounds: readonly (string | undefined)[]
  readonly isCertain: boolean
}

const yes = (underscore?: string): Verdict => ({rounds: [underscore], isCertain: true})
const NO: Verdict = {rounds: [], isCertain: true}
const PERHAPS: Verdict = {rounds: [undefined], isCertain: false}
/** A loop of more rounds is no configuration. */
const MAX_ROUNDS = 10_000

export const LOGIC_ENDS: readonly string[] = ['end', 'endfor', 'endif', 'end-if', 'end-for']

/** Judges `if-env = HOME` and its kin, as uWSGI does for each option that follows. */
export async function judge(name: string, argument: string, state: LogicState): Promise<Verdict> {
  const base = name.replace(/^if-?(not-)?/, '')
  if (!name.startsWith('if')) return rounds(name, argument, state)
  const isNegated = name.startsWith('if-not-')
  if (base === 'env' || base === 'opt') return compare(base, argument, isNegated, state)
  const holds = await asks(base, argument, state)
  if (holds === undefined) return {...PERHAPS, rounds: [base === 'reload' ? undefined : argument]}
  if (holds === isNegated) return NO
  return yes(base === 'reload' ? undefined : argument)
}

/** `NAME` or `NAME=value`, of the environment or of what was configured so far. */
function compare(base: 'env' | 'opt', argument: string, isNegated: boolean, {around, entries}: LogicState): Verdict {
  const equals = argument.indexOf('=')
  const name = equals < 0 ? argument : argument.slice(0, equals)
  const found = base === 'env' ? around.environment[name] : firstNamed(entries, name)?.value
  const holds = found !== undefined && (equals < 0 || argument.slice(equals + 1) === found)
  return holds === isNegated ? NO : yes(found)
}

async function asks(base: string, argument: string, {around, plugins}: LogicState): Promise<boolean | undefined> {
  const kind = () => around.files.kind(pathFrom(around.folder, argument))
  switch (base) {
    case 'exists':
      return (await kind()) !== undefined
    case 'file':
      return (await kind()) === 'file'
    case 'dir':
    case 'directory':
      return (await kind()) === 'folder'
    case 'plugin':
      return plugins.has(argument) || (around.plugins === undefined ? undefined : false)
    case 'reload':
      return false
    case 'hostname':
      return around.machine?.hostname === undefined ? undefined : around.machine.hostname === argument
    case 'hostname-match':
      return around.machine?.hostname === undefined ? undefined : matches(argument, around.machine.hostname)
    default:
      return undefined
  }
}

/** Perl's expressions and those of JavaScript agree on what is used for names of hosts; what does not compile is unknown. */
function matches(pattern: string, text: string): boolean | undefined {
  try {
    return text.length < 300 && pattern.length < 300 ? new RegExp(pattern).test(text) : undefined
  } catch {
    return undefined
  }
}

async function rounds(name: string, argument: string, {around}: LogicState): Promise<Verdict> {
  const path = pathFrom(around.folder, argument)
  if (name === 'for') return {rounds: argument.split(' ').filter((word) => word !== ''), isCertain: true}
  if (name === 'for-times') {
    const times = Math.min(Number.parseInt(argument, 10) || 0, MAX_ROUNDS)
    return {rounds: Array.from({length: Math.max(0, times)}, (_, index) => String(index + 1)), isCertain: true}
  }
  if (name === 'for-readline') {
    const text = await around.files.read(path)
    return {rounds: linesOf(text ?? ''), isCertain: true}
  }
  return {rounds: await globbed(argument, path, around), isCertain: true}
}

/** As `fgets(3)` with a buffer of 1,024 cuts them. */
function linesOf(text: string): string[] {
  const lines = text.match(/[^\n]{1,1022}\n|[^\n]{1,1023}|\n/g) ?? []
  return lines.slice(0, MAX_ROUNDS).map((line) => line.replace(/[\r\n]+$/, ''))
}

/** What a pattern matches, folders with a slash behind; the pattern itself when nothing does. */
async function globbed(argument: string, path: string, {files}: Surroundings): Promise<string[]> {
  if (!/[*?[]/.test(argument)) return [argument]
  const prefix = argument.startsWith('/') ? '' : path.slice(0, path.length - argument.length)
  const found = (await files.glob(path)).filter((one) => globPattern(path).test(one)).slice(0, MAX_ROUNDS)
  const marked = found.map(async (one) => ((await files.kind(one)) === 'folder' ? `${one}/` : one))
  const names = (await Promise.all(marked)).map((one) => (one.startsWith(prefix) ? one.slice(prefix.length) : one))
  return names.length > 0 ? names : [argument]
}
