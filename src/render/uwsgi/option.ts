import {numberValue, type Value} from './value.js'

/** A line of a configuration of uWSGI. */
export interface UwsgiOption {
  readonly name: string
  readonly value: Value
  /** Why it is there; lines. */
  readonly comments: readonly string[]
}

/** Options that belong together. */
export interface UwsgiSection {
  readonly title: string
  /** Said of the section, before its options. */
  readonly notes: readonly string[]
  readonly options: readonly UwsgiOption[]
}

/** An option with the reason for it. `true` is a switch; a number is whole and not negative. */
export function option(name: string, value: Value | number | true, ...comments: string[]): UwsgiOption {
  if (value === true) return {name, value: 'true' as Value, comments}
  return {name, value: typeof value === 'number' ? numberValue(name, value) : value, comments}
}

/** The option where there is something to set: uWSGI's own default holds for 0. */
export function optionUnlessZero(name: string, value: number, ...comments: string[]): UwsgiOption[] {
  return value === 0 ? [] : [option(name, value, ...comments)]
}

/** The options when a condition holds. */
export function when(condition: boolean, ...options: readonly UwsgiOption[]): readonly UwsgiOption[] {
  return condition ? options : []
}
