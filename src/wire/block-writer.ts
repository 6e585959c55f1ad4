import {isByteString} from './bytes.js'
import {MAX_BLOCK_BYTES} from './packet.js'

/** Native code writes a text at once; its call costs as much as a loop over this many characters. */
const LONG_TEXT = 40
/** Of the names kept as bytes, and of their places in a block. */
const MAX_KNOWN_BYTES = 64
const MAX_KNOWN_NAMES = 256
/** A block is written in words of four bytes, so up to three behind it are touched. */
const OVERSHOOT = 4
/** Room for a few hundred usual blocks. */
const MEMORY_BYTES = 1 << 18

/** What `write(text, offset, 'latin1')` does, without finding out what latin1 means: it has no type. */
interface Latin1Buffer extends Buffer {
  latin1Write(text: string, offset: number): number
}

/** A name as the wire has it, its size before it. */
interface KnownName {
  readonly name: string
  readonly words: Int32Array
}

/** Blocks are written one behind the other into memory that is used once: a finished one is a view, nothing is copied. */
const memory: {bytes: Latin1Buffer; view: DataView; used: number} = {
  bytes: Buffer.alloc(0) as Latin1Buffer,
  view: new DataView(new ArrayBuffer(0)),
  used: 0,
}

/** A web server sends the same names in the same order, again and again: the last one in each place of a block. */
const knownNames: KnownName[] = []

/**
 * Writes a block of sizes and texts. `undefined` when it cannot be: an empty name, a character above 0xFF, over 65,535 bytes.
 * Written for speed; `npm run bench:codec` has the figures.
 */
export function writeBlock(vars: readonly (readonly [name: string, value: string])[]): Buffer | undefined {
  makeRoom()
  const {bytes, view, used: start} = memory
  const limit = start + MAX_BLOCK_BYTES - 4
  let at = start
  for (let place = 0; place < vars.length; place++) {
    const name = vars[place]![0] // by index: destructuring goes through an iterator
    const value = vars[place]![1]
    if (name.length === 0 || !(at + name.length + value.length <= limit)) return undefined
    const known = knownNames[place]
    at = known?.name === name ? writeKnown(view, at, known) : writeName(bytes, view, at, name, place)
    if (at < 0) return undefined
    at = writeText(bytes, view, at, value)
    if (at < 0) return undefined
  }
  memory.used = at
  return bytes.subarray(start, at)
}

function makeRoom(): void {
  if (memory.bytes.length - memory.used >= MAX_BLOCK_BYTES + OVERSHOOT) return
  memory.bytes = Buffer.allocUnsafeSlow(MEMORY_BYTES) as Latin1Buffer
  memory.view = new DataView(memory.bytes.buffer)
  memory.used = 0
}

/** Returns the offset behind it, as all of these do. */
function writeKnown(view: DataView, at: number, {name, words}: KnownName): number {
  for (let i = 0; i < words.length; i++) view.setInt32(at + 4 * i, words[i]!, true)
  return at + 2 + name.length
}

/** Writes a name, and keeps its bytes for the next time. */
function writeName(bytes: Latin1Buffer, view: DataView, at: number, name: string, place: number): number {
  const end = writeText(bytes, view, at, name)
  if (end >= 0 && place < MAX_KNOWN_NAMES && name.length <= MAX_KNOWN_BYTES) {
    const words = Int32Array.from({length: Math.ceil((end - at) / 4)}, (_, i) => view.getInt32(at + 4 * i, true))
    knownNames[place] = {name, words}
  }
  return end
}

/** Writes a size and a text; -1 for a character above 0xFF. */
function writeText(bytes: Latin1Buffer, view: DataView, at: number, text: string): number {
  const size = text.length
  const start = at + 2
  view.setUint16(at, size, true)
  if (size < LONG_TEXT) return writeShort(bytes, view, start, text) > 0xff ? -1 : start + size
  return isByteString(text) ? start + bytes.latin1Write(text, start) : -1
}

/** Writes a text, four characters a step; all their codes or-ed together. */
function writeShort(bytes: Latin1Buffer, view: DataView, start: number, text: string): number {
  const size = text.length
  let seen = 0
  let i = 0
  for (; i + 3 < size; i += 4) {
    const a = text.charCodeAt(i)
    const b = text.charCodeAt(i + 1)
    const c = text.charCodeAt(i + 2)
    const d = text.charCodeAt(i + 3)
    seen |= a | b | c | d
    view.setInt32(start + i, a | (b << 8) | (c << 16) | (d << 24), true)
  }
  for (; i < size; i++) {
    const code = text.charCodeAt(i)
    seen |= code
    bytes[start + i] = code
  }
  return seen
}
