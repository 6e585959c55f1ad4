import {usageError} from '../errors.js'
import {parseDuration} from './flags.js'

/**
 * A range of the Nagios plugin guidelines, `[@]start:end`, of durations: `100ms` (0 to that), `10ms:`, `~:1`, `@1:2` (`@`:
 * alert inside). Milliseconds.
 */
export interface Range {
  readonly from: number
  readonly to: number
  readonly isInverted: boolean
}

/** @throws TsgiError `TSGI_BAD_RANGE`, usage. */
export function parseRange(text: string): Range {
  const found = /^(?<at>@?)(?:(?<from>[^:@]*):)?(?<to>[^:@]*)$/.exec(text.trim())?.groups
  if (!found || (!found['from'] && found['to'] === '')) throw badRange(text)
  const from = bound(found['from'] || '0', Number.NEGATIVE_INFINITY, text)
  const to = found['to'] === '' ? Number.POSITIVE_INFINITY : bound(found['to']!, Number.NaN, text)
  if (!(from <= to)) throw badRange(text)
  return {from, to, isInverted: found['at'] === '@'}
}

/** Whether a time in milliseconds is to be reported. */
export function alerts({from, to, isInverted}: Range, milliseconds: number): boolean {
  return isInverted === (milliseconds >= from && milliseconds <= to)
}

/** The range in seconds, as performance data has it. */
export function formatRange({from, to, isInverted}: Range): string {
  const start = from === Number.NEGATIVE_INFINITY ? '~:' : from === 0 ? '' : `${seconds(from)}:`
  const end = to === Number.POSITIVE_INFINITY ? '' : seconds(to)
  return `${isInverted ? '@' : ''}${start === '' && end === '' ? '0:' : start}${end}`
}

function bound(text: string, infinity: number, range: string): number {
  if (text === '~') return infinity
  try {
    return parseDuration(text)
  } catch {
    throw badRange(range)
  }
}

/** Three digits, as Nagios prints them; six where three would lie. */
function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(Number.isInteger(milliseconds) ? 3 : 6)
}

function badRange(text: string): Error {
  return usageError(
    'TSGI_BAD_RANGE',
    `${JSON.stringify(text)} is not a range of times`,
    'write it like 100ms, 0.5, 10ms:2s or @1:2',
  )
}
