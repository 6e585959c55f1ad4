import {isByteString} from './bytes.js'
import {MAX_BLOCK_BYTES} from './packet.js'

/** Native code writes a text at once; its call costs as much as a loop over this many characters. */
const LONG_TEXT = 40
/** A known name is written in words of eight bytes, so some bytes behind it are touched. */
const WORD_BYTES = 8
/** Of the names kept as words: how many, how long, and for how many places of a block. */
const MAX_NAMES = 1024
const MAX_NAME_LENGTH = 64
const MAX_PLACES = 256
/** Room for a few hundred usual blocks. */
const MEMORY_BYTES = 1 << 18

/** What `write(text, offset, 'latin1')` does, without finding out what latin1 means: it has no type. */
interface Latin1Buffer extends Buffer {
  latin1Write(text: string, offset: number): number
}

/** A name as the wire has it, its size before it. */
interface KnownName {
  readonly name: string
  readonly words: Float64Array
}

/** Blocks are written one behind the other into memory that is used once: a finished one is a view, nothing is copied. */
const memory: {bytes: Latin1Buffer; view: DataView; used: number} = {
  bytes: Buffer.alloc(0) as Latin1Buffer,
  view: new DataView(new ArrayBuffer(0)),
  used: 0,
}

/** Names are a small vocabulary, and a web server sends them in the same order again and again. */
const knownNames = new Map<string, KnownName>()
const lastNames: (KnownName | undefined)[] = []

/**
 * Writes a block of sizes and texts. `undefined` when it cannot be: an empty name, a character above 0xFF, over 65,535 bytes.
 * Written for speed: `npm run bench:codec` says what each line is worth.
 */
export function writeBlock(vars: readonly (readonly [name: string, value: string])[]): Buffer | undefined {
  makeRoom()
  const {bytes, view, used: start} = memory
  const limit = start + MAX_BLOCK_BYTES - 4
  let at = start
  let seen = 0 // all character codes or-ed together
  for (let place = 0; place < vars.length; place++) {
    const name = vars[place]![0] // by index: destructuring goes through an iterator
    const value = vars[place]![1]
    if (name.length === 0 || !(at + name.length + value.length <= limit)) return undefined
    const last = lastNames[place]
    const known = last?.name === name ? last : recall(name, place)
    if (known) writeKnown(view, at, known.words)
    else seen |= writeUnknown(bytes, view, at, name)
    at += 2 + name.length
    view.setUint16(at, value.length, true)
    at += 2
    seen |= value.length < LONG_TEXT ? writeShort(bytes, view, at, value) : writeLong(bytes, at, value)
    at += value.length
  }
  if (seen > 0xff) return undefined
  memory.used = at
  return bytes.subarray(start, at)
}

function makeRoom(): void {
  if (memory.bytes.length - memory.used >= MAX_BLOCK_BYTES + WORD_BYTES) return
  memory.bytes = Buffer.allocUnsafeSlow(MEMORY_BYTES) as Latin1Buffer
  memory.view = new DataView(memory.bytes.buffer)
  memory.used = 0
}

function recall(name: string, place: number): KnownName | undefined {
  const known = knownNames.get(name) ?? learn(name)
  if (place < MAX_PLACES) lastNames[place] = known
  return known
}

/** Keeps a name, if it is ASCII: eight bytes of that are never a NaN, which would not survive as a number. */
function learn(name: string): KnownName | undefined {
  if (name.length > MAX_NAME_LENGTH || knownNames.size >= MAX_NAMES || !/^[ -~]+$/.test(name)) return undefined
  const bytes = Buffer.alloc(Math.ceil((2 + name.length) / WORD_BYTES) * WORD_BYTES)
  bytes.writeUInt16LE(name.length)
  bytes.write(name, 2, 'latin1')
  const words = Float64Array.from({length: bytes.length / WORD_BYTES}, (_, i) => bytes.readDoubleLE(WORD_BYTES * i))
  const known = {name, words}
  knownNames.set(name, known)
  return known
}

function writeKnown(view: DataView, at: number, words: Float64Array): void {
  for (let i = 0; i < words.length; i++) view.setFloat64(at + WORD_BYTES * i, words[i]!, true)
}

/** Returns the character codes or-ed together, as the other two do. */
function writeUnknown(bytes: Latin1Buffer, view: DataView, at: number, name: string): number {
  view.setUint16(at, name.length, true)
  return writeLong(bytes, at + 2, name)
}

function writeLong(bytes: Latin1Buffer, start: number, text: string): number {
  bytes.latin1Write(text, start)
  return isByteString(text) ? 0 : 0x100
}

/** Four characters a step. */
function writeShort(bytes: Buffer, view: DataView, start: number, text: string): number {
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
