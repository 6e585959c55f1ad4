import {absolutePath, oneLine, unsafeValue, wholeNumber} from '../unsafe.js'

declare const proven: unique symbol
/**
 * What uWSGI should read, proven to have a spelling: one line, no blanks at its ends, and nothing that uWSGI would expand.
 * A `%` is still a single one.
 */
export type Value = string & {readonly [proven]: true}

/** uWSGI expands these wherever they stand, and has no way to write them plainly (`core/config.c`). */
const EXPANDED: readonly (readonly [text: string, what: string])[] = [
  ['$(', 'a variable of the environment'],
  ['@(', 'the content of a file or the output of a command'],
  ['%(', 'another option'],
]

/** Text from the deployment; `field` names it in the refusal. */
export function value(field: string, text: string): Value {
  const checked = unexpanded(field, oneLine(field, text), EXPANDED)
  if (checked !== checked.trim()) throw unsafeValue(field, text, 'uWSGI drops the blanks at its ends')
  if (checked === '') throw unsafeValue(field, text, 'it is empty')
  return checked as Value
}

/** Text of an option that was asked for by name: `%(addr)` is how log formats are written. */
export function optionValue(field: string, text: string): Value {
  unexpanded(field, text, EXPANDED.slice(0, 2))
  value(field, text.replaceAll('%(', '%'))
  return text as Value
}

export function pathValue(field: string, path: string): Value {
  return value(field, absolutePath(field, path))
}

export function numberValue(field: string, number: number): Value {
  return wholeNumber(field, number) as Value
}

/** Text of ours around values that are proven; proven again as a whole, since two halves may make a `$(`. */
export function ours(texts: TemplateStringsArray, ...values: readonly Value[]): Value {
  return value('an option', String.raw({raw: texts}, ...values))
}

function unexpanded(field: string, text: string, expanded: typeof EXPANDED): string {
  for (const [found, what] of expanded) {
    if (text.includes(found)) throw unsafeValue(field, text, `uWSGI reads ${JSON.stringify(found)} as ${what}`)
  }
  return text
}
