const MAX_HELD_BYTES = 65_536

/** Writes lines together, once for each turn of the event loop: a pipe or a file is written to synchronously. */
export class LineWriter {
  readonly #stream: NodeJS.WritableStream
  #held = ''

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream
  }

  line(text: string): void {
    if (this.#held === '') setImmediate(() => this.flush())
    this.#held += `${text}\n`
    if (this.#held.length > MAX_HELD_BYTES) this.flush()
  }

  flush(): void {
    const text = this.#held
    this.#held = ''
    if (text !== '') this.#stream.write(text)
  }
}
