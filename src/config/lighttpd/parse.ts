import type {ConfigProblem, Directive, ParsedConfig, Span} from '../directive.js'
import {Lines} from '../lines.js'
import {type Token, tokens} from './tokens.js'
import type {LighttpdItem, LighttpdValue} from './values.js'

const MAX_DEPTH = 100

/** An assignment, an `include`, or a condition with its block. */
export interface LighttpdDirective extends Directive {
  /** `=`, `+=`, `:=`; of a condition `==`, `=~`, … */
  readonly operator?: string
  readonly value?: LighttpdValue
  /** `else` stands before the condition. */
  readonly isElse?: boolean
  readonly block?: readonly LighttpdDirective[]
  readonly included?: readonly LighttpdDirective[]
}

export interface LighttpdConfig extends ParsedConfig {
  readonly directives: readonly LighttpdDirective[]
}

/**
 * Reads a configuration of lighttpd, without following includes and without running what `include_shell` names.
 *
 * Source: `src/configparser.y` and `src/configfile.c`.
 */
export function parseLighttpd(text: string, file: string): LighttpdConfig {
  return new Parser(text, file).parse()
}

class Parser {
  readonly #text: string
  readonly #file: string
  readonly #lines: Lines
  readonly #tokens: readonly Token[]
  readonly #problems: ConfigProblem[] = []
  #at = 0

  constructor(text: string, file: string) {
    this.#text = text
    this.#file = file
    this.#lines = new Lines(text, file)
    this.#tokens = [...tokens(text)]
  }

  parse(): LighttpdConfig {
    const directives: LighttpdDirective[] = []
    while (this.#at < this.#tokens.length) {
      directives.push(...this.#statements(0))
      const stray = this.#tokens[this.#at++]
      if (stray) this.#problem(`unexpected ${JSON.stringify(stray.value)}`, stray)
    }
    return {file: this.#file, text: this.#text, directives, problems: this.#problems}
  }

  /** Up to the `}` that ends the block, which stays. */
  #statements(depth: number): LighttpdDirective[] {
    const found: LighttpdDirective[] = []
    for (let token = this.#peek(true); token && token.value !== '}'; token = this.#peek(true)) {
      const statement = this.#statement(token, depth)
      if (statement) found.push(statement)
      else this.#skipLine()
    }
    return found
  }

  #statement(first: Token, depth: number): LighttpdDirective | undefined {
    if (first.kind === 'condition' || first.value === 'else') return this.#condition(first, depth)
    if (first.kind !== 'name') {
      this.#problem(`unexpected ${JSON.stringify(first.value)}`, first)
      return undefined
    }
    this.#at++
    const next = this.#peek()
    if (/^include(_shell)?$/.test(first.value)) return this.#finish(first, {value: this.#value(depth)})
    if (next && /^(=|\+=|:=)$/.test(next.value)) {
      this.#at++
      return this.#finish(first, {operator: next.value, value: this.#value(depth)})
    }
    this.#problem(`"=" is missing behind ${first.value}`, first)
    return undefined
  }

  #condition(first: Token, depth: number): LighttpdDirective | undefined {
    this.#at++
    const isElse = first.value === 'else'
    const condition = isElse ? this.#peek() : first
    let operator: string | undefined
    let value: LighttpdValue | undefined
    if (condition?.kind === 'condition') {
      if (isElse) this.#at++
      operator = this.#tokens[this.#at++]?.value
      value = this.#value(depth)
    }
    const open = this.#peek(true)
    if (open?.value !== '{' || depth >= MAX_DEPTH) {
      this.#problem('"{" is missing behind the condition', condition ?? first)
      return undefined
    }
    this.#at++
    const block = this.#statements(depth + 1)
    if (this.#peek(true)?.value === '}') this.#at++
    else this.#problem('the block is never closed, "}" is missing', first)
    const name = condition?.kind === 'condition' ? condition : first
    return {...this.#finish(name, {operator, value, block}), ...(isElse ? {isElse} : {})}
  }

  #finish(
    name: Token,
    parts: {
      operator?: string | undefined
      value?: LighttpdValue | undefined
      block?: readonly LighttpdDirective[]
    },
  ): LighttpdDirective {
    const end = this.#tokens[this.#at - 1]?.end ?? name.end
    return {
      name: name.value,
      nameSpan: this.#span(name.start, name.end),
      args: [],
      ...this.#span(name.start, end),
      ...(parts.operator === undefined ? {} : {operator: parts.operator}),
      ...(parts.value === undefined ? {} : {value: parts.value}),
      ...(parts.block ? {block: parts.block} : {}),
    }
  }

  #value(depth: number): LighttpdValue | undefined {
    const parts: LighttpdValue[] = []
    do {
      const part = this.#single(depth)
      if (!part) return undefined
      parts.push(part)
    } while (this.#takes('+'))
    if (parts.length === 1) return parts[0]
    return {...this.#span(parts[0]!.start, parts.at(-1)!.end), type: 'sum', parts}
  }

  #single(depth: number): LighttpdValue | undefined {
    const token = this.#peek(true)
    if (!token) return undefined
    this.#at++
    const span = this.#span(token.start, token.end)
    if (token.kind === 'text') return {...span, type: 'text', text: unquoted(token.value)}
    if (token.kind === 'number') return {...span, type: 'number', number: Number(token.value)}
    if (/^(enable|disable)$/.test(token.value)) return {...span, type: 'boolean', isOn: token.value === 'enable'}
    if (token.kind === 'name') return {...span, type: 'reference', name: token.value}
    if (token.value === '(' && depth < MAX_DEPTH) return this.#list(token, depth + 1)
    this.#problem(`unexpected ${JSON.stringify(token.value)}, a value is missing`, token)
    return undefined
  }

  #list(open: Token, depth: number): LighttpdValue | undefined {
    const items: LighttpdItem[] = []
    for (let token = this.#peek(true); token && token.value !== ')'; token = this.#peek(true)) {
      if (token.value === ',') {
        this.#at++
        continue
      }
      const key = this.#value(depth)
      if (!key) return undefined
      if (this.#takes('=>')) {
        const value = this.#value(depth)
        if (!value) return undefined
        items.push({key: key.type === 'text' ? key.text : this.#text.slice(key.start, key.end), value})
      } else items.push({value: key})
    }
    const close = this.#peek(true)
    if (!close) this.#problem('the list is never closed, ")" is missing', open)
    else this.#at++
    return {...this.#span(open.start, close?.end ?? this.#text.length), type: 'list', items}
  }

  #takes(operator: string): boolean {
    if (this.#peek(true)?.value !== operator) return false
    this.#at++
    while (this.#tokens[this.#at]?.kind === 'line') this.#at++
    return true
  }

  /** The next token; with `overLines` the first one that is no end of a line, and everything before it is passed. */
  #peek(overLines = false): Token | undefined {
    if (overLines) while (this.#tokens[this.#at]?.kind === 'line') this.#at++
    return this.#tokens[this.#at]
  }

  #skipLine(): void {
    while (this.#at < this.#tokens.length && this.#tokens[this.#at]!.kind !== 'line') this.#at++
  }

  #span(start: number, end: number): Span {
    return {start, end, location: this.#lines.location(start, end)}
  }

  #problem(message: string, {start, end}: {start: number; end: number}): void {
    this.#problems.push({message, location: this.#lines.location(start, end)})
  }
}

/** lighttpd knows no escape but `\"` (`config_tokenizer`). */
function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll('\\"', '"')
}
