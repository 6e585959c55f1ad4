const NOTHING = Buffer.alloc(0)

/**
 * What came and is not read yet. Appending costs what is appended, however small the pieces: room doubles when it runs out.
 * Bytes once handed out stay as they are.
 */
export class PendingBytes {
  #memory: Buffer = NOTHING
  #start = 0
  #end = 0

  get length(): number {
    return this.#end - this.#start
  }

  /** All of it: a view. */
  get bytes(): Buffer {
    return this.#memory.subarray(this.#start, this.#end)
  }

  append(chunk: Buffer): void {
    if (chunk.length === 0) return
    if (this.length === 0) {
      // The caller's memory, not to be written to: it has no room, so what comes next moves to memory of its own.
      this.#memory = chunk
      this.#start = 0
      this.#end = chunk.length
      return
    }
    if (this.#end + chunk.length > this.#memory.length) this.#grow(this.length + chunk.length)
    this.#end += chunk.copy(this.#memory, this.#end)
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.#start = Math.min(this.#start + count, this.#end)
    if (this.#start < this.#end) return
    this.#memory = NOTHING
    this.#start = this.#end = 0
  }

  #grow(needed: number): void {
    const memory = Buffer.allocUnsafeSlow(needed * 2)
    this.#end = this.bytes.copy(memory)
    this.#start = 0
    this.#memory = memory
  }
}
