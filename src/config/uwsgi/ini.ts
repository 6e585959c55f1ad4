import type {Source} from './source.js'

/** Blanks of uWSGI's ini: what else counts as white space stays in the value. */
const BLANK = ' \t\r'

/**
 * Reads an ini as uWSGI's own parser does, which is nobody else's: `=` alone separates, `;` and `#` are comments at the
 * start of a line only, quotes and backslashes are text, a line never continues.
 */
export function readIni(source: Source): void {
  const {text} = source
  let section = ''
  let start = 0
  reportOddBytes(source)
  for (const line of text.split('\n')) {
    section = readLine(source, start, line, section)
    start += line.length + 1
  }
}

function reportOddBytes(source: Source): void {
  if (source.text.startsWith('\uFEFF')) {
    const message = 'the file starts with a byte order mark: uWSGI takes it for a part of the first line'
    source.problem('byte-order-mark', message, 0, 1)
  }
  const nul = source.text.indexOf('\0')
  if (nul >= 0) source.problem('nul', 'the file has NUL bytes: uWSGI drops the rest of such a line', nul, nul + 1)
}

/** Reads one line, without its end; returns the section that is open behind it. */
function readLine(source: Source, start: number, line: string, section: string): string {
  const written = line.split('\0', 1)[0]!
  const [from, to] = trimmed(written)
  if (from === to) return section
  if (written[from] === '[') return readSection(source, start + from, start + to)
  if (written[from] === ';' || written[from] === '#') {
    const [first, last] = trimmed(written.slice(from + 1, to))
    const text = written.slice(from + 1 + first, from + 1 + last)
    source.comments.push({text, ...source.span(start + from, start + to)})
    return section
  }
  const end = start + line.length - (line.endsWith('\r') ? 1 : 0)
  readOption(source, {text: written.slice(from, to), at: start + from, whole: [start, end]}, section)
  return section
}

function trimmed(text: string): [start: number, end: number] {
  let [from, to] = [0, text.length]
  while (from < to && BLANK.includes(text[from]!)) from++
  while (to > from && BLANK.includes(text[to - 1]!)) to--
  return [from, to]
}

/** Whatever the last character is, uWSGI takes it for the closing bracket. */
function readSection(source: Source, from: number, to: number): string {
  const written = source.text.slice(from, to)
  const name = written.slice(1, -1)
  source.sections.push({name, ...source.span(from, to)})
  if (!written.endsWith(']')) {
    source.problem('section-with-rest', `uWSGI reads "${written}" as the section "${name}"`, from, to)
  } else if (name.includes(']') || name !== name.trim()) {
    source.problem('section-name', `the section is called "${name}"`, from, to, 'warning')
  }
  return name
}

interface Line {
  readonly text: string
  /** Where the text starts. */
  readonly at: number
  readonly whole: readonly [start: number, end: number]
}

function readOption(source: Source, {text, at, whole}: Line, section: string): void {
  const equals = text.indexOf('=')
  const hasValue = equals >= 0
  const key = trimmed(hasValue ? text.slice(0, equals) : text)
  const behind = hasValue ? equals + 1 : text.length
  const value = trimmed(text.slice(behind))
  source.option({
    name: text.slice(...key),
    value: text.slice(behind + value[0], behind + value[1]),
    hasValue,
    section,
    at: {
      name: [at + key[0], at + key[1]],
      value: [at + behind + value[0], at + behind + value[1]],
      whole,
    },
  })
}
