/** Bytes of a window that decide at once. */
const BLOCK = 3
const SLOTS = 0x10000

/** Where three bytes stand in the tables; different ones may share a slot, which costs a comparison. */
function slotOf(one: number, two: number, three: number): number {
  return ((one << 10) ^ (two << 5) ^ three) & 0xffff
}

/**
 * Finds any of many words in bytes, in one pass that looks at few of them (Wu and Manber's algorithm).
 *
 * The last three bytes of a window as long as the shortest word say how far the window may move on: three that stand in
 * no word let it jump over all of them. Only where the table says 0 are words compared.
 */
export class AnchorScan {
  readonly #words: readonly Buffer[]
  readonly #length: number
  readonly #shift: Uint8Array
  readonly #buckets: (readonly number[] | undefined)[]

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => Buffer.from(word, 'utf8'))
    this.#length = Math.min(...this.#words.map((word) => word.length))
    if (this.#length < BLOCK) throw new RangeError(`an anchor has at least ${BLOCK} bytes`)
    this.#shift = new Uint8Array(SLOTS).fill(Math.min(this.#length - BLOCK + 1, 255))
    this.#buckets = new Array(SLOTS)
    for (const [index, word] of this.#words.entries()) this.#add(index, word)
  }

  #add(index: number, word: Buffer): void {
    for (let at = BLOCK - 1; at < this.#length; at++) {
      const slot = slotOf(word[at - 2]!, word[at - 1]!, word[at]!)
      this.#shift[slot] = Math.min(this.#shift[slot]!, this.#length - 1 - at)
    }
    const slot = this.#slotAt(word, 0)
    this.#buckets[slot] = [...(this.#buckets[slot] ?? []), index]
  }

  /** The slot of the window that begins there. */
  #slotAt(data: Uint8Array, start: number): number {
    const last = start + this.#length - 1
    return slotOf(data[last - 2]!, data[last - 1]!, data[last]!)
  }

  /** Where the next word begins, at `from` or behind it, wholly before `end`; -1 where there is none. */
  find(data: Uint8Array, from: number, end: number): number {
    const shift = this.#shift
    const length = this.#length
    let at = from + length - 1
    while (at < end) {
      const slot = slotOf(data[at - 2]!, data[at - 1]!, data[at]!)
      const step = shift[slot]!
      if (step !== 0) {
        at += step
        continue
      }
      const start = at - length + 1
      if (this.#wordAt(this.#buckets[slot] ?? [], data, start, end) !== -1) return start
      at++
    }
    return -1
  }

  #wordAt(bucket: readonly number[], data: Uint8Array, start: number, end: number): number {
    for (const index of bucket) if (this.#isAt(index, data, start, end)) return index
    return -1
  }

  #isAt(index: number, data: Uint8Array, start: number, end: number): boolean {
    const word = this.#words[index]!
    const {length} = word
    if (start + length > end) return false
    for (let at = 0; at < length; at++) if (word[at] !== data[start + at]) return false
    return true
  }

  /** Every word that lies between the two places, each once. */
  all(data: Uint8Array, from: number, end: number): readonly number[] {
    const found: number[] = []
    for (let at = this.find(data, from, end); at !== -1; at = this.find(data, at + 1, end)) {
      // Words that begin alike share a place: each is compared.
      const bucket = this.#buckets[this.#slotAt(data, at)]!
      for (const index of bucket) if (!found.includes(index) && this.#isAt(index, data, at, end)) found.push(index)
    }
    return found
  }
}
