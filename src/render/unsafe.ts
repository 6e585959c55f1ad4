import {type TsgiError, usageError} from '../errors.js'

/** A value that has no safe spelling in the file it is meant for: which, and why. */
export function unsafeValue(field: string, value: unknown, reason: string): TsgiError {
  const shown = JSON.stringify(value)
  const short = shown.length > 120 ? `${shown.slice(0, 100)}… (${shown.length} characters)` : shown
  return usageError('TSGI_UNSAFE_VALUE', `${field} cannot be ${short}: ${reason}`)
}

/** `PATH_MAX` of Linux, without the NUL. */
const MAX_PATH_BYTES = 4095

/**
 * Text of one line: no control characters, line separators, invisible format characters or halves of surrogate pairs.
 *
 * @throws TsgiError `TSGI_UNSAFE_VALUE`, usage.
 */
export function oneLine(field: string, value: string): string {
  const found = /[\p{C}\p{Zl}\p{Zp}]/u.exec(value)?.[0]
  if (found === undefined) return value
  const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  throw unsafeValue(field, value, `it holds the control character U+${code}`)
}

/** An absolute path without `..`, of one line. Blanks and non-ASCII letters are fine. */
export function absolutePath(field: string, value: string): string {
  oneLine(field, value)
  if (!value.startsWith('/')) throw unsafeValue(field, value, 'it is not an absolute path')
  if (value.split('/').includes('..')) throw unsafeValue(field, value, 'it climbs with ".."')
  if (new TextEncoder().encode(value).length > MAX_PATH_BYTES) {
    throw unsafeValue(field, value, `it is longer than the ${MAX_PATH_BYTES} bytes of a path`)
  }
  return value
}

/** Text that has a grammar of its own; `reason` says what it should look like. */
export function matching(field: string, value: string, grammar: RegExp, reason: string): string {
  if (!grammar.test(value)) throw unsafeValue(field, value, reason)
  return value
}

/** A whole number from 0 up. */
export function wholeNumber(field: string, value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw unsafeValue(field, value, 'it is no whole number from 0 up')
  return String(value)
}

/** The name of a deployment or an application: it becomes the name of files and units. */
export function plainName(field: string, name: string): string {
  return matching(field, name, /^[a-z][a-z0-9_-]{0,47}$/, 'a name has lower case letters, digits, - and _')
}
