import type {Argument, ConfigProblem, Directive, ParsedConfig, Span} from '../directive.js'
import {Lines} from '../lines.js'

/** Deeper than anybody nests sections. */
const MAX_DEPTH = 200

interface LogicalLine {
  readonly start: number
  readonly end: number
}

interface Section {
  readonly head: Omit<Directive, 'block'>
  readonly block: Directive[]
}

/**
 * Reads a configuration of Apache as httpd does, without following includes: a directive is a line, a `\` at its end goes on,
 * a comment is a line of its own. A section `<Name …>` is a directive with a block, its name without the brackets.
 *
 * Source: `server/config.c` (`ap_build_config`) and `server/util.c` (`ap_getword_conf`).
 */
export function parseApache(text: string, file: string): ParsedConfig {
  return new Parser(text, file).parse()
}

class Parser {
  readonly #text: string
  readonly #file: string
  readonly #lines: Lines
  readonly #problems: ConfigProblem[] = []
  readonly #directives: Directive[] = []
  readonly #open: Section[] = []

  constructor(text: string, file: string) {
    this.#text = text
    this.#file = file
    this.#lines = new Lines(text, file)
  }

  parse(): ParsedConfig {
    for (const line of logicalLines(this.#text)) this.#take(line)
    for (const {head} of this.#open) this.#problem(`<${head.name}> is never closed`, head)
    while (this.#open.length > 0) this.#close(this.#text.length)
    return {file: this.#file, text: this.#text, directives: this.#directives, problems: this.#problems}
  }

  #take({start, end}: LogicalLine): void {
    const words = wordsOf(this.#text, start, end).map((word) => this.#argument(word))
    const [first] = words
    if (!first || first.value.startsWith('#')) return
    if (first.value.startsWith('</')) this.#closeNamed(first, end)
    else if (first.value.startsWith('<')) this.#section(start, end)
    else this.#add({name: first.value, nameSpan: first, args: words.slice(1), ...this.#span(first.start, end)})
  }

  #section(start: number, end: number): void {
    const bracket = this.#text.indexOf('<', start)
    const closing = this.#text.slice(start, end).trimEnd().endsWith('>')
    const inside = closing ? this.#text.lastIndexOf('>', end - 1) : end
    const [name, ...args] = wordsOf(this.#text, bracket + 1, inside).map((word) => this.#argument(word))
    if (!name) return
    const head = {name: name.value, nameSpan: name, args, ...this.#span(bracket, end)}
    if (!closing) this.#problem(`<${name.value} is not closed by ">"`, head)
    if (this.#open.length >= MAX_DEPTH) this.#problem('sections stand too deep in each other', head)
    else this.#open.push({head, block: []})
  }

  #closeNamed(word: Argument, end: number): void {
    const name = word.value.slice(2).replace(/>$/, '')
    const index = this.#open.findLastIndex(({head}) => head.name.toLowerCase() === name.toLowerCase())
    if (index === -1) {
      this.#problem(`</${name}> closes nothing`, word)
      return
    }
    for (const {head} of this.#open.slice(index + 1)) this.#problem(`<${head.name}> is never closed`, head)
    while (this.#open.length > index) this.#close(end)
  }

  #close(end: number): void {
    const {head, block} = this.#open.pop()!
    this.#add({...head, ...this.#span(head.start, end), block})
  }

  #add(directive: Directive): void {
    const block = this.#open.at(-1)?.block ?? this.#directives
    block.push(directive)
  }

  #argument({start, end, value, quote}: Word): Argument {
    return {...this.#span(start, end), value, ...(quote ? {quote} : {})}
  }

  #span(start: number, end: number): Span {
    return {start, end, location: this.#lines.location(start, end)}
  }

  #problem(message: string, {location}: Span): void {
    this.#problems.push({message, location})
  }
}

/** Lines, those that a `\` at the end continues taken together; httpd skips a byte-order mark. */
function* logicalLines(text: string): Generator<LogicalLine> {
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    let end = lineEnd(text, start)
    while (end < text.length && /\\\r?$/.test(text.slice(Math.max(start, end - 2), end))) end = lineEnd(text, end + 1)
    yield {start, end: text[end - 1] === '\r' ? end - 1 : end}
    start = end + 1
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

interface Word {
  readonly start: number
  readonly end: number
  readonly value: string
  readonly quote?: '"' | "'"
}

function wordsOf(text: string, start: number, end: number): Word[] {
  // A continuation is a blank: the backslash and the end of the line between two words.
  const pattern =
    /(?:[ \t]|\\\r?\n)*(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|((?:(?!\\\r?\n)[^ \t\r\n])+))/y
  const words: Word[] = []
  const line = text.slice(start, end)
  for (let found = pattern.exec(line); found; found = pattern.exec(line)) {
    const [, double, single, bare] = found
    const length = bare?.length ?? (double ?? single)!.length + 2
    const to = start + pattern.lastIndex
    const quote = double !== undefined ? '"' : single !== undefined ? "'" : undefined
    const value = bare ?? unescaped((double ?? single)!, quote!)
    words.push({start: to - length, end: to, value, ...(quote ? {quote} : {})})
  }
  return words
}

/** Inside quotes a backslash stands for itself but before the quote and before another one. */
function unescaped(text: string, quote: '"' | "'"): string {
  return text.replace(/\\([\s\S])/g, (both, character: string) =>
    character === quote || character === '\\' ? character : both,
  )
}
