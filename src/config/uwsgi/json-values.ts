/** A value of a JSON text with its place; numbers keep their spelling, objects all their members in order. */
export type JsonValue =
  | {readonly kind: 'string' | 'number' | 'word'; readonly text: string; readonly start: number; readonly end: number}
  | {readonly kind: 'array'; readonly items: readonly JsonValue[]; readonly start: number; readonly end: number}
  | {readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly start: number; readonly end: number}

export interface JsonMember {
  readonly name: string
  readonly nameStart: number
  readonly nameEnd: number
  readonly value: JsonValue
}

/** Where a JSON text stops being one. */
export class JsonError extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** `JSON.parse` tells no places, and nobody's configuration nests deeper. */
const MAX_DEPTH = 100
// Loops are unrolled: nothing to try twice in a string that never ends.
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const BETWEEN = /[ \t\r\n\v\f]*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)[ \t\r\n\v\f]*)*/y

/** Reads JSON with comments, as the parser of most builds of uWSGI (yajl) takes it. Throws {@link JsonError}. */
export function readJsonValue(text: string): {readonly value: JsonValue; readonly comments: readonly Range[]} {
  return new JsonReader(text).whole()
}

type Range = readonly [start: number, end: number]

class JsonReader {
  readonly #text: string
  readonly #comments: Range[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): {value: JsonValue; comments: readonly Range[]} {
    this.#skip()
    const value = this.#value(0)
    this.#skip()
    if (this.#at < this.#text.length) throw new JsonError('there is more behind the end', this.#at)
    return {value, comments: this.#comments}
  }

  #value(depth: number): JsonValue {
    const start = this.#at
    const sign = this.#text[start]
    if (depth > MAX_DEPTH) throw new JsonError('it nests too deep', start)
    if (sign === '{') return {kind: 'object', members: this.#members(depth), start, end: this.#at}
    if (sign === '[') return {kind: 'array', items: this.#items(depth), start, end: this.#at}
    if (sign === '"') return {kind: 'string', text: this.#string(), start, end: this.#at}
    const number = this.#match(NUMBER)
    if (number !== undefined) return {kind: 'number', text: number, start, end: this.#at}
    const word = this.#match(WORD)
    if (word !== undefined) return {kind: 'word', text: word, start, end: this.#at}
    throw new JsonError(sign === undefined ? 'it ends too early' : `${JSON.stringify(sign)} starts no value`, start)
  }

  #members(depth: number): JsonMember[] {
    return this.#list('}', () => {
      const nameStart = this.#at
      if (this.#text[nameStart] !== '"') throw new JsonError('a key must be a string', nameStart)
      const name = this.#string()
      const nameEnd = this.#at
      this.#skip()
      this.#take(':')
      this.#skip()
      return {name, nameStart, nameEnd, value: this.#value(depth + 1)}
    })
  }

  #items(depth: number): JsonValue[] {
    return this.#list(']', () => this.#value(depth + 1))
  }

  #list<T>(close: string, one: () => T): T[] {
    const found: T[] = []
    this.#at++
    this.#skip()
    while (this.#text[this.#at] !== close) {
      if (found.length > 0) this.#take(',')
      this.#skip()
      found.push(one())
      this.#skip()
    }
    this.#at++
    return found
  }

  #string(): string {
    const found = this.#match(STRING)
    if (found === undefined) throw new JsonError('a string does not end, or holds what no string may', this.#at)
    return JSON.parse(found) as string
  }

  #take(sign: string): void {
    if (this.#text[this.#at] !== sign) throw new JsonError(`${JSON.stringify(sign)} is missing`, this.#at)
    this.#at++
  }

  #skip(): void {
    const start = this.#at
    const between = this.#match(BETWEEN) ?? ''
    for (const {0: comment, index} of between.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)) {
      this.#comments.push([start + index, start + index + comment.length])
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }
}
