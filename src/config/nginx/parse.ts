import type {Argument, ConfigProblem, Directive, ParsedConfig, Span} from '../directive.js'
import {Lines} from '../lines.js'
import {type Token, tokens} from './tokens.js'

/** nginx itself nests a handful; more is somebody's joke. */
const MAX_DEPTH = 200

/**
 * Reads a configuration of nginx as nginx does, without following includes; what it would refuse becomes a problem and the
 * rest is read all the same.
 *
 * Source: `src/core/ngx_conf_file.c`.
 */
export function parseNginx(text: string, file: string): ParsedConfig {
  return new Parser(text, file).parse()
}

class Parser {
  readonly #text: string
  readonly #file: string
  readonly #lines: Lines
  readonly #tokens: ReturnType<typeof tokens>
  readonly #problems: ConfigProblem[] = []
  #goOnAt: number | undefined

  constructor(text: string, file: string) {
    this.#text = text
    this.#file = file
    this.#lines = new Lines(text, file)
    this.#tokens = tokens(text)
    if (text.startsWith('\uFEFF')) this.#problem('the byte-order mark becomes part of the first directive', 0, 1)
  }

  parse(): ParsedConfig {
    const directives: Directive[] = []
    // A stray `}` ends the block at the top; go on behind it.
    for (let open = true; open; ) {
      const {block, closing} = this.#block(0)
      directives.push(...block)
      open = closing !== undefined
      if (closing) this.#problem('unexpected "}"', closing.start, closing.end)
    }
    return {file: this.#file, text: this.#text, directives, problems: this.#problems}
  }

  #next(): Token | undefined {
    const {value} = this.#tokens.next(this.#goOnAt)
    this.#goOnAt = undefined
    return value ?? undefined
  }

  #block(depth: number): {block: Directive[]; closing: Token | undefined} {
    const block: Directive[] = []
    let words: Token[] = []
    for (let token = this.#next(); token; token = this.#next()) {
      if (token.problem) this.#problem(token.problem, token.start, token.end)
      if (token.kind === 'word') words.push(token)
      else if (token.kind === '}') {
        this.#unfinished(words)
        return {block, closing: token}
      } else if (words.length === 0) this.#problem(`unexpected "${token.kind}"`, token.start, token.end)
      else {
        block.push(token.kind === ';' ? this.#directive(words, token.end) : this.#withBlock(words, token, depth))
        words = []
      }
    }
    this.#unfinished(words)
    return {block, closing: undefined}
  }

  #withBlock(words: readonly Token[], open: Token, depth: number): Directive {
    if (words[0]!.value.endsWith('_by_lua_block')) return this.#code(words, open)
    if (depth >= MAX_DEPTH) {
      this.#problem('blocks stand too deep in each other', open.start, open.end)
      return this.#directive(words, open.end)
    }
    const {block, closing} = this.#block(depth + 1)
    if (!closing) this.#problem(`"${words[0]!.value}" is never closed, "}" is missing`, words[0]!.start, open.end)
    return {...this.#directive(words, closing?.end ?? this.#text.length), block}
  }

  /** Lua: braces are counted, as OpenResty does, but for those in strings and comments. */
  #code(words: readonly Token[], open: Token): Directive {
    const pattern = /--[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]/g
    pattern.lastIndex = open.end
    let depth = 1
    let end = this.#text.length
    for (let found = pattern.exec(this.#text); found; found = pattern.exec(this.#text)) {
      if (found[0] === '{') depth++
      else if (found[0] === '}' && --depth === 0) {
        end = pattern.lastIndex
        break
      }
    }
    this.#goOnAt = end
    if (depth > 0) this.#problem(`"${words[0]!.value}" is never closed, "}" is missing`, words[0]!.start, open.end)
    return this.#directive(words, end)
  }

  #directive(words: readonly Token[], end: number): Directive {
    const [name, ...args] = words as [Token, ...Token[]]
    return {
      name: name.value,
      nameSpan: this.#span(name.start, name.end),
      args: args.map(
        ({value, quote, start, end}): Argument => ({
          ...this.#span(start, end),
          value,
          ...(quote ? {quote} : {}),
        }),
      ),
      ...this.#span(name.start, end),
    }
  }

  #unfinished(words: readonly Token[]): void {
    const [first] = words
    if (first) this.#problem(`"${first.value}" is not ended by ";"`, first.start, words.at(-1)!.end)
  }

  #span(start: number, end: number): Span {
    return {start, end, location: this.#lines.location(start, end)}
  }

  #problem(message: string, start: number, end: number): void {
    this.#problems.push({message, location: this.#lines.location(start, end)})
  }
}
