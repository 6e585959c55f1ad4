import {Flags} from '@oclif/core'
import {usageError} from '../errors.js'
import {parseDuration} from './flags.js'

/**
 * A point in time as whole seconds since 1970: such a number, an ISO 8601 date, or `+` and a duration from now.
 *
 * @throws TsgiError `TSGI_BAD_TIME`, usage.
 */
export function parseTime(text: string, now = Date.now()): number {
  if (/^\d{1,12}$/.test(text)) return Number(text)
  if (text.startsWith('+')) return Math.ceil((now + parseDuration(text.slice(1))) / 1000)
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time) && time >= 0) return Math.ceil(time / 1000)
  throw usageError(
    'TSGI_BAD_TIME',
    `${JSON.stringify(text)} is no time`,
    'write it like 1800000000, 2027-01-15T08:00:00Z or +10m',
  )
}

/** A flag that takes a point in time; its value is in seconds since 1970. */
export const timeFlag = Flags.custom<number>({helpValue: 'TIME', parse: async (text) => parseTime(text)})
