import type {Location} from '../diagnostics.js'

/** Tells line and column of an offset into a text; both count from 1, columns in UTF-16 units. */
export class Lines {
  readonly #file: string
  readonly #starts: number[] = [0]

  constructor(text: string, file: string) {
    this.#file = file
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  /** The place from `start` up to `end`. */
  location(start: number, end = start): Location {
    const [line, column] = this.#place(start)
    const [endLine, endColumn] = this.#place(end)
    return {file: this.#file, line, column, endLine, endColumn}
  }

  /** The offset at which a line starts; lines count from 1. */
  startOf(line: number): number {
    return this.#starts[Math.min(Math.max(line, 1), this.#starts.length) - 1]!
  }

  #place(offset: number): [line: number, column: number] {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return [low + 1, offset - this.#starts[low]! + 1]
  }
}
