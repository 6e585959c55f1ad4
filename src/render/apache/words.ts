import {folderPath} from '../site/values.js'
import {absolutePath, oneLine, unsafeValue} from '../unsafe.js'

/**
 * A value as one argument of a directive. Apache unescapes `\"` and `\\` in quotes and nothing else, but replaces `${NAME}`
 * before it looks at quotes, by a variable of its own or of its environment, and nothing escapes that.
 */
export function quoted(field: string, value: string): string {
  return `"${withoutVariables(field, oneLine(field, value)).replace(/["\\]/g, '\\$&')}"`
}

/** A path of a file. */
export function quotedFile(field: string, value: string): string {
  return quoted(field, absolutePath(field, value))
}

/**
 * A path where mod_rewrite expands `%{…}`, `%1` and `$1`. It reads its arguments itself: quotes cannot be escaped in quotes
 * there, and without quotes a backslash takes the meaning of blanks and of what it would expand.
 */
export function escapedTest(field: string, value: string): string {
  return withoutVariables(field, absolutePath(field, value)).replace(/[\s"'\\%$]/g, '\\$&')
}

/** The folder of a `<Directory>`, where `*`, `?` and `[` would be patterns. */
export function directoryPath(field: string, value: string): string {
  const stray = /[*?[\]\\]/.exec(value)?.[0]
  if (stray !== undefined) throw unsafeValue(field, value, `Apache would take ${stray} for a pattern`)
  return folderPath(field, value)
}

/** The name of a worker: unique in the whole server, or Apache would send the requests of one socket to another. */
export function workerName(...parts: readonly string[]): string {
  return parts.join('.').replaceAll('_', '.')
}

function withoutVariables(field: string, value: string): string {
  if (/\$\{/.test(value)) throw unsafeValue(field, value, 'Apache would put a variable in place of ${')
  return value
}
