import type {Severity} from '../../diagnostics.js'
import type {Span} from '../directive.js'
import {Lines} from '../lines.js'
import {type Magic, Substituted, substituteMagic} from './magic.js'
import {MAX_CONFIG_LENGTH, type UwsgiComment, type UwsgiOption, type UwsgiProblem, type UwsgiSection} from './model.js'

/** A file that is being read: its text after the magic pass, and what was found so far, placed in the file as it is. */
export class Source {
  readonly file: string
  readonly original: string
  /** After the magic pass; offsets that the parsers know are offsets into it. */
  readonly text: string
  readonly options: UwsgiOption[] = []
  readonly sections: UwsgiSection[] = []
  readonly comments: UwsgiComment[] = []
  readonly problems: UwsgiProblem[] = []
  readonly #lines: Lines
  readonly #substituted: Substituted
  readonly #reported = new Set<string>()

  constructor(text: string, file: string, magic: Magic, {isSubstituted = true} = {}) {
    const isTooLarge = text.length > MAX_CONFIG_LENGTH
    this.file = file
    this.original = isTooLarge ? '' : text
    this.#lines = new Lines(this.original, file)
    this.#substituted = isSubstituted ? substituteMagic(this.original, magic) : new Substituted(this.original, [])
    this.text = this.#substituted.text
    if (isTooLarge) {
      const megabytes = (text.length / 2 ** 20).toFixed(0)
      this.problem('too-large', `the file has ${megabytes} MiB, which is no configuration; it was not read`, 0)
    }
  }

  span(start: number, end: number): Span {
    const from = this.#substituted.startOf(start)
    const to = Math.max(from, this.#substituted.endOf(end))
    return {start: from, end: to, location: this.#lines.location(from, to)}
  }

  /** The offset of a line of the file, from 1, for parsers that tell lines. */
  startOfLine(line: number): number {
    return this.#lines.startOf(line)
  }

  /** What stands in the file there. */
  at({start, end}: Span): string {
    return this.original.slice(start, end)
  }

  option({name, value, section, hasValue, at, crashes}: FoundOption): void {
    const nameSpan = this.span(...at.name)
    const valueSpan = this.span(...at.value)
    const raw = this.at(valueSpan)
    this.options.push({
      name,
      value,
      raw,
      hasValue,
      section,
      nameSpan,
      valueSpan,
      ...this.span(...at.whole),
      ...(crashes ? {crashes} : {}),
    })
  }

  /** Once for each place. */
  problem(kind: string, message: string, start: number, end = start, severity: Severity = 'error'): void {
    const key = `${kind} ${start}`
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.problems.push({kind, severity, message, location: this.span(start, end).location})
  }
}

type Range = readonly [start: number, end: number]

/** An option where a parser found it, in offsets of the substituted text. */
interface FoundOption extends Pick<UwsgiOption, 'name' | 'value' | 'hasValue' | 'section' | 'crashes'> {
  readonly at: {readonly name: Range; readonly value: Range; readonly whole: Range}
}
