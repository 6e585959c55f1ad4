import {absolutePath, oneLine, unsafeValue} from '../unsafe.js'

/** A string: lighttpd unescapes `\"` in it and nothing else, so that a backslash cannot be told from an escape. */
export function quoted(field: string, value: string): string {
  const text = oneLine(field, value)
  if (text.includes('\\')) throw unsafeValue(field, value, 'lighttpd has no way to write a backslash in a string')
  return `"${text.replaceAll('"', '\\"')}"`
}

/** A path of a file. */
export function quotedFile(field: string, value: string): string {
  return quoted(field, absolutePath(field, value))
}

/** A pattern, which may have backslashes: `literal()` leaves no quote in it. */
export function pattern(text: string): string {
  return `"${text}"`
}
