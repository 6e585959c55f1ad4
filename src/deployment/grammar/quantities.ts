import {type Described, described, Refusal, refusal, shown} from './refusal.js'

const BYTES: Readonly<Record<string, number>> = {'': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3}
const MILLISECONDS: Readonly<Record<string, number>> = {
  ...{ms: 1, '': 1000, s: 1000},
  ...{m: 60_000, h: 3_600_000, d: 86_400_000},
}
const SIZE = /^(\d{1,15})([kKmMgG]?)$/
const TIME = /^(\d{1,10})(ms|[smhd]?)$/
/** What an `int` of uWSGI and of the web servers holds. */
const MAX = 2 ** 31 - 1

export const MEBIBYTE = 1024 ** 2

/** A whole number between two bounds. */
export function integer(least: number, most: number = MAX): Described<number> {
  return described({type: 'integer', minimum: least, maximum: most}, (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw refusal(value, 'a whole number')
    if (value < least) throw new Refusal(`${shown(value)} is too small: it has to be at least ${least}`)
    if (value > most) throw new Refusal(`${shown(value)} is too large: it has to be at most ${most}`)
    return value
  })
}

/** Bytes, from `65536`, `64k`, `8m` or `1g`. */
export function size(least: number, most: number = MAX): Described<number> {
  return described({type: ['string', 'integer'], pattern: SIZE.source, minimum: least, maximum: most}, (value) => {
    const found = SIZE.exec(typeof value === 'number' ? String(value) : asText(value))
    if (!found) throw refusal(value, 'a size', 'write it like 65536, 64k, 8m or 1g')
    return within(value, Number(found[1]) * BYTES[found[2]!.toLowerCase()]!, {least, most, unit: 'bytes'})
  })
}

/** MiB, from a size that is whole MiB: a bare `512` would be 512 bytes, which nobody means. */
export function mebibytes(most = 1024 ** 2, least = 0): Described<number> {
  return described({type: ['string', 'integer'], pattern: SIZE.source, minimum: 0}, (value) => {
    const bytes = size(least * MEBIBYTE, most * MEBIBYTE)(value)
    if (bytes % MEBIBYTE !== 0)
      throw refusal(value, 'a size of whole MiB', `write it like ${bytes < 65_536 ? bytes : 512}m`)
    return bytes / MEBIBYTE
  })
}

/** Seconds, from `30`, `30s`, `5m`, `12h` or `30d`. */
export function seconds(least: number, most: number = MAX): Described<number> {
  return described({type: ['string', 'integer'], pattern: TIME.source, minimum: least, maximum: most}, (value) => {
    const count = milliseconds(0, Number.MAX_SAFE_INTEGER)(value) / 1000
    if (!Number.isInteger(count)) throw refusal(value, 'a time of whole seconds')
    return within(value, count, {least, most, unit: 'seconds'})
  })
}

/** Milliseconds; a bare number is seconds. */
export function milliseconds(least: number, most: number = MAX): Described<number> {
  return described({type: ['string', 'integer'], pattern: TIME.source, minimum: 0}, (value) => {
    const found = TIME.exec(typeof value === 'number' ? String(value) : asText(value))
    if (!found) throw refusal(value, 'a time', 'write it like 30, 30s, 5m or 12h')
    return within(value, Number(found[1]) * MILLISECONDS[found[2]!]!, {least, most, unit: 'milliseconds'})
  })
}

/** Octal digits of a socket's mode: `660`. */
export const socketMode = described(
  {type: ['string', 'integer'], pattern: '^0?[0-7]{3}$'},
  (value: unknown): string => {
    const text = typeof value === 'number' ? String(value) : asText(value)
    const digits = /^0?([0-7]{3})$/.exec(text)?.[1]
    if (digits === undefined) throw refusal(value, 'a file mode', 'write it like 660')
    return digits
  },
)

/** `10/s` or `30/m`. nginx takes whole numbers alone. */
export const rate = described(
  {type: 'string', pattern: '^[1-9][0-9]*/[sm]$'},
  (value: unknown): {readonly count: number; readonly per: 'second' | 'minute'} => {
    const found = /^([1-9]\d{0,6})\/(s|m)$/.exec(asText(value))
    if (!found) throw refusal(value, 'a rate', 'write it like 10/s or 30/m')
    return {count: Number(found[1]), per: found[2] === 's' ? 'second' : 'minute'}
  },
)

/** `1.22.1`. */
export const versionNumber = described(
  {type: 'string', pattern: '^[0-9]{1,4}([.][0-9]{1,4}){1,3}$'},
  (value: unknown): string => {
    const text = asText(value)
    if (!/^\d{1,4}(\.\d{1,4}){1,3}$/.test(text)) throw refusal(value, 'a version', 'write it like "1.22.1"')
    return text
  },
)

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly unit: string
}

function within(value: unknown, amount: number, {least, most, unit}: Bounds): number {
  if (amount < least) throw new Refusal(`${shown(value)} is too small: it has to be at least ${least} ${unit}`)
  if (amount > most) throw new Refusal(`${shown(value)} is too large: it has to be at most ${most} ${unit}`)
  return amount
}

/** The text of a size, as a person would write it: `8m`. */
export function sizeText(bytes: number): string | number {
  const unit = ['g', 'm', 'k'].find((letter) => bytes > 0 && bytes % BYTES[letter]! === 0)
  return unit === undefined ? bytes : `${bytes / BYTES[unit]!}${unit}`
}

/** The text of a time in seconds: `55s`, `1h`; up to an hour in seconds, so that timeouts can be compared at a glance. */
export function timeText(seconds: number): string | number {
  if (seconds === 0) return 0
  const unit = seconds >= 3600 ? ['d', 'h'].find((letter) => (seconds * 1000) % MILLISECONDS[letter]! === 0) : undefined
  return unit === undefined ? `${seconds}s` : `${(seconds * 1000) / MILLISECONDS[unit]!}${unit}`
}
