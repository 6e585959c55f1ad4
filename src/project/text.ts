const UTF8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: false})
const LATIN1 = new TextDecoder('latin1')

/**
 * The text of a source file, without its byte order mark: UTF-8, else Latin-1.
 *
 * @returns `undefined` for binary files, which a NUL byte gives away.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes.includes(0)) return undefined
  try {
    return UTF8.decode(bytes)
  } catch {
    return LATIN1.decode(bytes)
  }
}

let last: {readonly text: string; readonly lines: readonly string[]} = {text: '', lines: ['']}

/** The lines of a text, whatever ends them. The last text is remembered: evidence asks for line after line of one file. */
export function linesOf(text: string): readonly string[] {
  if (last.text !== text) last = {text, lines: text.split(/\r\n|\n|\r/)}
  return last.lines
}
