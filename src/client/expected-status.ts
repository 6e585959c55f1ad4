import {usageError} from '../errors.js'

export interface ExpectedStatus {
  readonly text: string
  includes(status: number): boolean
}

/**
 * HTTP statuses that are wanted: `200`, `2xx`, `200-299`, several with commas.
 *
 * @throws TsgiError `TSGI_BAD_EXPECTATION`, usage.
 */
export function parseExpectedStatus(text: string): ExpectedStatus {
  const ranges = text.split(',').map((part) => rangeOf(part.trim(), text))
  return {text, includes: (status) => ranges.some(([from, to]) => status >= from && status <= to)}
}

function rangeOf(part: string, text: string): readonly [from: number, to: number] {
  const [, family] = /^([1-5])xx$/i.exec(part) ?? []
  if (family !== undefined) return [Number(family) * 100, Number(family) * 100 + 99]
  const [, from, to = from] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(part) ?? []
  if (from !== undefined && Number(to) >= Number(from)) return [Number(from), Number(to)]
  throw usageError(
    'TSGI_BAD_EXPECTATION',
    `${JSON.stringify(text)} names no HTTP status`,
    'write it like 200, 2xx, 200-399 or 2xx,404',
  )
}
