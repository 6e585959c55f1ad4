import type {Span} from '../directive.js'
import type {UwsgiProblem} from '../uwsgi/model.js'

/** What is wrong with a unit as a file; systemd goes on without the line. */
export type UnitProblem = UwsgiProblem

/** One `Name=value` of a unit; its own span is all its lines, without the last line end. */
export interface UnitSetting extends Span {
  readonly section: string
  readonly name: string
  /** Without blanks around; continued lines are joined by a blank. Specifiers, quotes and `$` are as written. */
  readonly value: string
  readonly nameSpan: Span
  /** Of the value as written, backslashes and all. */
  readonly valueSpan: Span
  /** Where each character of the value stands in the file. */
  readonly offsetOf: (index: number) => number
}

export interface UnitSection extends Span {
  readonly name: string
}

export interface UnitComment extends Span {
  /** Without its sign and blanks around. */
  readonly text: string
}

/** A unit of systemd, or a drop-in, as written. */
export interface UnitConfig {
  readonly file: string
  readonly text: string
  readonly settings: readonly UnitSetting[]
  readonly sections: readonly UnitSection[]
  readonly comments: readonly UnitComment[]
  readonly problems: readonly UnitProblem[]
}

/** A unit with its drop-ins, in the order in which systemd reads them. */
export interface LoadedUnit {
  readonly files: readonly UnitConfig[]
}

/** Every setting of that name that counts: what stands before an empty one is taken back. */
export function settingsOf({files}: LoadedUnit, section: string, name: string): readonly UnitSetting[] {
  const all = files.flatMap(({settings}) => settings).filter((it) => it.section === section && it.name === name)
  return all.slice(all.findLastIndex(({value}) => value === '') + 1)
}

/** The last setting of that name, which is the one that counts where there can be only one. */
export function settingOf(unit: LoadedUnit, section: string, name: string): UnitSetting | undefined {
  return settingsOf(unit, section, name).at(-1)
}

/** As systemd reads a boolean; undefined when it would refuse it. */
export function unitBoolean(value: string): boolean | undefined {
  if (/^(1|yes|y|true|t|on)$/i.test(value)) return true
  return /^(0|no|n|false|f|off)$/i.test(value) ? false : undefined
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ...['', 's', 'sec', 'second', 'seconds'].map((unit) => [unit, 1] as const),
  ...['m', 'min', 'minute', 'minutes'].map((unit) => [unit, 60] as const),
  ...['h', 'hr', 'hour', 'hours'].map((unit) => [unit, 3600] as const),
  ...['d', 'day', 'days'].map((unit) => [unit, 86_400] as const),
  ...['w', 'week', 'weeks'].map((unit) => [unit, 604_800] as const),
  ...['ms', 'msec'].map((unit) => [unit, 1e-3] as const),
  ...['us', 'usec', 'μs', 'µs'].map((unit) => [unit, 1e-6] as const),
  ...['month', 'months', 'M'].map((unit) => [unit, 2_629_800] as const),
  ...['y', 'year', 'years'].map((unit) => [unit, 31_557_600] as const),
])

/** Seconds of `90`, `1min 30s`, `infinity`; undefined when systemd would refuse it. */
export function unitSeconds(value: string): number | undefined {
  if (value === 'infinity') return Number.POSITIVE_INFINITY
  if (!/^\s*(\d+(\.\d+)?\s*[a-zA-Zμµ]*\s*)+$/.test(value.slice(0, 200))) return undefined
  let seconds = 0
  for (const [, count, unit] of value.matchAll(/(\d+(?:\.\d+)?)\s*([a-zA-Zμµ]*)/g)) {
    const factor = SECONDS.get(unit!)
    if (factor === undefined) return undefined
    seconds += Number(count) * factor
  }
  return seconds
}
