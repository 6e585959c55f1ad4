import type {Finding} from '../diagnostics.js'
import {BARE_SUPPRESSION} from './unruled.js'

/** A comment that stands on the line above: `# tsgi: ignore[UW101] why it is right here`. */
const SUPPRESSION =
  /^[ \t]*(?:[;#]|\/\/|<!--|\{#)[ \t]*tsgi:[ \t]*ignore(-file)?\[([^\]]*)\][ \t]*(.*?)(?:-->|#\})?[ \t\r]*$/gm

export interface Suppression {
  /** The line that it is about, from 1; 0: the whole file. */
  readonly line: number
  /** Prefixes of ids. */
  readonly ids: readonly string[]
  readonly reason: string
  /** Where the comment stands. */
  readonly at: number
}

/** The suppressions of a text. One that stands above others, or above comments, is about the next line of code. */
export function suppressionsIn(text: string): Suppression[] {
  if (!text.includes('tsgi:')) return []
  const lines = text.split('\n')
  return [...text.matchAll(SUPPRESSION)].map((found) => {
    const [, wholeFile, ids, reason] = found
    const at = lineOf(text, found.index)
    return {line: wholeFile ? 0 : lineBelow(lines, at), ids: words(ids!), reason: reason!.trim(), at}
  })
}

/** Whether a finding was suppressed with a reason. */
export function isSuppressed({id, location}: Finding, suppressions: readonly Suppression[]): boolean {
  return suppressions.some(
    ({line, ids, reason}) =>
      reason !== '' && (line === 0 || line === location?.line) && ids.some((prefix) => id.startsWith(prefix)),
  )
}

/** Suppressions that do not count, each as a finding. */
export function bareSuppressions(file: string, suppressions: readonly Suppression[]): Finding[] {
  return suppressions.flatMap(({ids, reason, at}) => {
    if (ids.length > 0 && reason !== '') return []
    const message =
      ids.length === 0 ? 'this suppression names no rule' : 'this suppression does not count: it says no reason'
    return {
      ...({id: BARE_SUPPRESSION, severity: 'info', message, location: {file, line: at, column: 1}} as const),
      remedy: [`# tsgi: ignore[${ids.join(',') || 'UW101'}] because …`],
      url: `docs/rules/${BARE_SUPPRESSION}.md`,
    }
  })
}

function words(ids: string): string[] {
  return ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => /^[A-Z]{1,2}\d*$/.test(id))
}

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

function lineBelow(lines: readonly string[], line: number): number {
  const below = lines.findIndex((text, index) => index >= line && !/^[ \t]*([;#]|\/\/|<!--|\{#|\r?$)/.test(text))
  return below === -1 ? lines.length : below + 1
}
