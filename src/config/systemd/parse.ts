import type {Severity} from '../../diagnostics.js'
import type {Span} from '../directive.js'
import {Lines} from '../lines.js'
import {MAX_CONFIG_LENGTH} from '../uwsgi/model.js'
import type {UnitComment, UnitConfig, UnitProblem, UnitSection, UnitSetting} from './unit.js'

/** Reads a unit, or a drop-in, as systemd does; what it would pass over is in `problems`. */
export function parseUnit(text: string, file: string): UnitConfig {
  return new UnitReader(text, file).read()
}

/** Sections that some kind of unit has. */
const KNOWN = new Set(
  'Unit Service Install Socket Timer Mount Automount Path Slice Scope Swap Device Target'.split(' '),
)

/** A line after its continuations were joined, and where each character of it stands. */
interface Joined {
  text: string
  /** Pieces in order: where each starts in the joined text, and in the file. */
  readonly pieces: {readonly at: number; readonly from: number}[]
  /** Behind the last of its lines. */
  end: number
}

class UnitReader {
  readonly #file: string
  readonly #text: string
  readonly #lines: Lines
  readonly #settings: UnitSetting[] = []
  readonly #sections: UnitSection[] = []
  readonly #comments: UnitComment[] = []
  readonly #problems: UnitProblem[] = []
  #section: string | undefined
  #hasStopped = false

  constructor(text: string, file: string) {
    this.#file = file
    this.#text = text.length > MAX_CONFIG_LENGTH ? '' : text
    this.#lines = new Lines(this.#text, file)
    if (text.length > MAX_CONFIG_LENGTH)
      this.#problem('too-large', 'the file is no unit: it is too large', 0, 0, 'error')
  }

  read(): UnitConfig {
    let [start, open] = [0, undefined as Joined | undefined]
    for (const line of this.#text.split('\n')) {
      const from = start + (start === 0 && line.startsWith('\uFEFF') ? 1 : 0)
      const written = this.#text.slice(from, start + line.length)
      start += line.length + 1
      if (this.#hasStopped) break
      // Comments are passed over between continued lines too.
      if (/^[ \t\r]*[#;]/.test(written)) this.#comment(written, from)
      else {
        const joined: Joined = open ?? {text: '', pieces: [], end: from}
        joined.end = from + written.length
        joined.pieces.push({at: joined.text.length, from})
        joined.text += written
        open = isContinued(written) ? joined : undefined
        if (open) open.text = `${open.text.slice(0, -1)} `
        else this.#line(joined)
      }
    }
    if (open) this.#line(open)
    const [settings, sections, comments, problems] = [this.#settings, this.#sections, this.#comments, this.#problems]
    return {file: this.#file, text: this.#text, settings, sections, comments, problems}
  }

  #line(joined: Joined): void {
    const [from, to] = trimmed(joined.text, 0, joined.text.length)
    const text = joined.text.slice(from, to)
    if (text === '') return
    if (text.startsWith('[')) this.#header(joined, text, from, to)
    else this.#setting(joined, from, to)
  }

  #header(joined: Joined, text: string, from: number, to: number): void {
    const span = this.#span(joined, from, to)
    if (text.endsWith(']')) {
      this.#section = text.slice(1, -1)
      this.#sections.push({name: this.#section, ...span})
      if (!KNOWN.has(this.#section) && !this.#section.startsWith('X-')) {
        this.#problem('unknown-section', `systemd knows no section "${this.#section}"`, span.start, span.end)
      }
    } else {
      this.#hasStopped = true
      const message = `"${text}" is no header of a section: systemd reads nothing of the unit`
      this.#problem('section-header', message, span.start, span.end, 'error')
    }
  }

  #setting(joined: Joined, from: number, to: number): void {
    const equals = joined.text.indexOf('=', from)
    const span = this.#place(joined.pieces[0]!.from, joined.end)
    if (this.#section === undefined) {
      this.#problem('no-section', 'a setting before the first section is passed over', span.start, span.end)
      return
    }
    if (equals < 0) {
      // Of a section that it does not know systemd looks at nothing.
      if (KNOWN.has(this.#section))
        this.#problem('equals-missing', 'a line without "=" is passed over', span.start, span.end)
      return
    }
    const name = trimmed(joined.text, from, equals)
    const value = trimmed(joined.text, equals + 1, to)
    this.#settings.push({
      section: this.#section,
      name: joined.text.slice(...name),
      value: joined.text.slice(...value),
      nameSpan: this.#span(joined, ...name),
      valueSpan: this.#span(joined, ...value),
      offsetOf: (index) => offsetIn(joined, value[0] + index),
      ...span,
    })
  }

  #comment(line: string, start: number): void {
    const [from, to] = trimmed(line, 0, line.length)
    this.#comments.push({text: line.slice(from + 1, to).trim(), ...this.#place(start + from, start + to)})
  }

  #span(joined: Joined, from: number, to: number): Span {
    const start = offsetIn(joined, from)
    return this.#place(start, to > from ? offsetIn(joined, to - 1) + 1 : start)
  }

  #place(start: number, end: number): Span {
    return {start, end, location: this.#lines.location(start, end)}
  }

  #problem(kind: string, message: string, start: number, end: number, severity: Severity = 'warning'): void {
    this.#problems.push({kind, severity, message, location: this.#lines.location(start, end)})
  }
}

/** An odd number of backslashes at the end: the last one is not escaped. */
function isContinued(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1
}

function offsetIn({pieces}: Joined, index: number): number {
  const piece = pieces.findLast(({at}) => at <= index) ?? pieces[0]!
  return piece.from + index - piece.at
}

function trimmed(text: string, start: number, end: number): [start: number, end: number] {
  let [from, to] = [start, end]
  while (from < to && ' \t\r\n'.includes(text[from]!)) from++
  while (to > from && ' \t\r\n'.includes(text[to - 1]!)) to--
  return [from, to]
}
