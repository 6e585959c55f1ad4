const NOTHING = Buffer.alloc(0)

/**
 * What came and is not read yet. Appending costs what is appended, however small the pieces: room doubles when it runs out.
 * Bytes once handed out stay as they are.
 */
export class PendingBytes {
  #memory: Buffer = NOTHING
  #start = 0
  #end = 0
  /** False while the memory is a chunk of the caller's, which must not be written to. */
  #owned = false

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
      this.#memory = chunk
      this.#start = 0
      this.#end = chunk.length
      this.#owned = false
      return
    }
    if (!this.#owned || this.#end + chunk.length > this.#memory.length) this.#grow(this.length + chunk.length)
    this.#end += chunk.copy(this.#memory, this.#end)
  }

  /** Forgets the first bytes. */
  drop(count: number): void {
    this.#start = Math.min(this.#start + count, this.#end)
    if (this.#start < this.#end) return
    this.#memory = NOTHING
    this.#start = this.#end = 0
    this.#owned = false
  }

  #grow(needed: number): void {
    const memory = Buffer.allocUnsafeSlow(needed * 2)
    this.#end = this.bytes.copy(memory)
    this.#start = 0
    this.#memory = memory
    this.#owned = true
  }
}
