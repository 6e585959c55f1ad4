import type {AnchorScan} from './anchor-scan.js'

/** A line of a log in which an anchor stands, or that was asked for with {@link LineScan.follow}. */
export interface ScannedLine {
  /** As UTF-8; of a very long line the part around its first anchor. */
  readonly text: string
  /** From 1. */
  readonly number: number
  /** The anchors in it, by their numbers in the scan; none in a line that was followed. */
  readonly anchors: readonly number[]
  /** Lines before it, the nearest first, at most `count`, as far as they are at hand. */
  before(count: number): string[]
}

/** Bytes of a line that are looked at; a log with longer ones is cut. */
export const MAX_LINE_BYTES = 1 << 16
const SHOWN_BYTES = 8192
const NEWLINE = 10

/** Cuts chunks into lines and hands out those that may matter. Memory: one chunk and one line of at most 64 KB. */
export class LineScan {
  readonly #scan: AnchorScan
  readonly #take: (line: ScannedLine) => void
  #rest: Buffer = Buffer.alloc(0)
  #isSkipping = false
  #following = 0
  /** Lines so far. */
  lines = 0

  constructor(scan: AnchorScan, take: (line: ScannedLine) => void) {
    this.#scan = scan
    this.#take = take
  }

  /** Hands out the next lines whatever stands in them. */
  follow(count: number): void {
    this.#following = count
  }

  push(chunk: Buffer): void {
    let data = chunk
    if (this.#isSkipping) {
      const end = data.indexOf(NEWLINE)
      if (end === -1) return
      this.#isSkipping = false
      data = data.subarray(end + 1)
    }
    if (this.#rest.length > 0) data = Buffer.concat([this.#rest, data])
    const end = data.lastIndexOf(NEWLINE) + 1
    this.#lines(data, end)
    this.#keep(data.subarray(end))
  }

  end(): void {
    if (this.#rest.length > 0) this.#lines(this.#rest, this.#rest.length)
    this.#rest = Buffer.alloc(0)
  }

  #keep(rest: Buffer): void {
    if (rest.length < MAX_LINE_BYTES) {
      this.#rest = Buffer.from(rest) // the chunk's memory is not ours to hold
      return
    }
    this.#lines(rest, MAX_LINE_BYTES)
    this.#rest = Buffer.alloc(0)
    this.#isSkipping = true
  }

  #lines(data: Buffer, end: number): void {
    let from = 0
    while (from < end) {
      const hit = this.#following > 0 ? from : this.#scan.find(data, from, end)
      if (hit === -1) break
      const start = hit === 0 ? 0 : data.lastIndexOf(NEWLINE, hit - 1) + 1
      this.lines += newlines(data, from, start)
      const newline = data.indexOf(NEWLINE, hit)
      const stop = newline === -1 || newline > end ? end : newline
      this.lines++
      this.#hand(data, start, stop, hit)
      from = stop + 1
    }
    if (from < end) this.lines += newlines(data, from, end) + (data[end - 1] === NEWLINE ? 0 : 1)
  }

  #hand(data: Buffer, start: number, stop: number, hit: number): void {
    const isFollowed = this.#following > 0
    if (isFollowed) this.#following--
    const first = stop - start > SHOWN_BYTES ? Math.max(start, hit - SHOWN_BYTES / 2) : start
    const last = Math.min(stop, first + SHOWN_BYTES)
    const anchors = this.#scan.all(data, Math.max(first, hit), last) // none stands before the first
    this.#take({
      text: data.toString('utf8', first, data[last - 1] === 13 ? last - 1 : last),
      number: this.lines,
      anchors,
      before: (count) => linesBefore(data, start, count),
    })
  }
}

function newlines(data: Buffer, from: number, end: number): number {
  let count = 0
  for (let at = data.indexOf(NEWLINE, from); at !== -1 && at < end; at = data.indexOf(NEWLINE, at + 1)) count++
  return count
}

function linesBefore(data: Buffer, start: number, count: number): string[] {
  const lines: string[] = []
  let end = start - 1
  while (lines.length < count && end > 0) {
    const begin = data.lastIndexOf(NEWLINE, end - 1) + 1
    lines.push(data.toString('latin1', begin, Math.min(end, begin + SHOWN_BYTES)))
    end = begin - 1
  }
  return lines
}
