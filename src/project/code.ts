import {lineEvidence} from './evidence.js'
import type {ProjectEvidence} from './project.js'

/** What a rule's match is: blanked as a comment, kept but marked as a string, or plain. */
type Kind = 'comment' | 'string' | 'code'

/** What a language's comments and strings look like: sticky patterns in the order they are tried. */
export type Syntax = readonly (readonly [pattern: RegExp, kind: Kind])[]

const WORD = [/[\p{L}_][\p{L}\p{N}_]*/uy, 'code'] as const
const SINGLE = [/'(?:[^'\\\r\n]|\\[\s\S])*'?/y, 'string'] as const
const DOUBLE = [/"(?:[^"\\\r\n]|\\[\s\S])*"?/y, 'string'] as const
const HASH = [/#[^\r\n]*/y, 'comment'] as const
const SLASHES = [/\/\/[^\r\n]*/y, 'comment'] as const
const STARS = [/\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/y, 'comment'] as const
/** From the end mark of the program to the end of the file. */
const DATA = [/^__(?:END|DATA)__[ \t]*$[\s\S]*/my, 'comment'] as const

/** A quote without its end stops at the end of the line, so that a pattern with a quote in it costs one line alone. */
export const PERL: Syntax = [
  [/^=[a-zA-Z][\s\S]*?(?:^=cut\b[^\r\n]*|$(?![\s\S]))/my, 'comment'],
  DATA,
  [/\$#/y, 'code'],
  HASH,
  SINGLE,
  DOUBLE,
  WORD,
]
export const RUBY: Syntax = [
  [/^=begin\b[\s\S]*?(?:^=end\b[^\r\n]*|$(?![\s\S]))/my, 'comment'],
  DATA,
  HASH,
  SINGLE,
  DOUBLE,
  WORD,
]
export const LUA: Syntax = [
  [/--\[(=*)\[[\s\S]*?(?:\]\1\]|$(?![\s\S]))/y, 'comment'],
  [/--[^\r\n]*/y, 'comment'],
  [/\[(=*)\[[\s\S]*?(?:\]\1\]|$(?![\s\S]))/y, 'string'],
  SINGLE,
  DOUBLE,
  WORD,
]
export const JAVASCRIPT: Syntax = [
  [/^#![^\r\n]*/y, 'comment'],
  SLASHES,
  STARS,
  SINGLE,
  DOUBLE,
  [/`(?:[^`\\]|\\[\s\S])*`?/y, 'string'],
  // A pattern, where no operand stands before the slash.
  [
    /(?<=[=(,:[!&|?{};\n]\s{0,4})\/(?![/*])(?:[^/\\\r\n[]|\\.|\[(?:[^\]\\\r\n]|\\.){0,500}\]){1,500}\/[a-z]*/y,
    'string',
  ],
  WORD,
]
export const PHP: Syntax = [
  [/#\[/y, 'code'],
  SLASHES,
  HASH,
  STARS,
  [/'(?:[^'\\]|\\[\s\S])*'?/y, 'string'],
  [/"(?:[^"\\]|\\[\s\S])*"?/y, 'string'],
  WORD,
]

/** A source file whose comments are blank and whose strings are known to be strings. */
export class Code {
  readonly file: string
  readonly text: string
  /** As long as the text, comments blanked. */
  readonly #kept: string
  /** As long as the text, comments and strings blanked. */
  readonly bare: string
  #starts: number[] | undefined

  constructor(file: string, text: string, syntax: Syntax) {
    this.file = file
    this.text = text
    const kept: string[] = []
    const bare: string[] = []
    for (const [part, kind] of parts(text, syntax)) {
      kept.push(kind === 'comment' ? blank(part) : part)
      bare.push(kind === 'code' ? part : blank(part))
    }
    this.#kept = kept.join('')
    this.bare = bare.join('')
  }

  /** The first match that begins in code: strings may be in it, not around it. */
  find(pattern: RegExp): {readonly match: RegExpExecArray; readonly evidence: ProjectEvidence} | undefined {
    return this.all(pattern, 1)[0]
  }

  all(pattern: RegExp, limit = 1000): {readonly match: RegExpExecArray; readonly evidence: ProjectEvidence}[] {
    const global = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`)
    const found: {match: RegExpExecArray; evidence: ProjectEvidence}[] = []
    for (const match of this.#kept.matchAll(global)) {
      const start = match.index + match[0].search(/\S/)
      if (found.length >= limit) break
      if (match[0].trim() === '' || this.bare[start] !== this.text[start]) continue
      found.push({match, evidence: lineEvidence(this.file, this.text, this.#position(start))})
    }
    return found
  }

  #position(index: number): {line: number; column: number} {
    this.#starts ??= lineStarts(this.text)
    const line = this.#starts.findLastIndex((start) => start <= index)
    return {line: line + 1, column: index - this.#starts[line]! + 1}
  }
}

/** Where lines begin. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({index, 0: ending}) => index + ending.length)]
}

function* parts(text: string, syntax: Syntax): Generator<readonly [text: string, kind: Kind]> {
  let at = 0
  while (at < text.length) {
    let length = 1
    let kind: Kind = 'code'
    for (const [pattern, of] of syntax) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match || match[0] === '') continue
      length = match[0].length
      kind = of
      break
    }
    yield [text.slice(at, at + length), kind]
    at += length
  }
}

const blank = (text: string) => text.replace(/[^\r\n]/g, ' ')
