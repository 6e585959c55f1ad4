/**
 * Finds any of many words in bytes, in one pass that looks at few of them (Wu and Manber's algorithm).
 *
 * The last two bytes of a window as long as the shortest word say how far the window may move on: a pair that is in no
 * word lets it jump over all of them. Only where the table says 0 are words compared.
 */
export class AnchorScan {
  readonly #words: readonly Buffer[]
  readonly #length: number
  readonly #shift: Uint8Array
  readonly #buckets: (readonly number[] | undefined)[]
  /** The word that the last {@link find} found. */
  found = -1

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => Buffer.from(word, 'utf8'))
    this.#length = Math.min(...this.#words.map((word) => word.length))
    if (this.#length < 2) throw new RangeError('an anchor has at least two bytes')
    this.#shift = new Uint8Array(0x10000).fill(Math.min(this.#length - 1, 255))
    this.#buckets = new Array(0x10000)
    for (const [index, word] of this.#words.entries()) this.#add(index, word)
  }

  #add(index: number, word: Buffer): void {
    for (let at = 1; at < this.#length; at++) {
      const pair = (word[at - 1]! << 8) | word[at]!
      this.#shift[pair] = Math.min(this.#shift[pair]!, this.#length - 1 - at)
    }
    const last = (word[this.#length - 2]! << 8) | word[this.#length - 1]!
    this.#buckets[last] = [...(this.#buckets[last] ?? []), index]
  }

  /** Where the next word begins, at `from` or behind it, wholly before `end`; -1 where there is none. */
  find(data: Uint8Array, from: number, end: number): number {
    const shift = this.#shift
    const length = this.#length
    let at = from + length - 1
    while (at < end) {
      const pair = (data[at - 1]! << 8) | data[at]!
      const step = shift[pair]!
      if (step !== 0) {
        at += step
        continue
      }
      const start = at - length + 1
      const word = this.#wordAt(this.#buckets[pair]!, data, start, end)
      if (word !== -1) {
        this.found = word
        return start
      }
      at++
    }
    return -1
  }

  #wordAt(bucket: readonly number[], data: Uint8Array, start: number, end: number): number {
    for (const index of bucket) {
      const word = this.#words[index]!
      if (start + word.length > end) continue
      let at = 0
      while (at < word.length && word[at] === data[start + at]) at++
      if (at === word.length) return index
    }
    return -1
  }

  /** Every word that lies between the two places, each once. */
  all(data: Uint8Array, from: number, end: number): ReadonlySet<number> {
    const found = new Set<number>()
    for (let at = this.find(data, from, end); at !== -1; at = this.find(data, at + 1, end)) {
      // Words that begin alike share a place: each is compared.
      const pair = (data[at + this.#length - 2]! << 8) | data[at + this.#length - 1]!
      for (const index of this.#buckets[pair] ?? []) {
        if (this.#wordAt([index], data, at, end) !== -1) found.add(index)
      }
    }
    return found
  }
}
