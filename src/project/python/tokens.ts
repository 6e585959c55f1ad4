/** A piece of Python source that is neither blank nor comment. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator'
  /** As it is written. */
  readonly text: string
  /** Of a string: what it means, escapes resolved. */
  readonly value?: string
  /** Of a string: `{name}` in it is replaced. */
  readonly isFormat?: boolean
  /** From 1, in UTF-16 units. */
  readonly line: number
  readonly column: number
}

/** One logical line: brackets and backslashes joined, `;` split. */
export interface LogicalLine {
  /** Columns of blank before it; a tab goes to the next multiple of 8. */
  readonly indent: number
  readonly tokens: readonly Token[]
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy
const NUMBER = /\.?\d[\w.]*/y
const STRING = /([a-zA-Z]{0,2})("""|'''|"|')/y
const OPERATOR = /->|:=|[=!<>]=|\*\*|\/\/|./suy
const OPENING = '([{'
const CLOSING = ')]}'

/** Reads Python as its own tokenizer does, as far as names, strings and structure go; whatever it is given, it ends. */
export function readLines(text: string): LogicalLine[] {
  return new Reader(text).read()
}

class Reader {
  readonly #text: string
  readonly #lines: LogicalLine[] = []
  #tokens: Token[] = []
  #at = 0
  #line = 1
  #lineStart = 0
  #depth = 0
  #indent = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): LogicalLine[] {
    this.#indent = this.#measureIndent()
    while (this.#at < this.#text.length) this.#step()
    this.#endLine()
    return this.#lines
  }

  #step(): void {
    const char = this.#text[this.#at]!
    if (char === '\n' || char === '\r') this.#newline()
    else if (char === ' ' || char === '\t' || char === '\f') this.#at += 1
    else if (char === '#') this.#skipComment()
    else if (char === '\\' && /[\r\n]/.test(this.#text[this.#at + 1] ?? '')) this.#continueLine()
    else this.#token()
  }

  #token(): void {
    const quote = this.#match(STRING)
    const name = this.#match(NAME)
    const number = this.#match(NUMBER)
    if (quote && isPrefix(quote[1]!)) this.#string(quote[1]!.toLowerCase(), quote[2]!)
    else if (name) this.#push('name', name[0])
    else if (number) this.#push('number', number[0])
    else this.#operator(this.#match(OPERATOR)![0])
  }

  #continueLine(): void {
    this.#at += 1
    this.#countLine()
  }

  #operator(text: string): void {
    if (text === ';' && this.#depth === 0) {
      this.#at += 1
      this.#endLine()
      return
    }
    if (OPENING.includes(text)) this.#depth += 1
    if (CLOSING.includes(text)) this.#depth = Math.max(0, this.#depth - 1)
    this.#push('operator', text)
  }

  #newline(): void {
    this.#countLine()
    if (this.#depth > 0) return
    this.#endLine()
    this.#indent = this.#measureIndent()
  }

  /** Past the line ending at the current place. */
  #countLine(): void {
    this.#at += this.#text.startsWith('\r\n', this.#at) ? 2 : 1
    this.#line += 1
    this.#lineStart = this.#at
  }

  #endLine(): void {
    if (this.#tokens.length > 0) this.#lines.push({indent: this.#indent, tokens: this.#tokens})
    this.#tokens = []
  }

  #measureIndent(): number {
    let columns = 0
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]
      if (char === ' ') columns += 1
      else if (char === '\t') columns += 8 - (columns % 8)
      else break
    }
    return columns
  }

  #skipComment(): void {
    while (this.#at < this.#text.length && !'\r\n'.includes(this.#text[this.#at]!)) this.#at += 1
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    return pattern.exec(this.#text)
  }

  #push(kind: Token['kind'], text: string): void {
    this.#tokens.push({kind, text, line: this.#line, column: this.#at - this.#lineStart + 1})
    this.#at += text.length
  }

  /** A string without an end stops at the end of its line, a triple-quoted one at the end of the file. */
  #string(prefix: string, quote: string): void {
    const [start, line, column] = [this.#at, this.#line, this.#at - this.#lineStart + 1]
    this.#at += prefix.length + quote.length
    const from = this.#at
    while (this.#at < this.#text.length && !this.#text.startsWith(quote, this.#at)) {
      const isBreak = '\r\n'.includes(this.#text[this.#at]!)
      if (isBreak && quote.length === 1) break
      if (this.#text[this.#at] === '\\') this.#at += 1
      if ('\r\n'.includes(this.#text[this.#at] ?? ' ')) this.#countLine()
      else this.#at += 1
    }
    const end = Math.min(this.#at, this.#text.length)
    if (this.#text.startsWith(quote, end)) this.#at = end + quote.length
    const raw = this.#text.slice(from, end)
    const value = prefix.includes('r') ? raw : unescaped(raw)
    const isFormat = prefix.includes('f') || prefix.includes('t')
    this.#tokens.push({kind: 'string', text: this.#text.slice(start, this.#at), value, isFormat, line, column})
  }
}

function isPrefix(text: string): boolean {
  return /^(|[rbuft]|[bft]r|r[bft])$/i.test(text)
}

const ESCAPES: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '\n': ''}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|\r\n|[\s\S])/g, (whole, code: string) => {
    if (code.length > 2) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return ESCAPES[code.replace('\r\n', '\n')] ?? whole
  })
}
