import {canonicalOption, type OptionFacts, uwsgiOption} from '../../knowledge/uwsgi-options.js'
import type {ExpandedConfig} from './expand.js'
import type {ExportedOption} from './exported.js'

/** What a configuration says of one option, by whichever of its names. */
export interface Effective {
  /** Every time that it is set, in order. */
  readonly all: readonly ExportedOption[]
  /** Those that count: all of a list, the last of anything else. */
  readonly counting: readonly ExportedOption[]
  /** The last one. */
  readonly last: ExportedOption
  readonly isList: boolean
}

const LISTS: readonly OptionFacts['kind'][] = ['string-list', 'socket-list', 'kv-list', 'regexp-list']
/** Options with code of their own that add up. */
const ADDING =
  /^(cron2?|unique-cron|legion-cron|mule|spooler|attach-daemon2?|smart-attach-daemon2?|cgi|cgi-.*|static-map2?|check-static|python-path|pythonpath|pp|php-set|php-allowed.*|route.*|final-route.*|error-route.*|response-route.*|exec-.*|hook-.*|logger|req-logger|http|https|http-to.*|python|env|unenv|set|set-ph|set-placeholder|declare-option|ini|include|inherit|yaml|yml|json|js|xml|xmlconfig|for.*|if-.*|end.*)$/

/** Whether an option that is given twice is there twice, and not the last one alone. */
export function isListOption(name: string): boolean {
  const facts = uwsgiOption(name)
  return facts !== undefined && (LISTS.includes(facts.kind) || (facts.kind === 'custom' && ADDING.test(name)))
}

/** What counts of an option, `workers` and `processes` being one; undefined when it is not set. */
export function effective(config: ExpandedConfig, name: string): Effective | undefined {
  const group = canonicalOption(name)
  const all = config.options.filter((option) => option.name === name || canonicalOption(option.name) === group)
  const last = all.at(-1)
  if (!last) return undefined
  const isList = isListOption(name)
  return {all, counting: isList ? all : [last], last, isList}
}

/** The value that counts; of a list the last. */
export function optionValue(config: ExpandedConfig, name: string): string | undefined {
  return effective(config, name)?.last.value
}

/** The flags of the table of options, where they are not called as the option that they turn on. */
const FLAG_OF: ReadonlyMap<string, string> = new Map([
  ['enable-threads', 'threads'],
  ['auto-procname', 'procname'],
  ['memory-report', 'memory'],
])

/** Whether a flag is on: by itself, or because an option that is used turns it on (`cheaper` needs the `master`). */
export function isOn(config: ExpandedConfig, name: string): boolean {
  const own = effective(config, name)?.last
  if (own) return isTrue(own)
  const flag = FLAG_OF.get(name) ?? name
  return config.options.some((option) => uwsgiOption(option.name)?.flags.includes(flag) ?? false)
}

/** As uWSGI reads a flag: everything is true but `false`, `off`, `no` and `0`. */
export function isTrue({value, hasValue}: {readonly value: string; readonly hasValue: boolean}): boolean {
  return !hasValue || !/^(false|off|no|0)$/i.test(value)
}

/** As uWSGI reads a number: the digits at the start, 0 without any; 1 when there is no value at all. */
export function numberIn({value, hasValue}: {readonly value: string; readonly hasValue: boolean}): number {
  if (!hasValue) return 1
  return Number(/^[ \t\n\v\f\r]*([+-]?\d+)/.exec(value)?.[1] ?? 0)
}
