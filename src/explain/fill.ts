import type {Values} from '../knowledge/problems/problem.js'

const HOLE = /\{(?<name>\w+)(?:\|(?<fallback>[^}]*))?\}/g
/** What stands in a shell as it is; a value from a log that is anything else does not get into a command. */
const PLAIN_WORD = /^[\w./:@%+=,-]{1,200}$/
const MAX_SHOWN = 160

/** A sentence with what the message says; `undefined` when a value is missing that has no fallback. */
export function fillSentence(text: string, values: Values): string | undefined {
  let isWhole = true
  const filled = text.replace(HOLE, (_, name: string, fallback: string | undefined) => {
    const value = values[name] ?? fallback
    if (value === undefined) isWhole = false
    return value === undefined ? '' : value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value
  })
  return isWhole ? filled : undefined
}

/** A command or an edit: a value that is no plain word of a shell gives way to the fallback. */
export function fillCommand(text: string, values: Values): string {
  return text.replace(HOLE, (hole, name: string, fallback: string | undefined) => {
    const value = values[name]
    if (value !== undefined && PLAIN_WORD.test(value) && !value.startsWith('-')) return value
    return fallback ?? hole
  })
}
