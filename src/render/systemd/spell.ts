import {absolutePath, matching, oneLine, unsafeValue} from '../unsafe.js'

/** The rest of a line, as systemd reads it: `%` begins a specifier, a `\` at the end joins the next line. */
export function lineText(field: string, text: string): string {
  const checked = oneLine(field, text)
  if (checked !== checked.trim()) throw unsafeValue(field, text, 'systemd drops the blanks at its ends')
  if (checked === '') throw unsafeValue(field, text, 'it is empty')
  if (checked.endsWith('\\')) throw unsafeValue(field, text, 'systemd joins the next line to one that ends in "\\"')
  return checked.replaceAll('%', '%%')
}

/** A path that is the whole value of a setting. */
export function linePath(field: string, path: string): string {
  return lineText(field, absolutePath(field, path))
}

/** A path where systemd reads a pattern of file names. */
export function plainPath(field: string, path: string): string {
  const sign = /[*?[\\]/.exec(path)?.[0]
  if (sign !== undefined) throw unsafeValue(field, path, `systemd reads ${JSON.stringify(sign)} as a pattern`)
  return linePath(field, path)
}

/** A word among words: quoted where it has to be. */
export function word(field: string, text: string): string {
  const escaped = oneLine(field, text).replaceAll('%', '%%')
  if (/^[\w@%+=:,./-]+$/.test(escaped)) return escaped
  return `"${escaped.replace(/["\\]/g, '\\$&')}"`
}

/** A word of a command line, where `$` begins a variable. */
export function argument(field: string, text: string): string {
  return word(field, text.replaceAll('$', '$$$$'))
}

/** The program of a command line: no variable and no pattern may stand there. */
export function program(field: string, path: string): string {
  if (path.includes('$')) throw unsafeValue(field, path, 'systemd expands no "$" in the path of a program')
  return word(field, absolutePath(field, path))
}

/** A user or group. */
export function account(field: string, name: string): string {
  return matching(field, name, /^([a-z_][a-z0-9_-]{0,31}|\d{1,10})$/, 'it is no name of a user or group')
}
