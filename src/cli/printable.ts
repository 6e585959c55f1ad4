/**
 * C0 and C1 controls (they move the cursor, retitle the window, hide text), and what turns the direction of text around
 * or cannot be seen (bidi controls, zero-width characters, line and paragraph separators, BOM, lone surrogates).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE_IN_LINES = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu

/** Characters; more than any message of tsgi's own, and what uWSGI can send as a warning (127 bytes). */
const EXCERPT = 400

const NAMED: Readonly<Record<string, string>> = {'\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0', '\x1b': '\\e'}

/** Text from elsewhere, on one line and safe for a terminal: what could act on it is shown as an escape (`\e`, `\x9b`). */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped)
}

/** The same, cut where a line becomes too long to be read: a server may send one without end. */
export function printableExcerpt(text: string): string {
  return printable(text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text)
}

/** The same as {@link printable} for text of several lines: newlines and tabs stay; a carriage return before a newline goes. */
export function printableLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE_IN_LINES, escaped)
}

/** Bytes from the wire: read as UTF-8 where they are UTF-8, `\xNN` where not, then made safe as by {@link printable}. */
export function printableBytes(bytes: Uint8Array): string {
  return printable(decoded(bytes))
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    const ascii = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    return ascii.replace(/[\x80-\xff]/g, escaped)
  }
}

function escaped(character: string): string {
  const named = NAMED[character]
  if (named !== undefined) return named
  const code = character.codePointAt(0) ?? 0
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}
