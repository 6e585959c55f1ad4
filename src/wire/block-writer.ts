import {isByteString} from './bytes.js'
import {MAX_BLOCK_BYTES} from './packet.js'

/** Native code writes a text at once; its call costs as much as a loop over this many characters. */
const LONG_TEXT = 40
/** What is known is written in words of eight bytes, so some bytes behind it are touched. */
const WORD_BYTES = 8
/** Of what is kept as words: how long a text, how many names, how many places of a block. */
const MAX_KNOWN_LENGTH = 96
const MAX_NAMES = 1024
const MAX_PLACES = 256
/** Room for a few hundred usual blocks. */
const MEMORY_BYTES = 1 << 18

/** What `write(text, offset, 'latin1')` does, without finding out what latin1 means: it has no type. */
interface Latin1Buffer extends Buffer {
  latin1Write(text: string, offset: number): number
}

/** A name as the wire has it, its size before it; or a whole variable. */
interface Known {
  readonly name: string
  readonly value: string
  readonly bytes: number
  readonly words: Float64Array
}

/** Blocks are written one behind the other into memory that is used once: a finished one is a view, nothing is copied. */
const memory: {bytes: Latin1Buffer; view: DataView; used: number} = {
  bytes: Buffer.alloc(0) as Latin1Buffer,
  view: new DataView(new ArrayBuffer(0)),
  used: 0,
}

/** Names are a small vocabulary. */
const knownNames = new Map<string, Known>()
/** One request is much like the next. By place in the block: the last name, the last value, and what came twice in a row. */
const lastNames: (Known | undefined)[] = []
const lastValues: string[] = []
const steadyVars: Known[] = []

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
    const steady = steadyVars[place]
    if (steady !== undefined && steady.value === value && steady.name === name) {
      at = writeKnown(view, at, steady)
      continue
    }
    const known = recall(name, place)
    if (known) writeKnown(view, at, known)
    else seen |= writeText(bytes, view, at, name)
    at += 2 + name.length
    seen |= writeText(bytes, view, at, value)
    at += 2 + value.length
    watch(name, value, place)
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

function recall(name: string, place: number): Known | undefined {
  const last = lastNames[place]
  if (last !== undefined && last.name === name) return last
  let known = knownNames.get(name)
  if (known === undefined && knownNames.size < MAX_NAMES && isKeepable(name)) {
    known = {name, value: '', ...wordsOf(name)}
    knownNames.set(name, known)
  }
  if (place < MAX_PLACES) lastNames[place] = known
  return known
}

/** Keeps a variable whose value came twice in a row. */
function watch(name: string, value: string, place: number): void {
  if (place >= MAX_PLACES || value.length > MAX_KNOWN_LENGTH) return
  if (lastValues[place] !== value) lastValues[place] = value
  else if (isKeepable(name) && isKeepable(value)) steadyVars[place] = {name, value, ...wordsOf(name, value)}
}

/** Short, and ASCII: eight bytes of that are never a NaN, which would not survive as a number. */
function isKeepable(text: string): boolean {
  return text.length <= MAX_KNOWN_LENGTH && /^[ -~]*$/.test(text)
}

function wordsOf(...texts: string[]): {bytes: number; words: Float64Array} {
  const size = texts.reduce((sum, text) => sum + 2 + text.length, 0)
  const bytes = Buffer.alloc(Math.ceil(size / WORD_BYTES) * WORD_BYTES)
  let at = 0
  for (const text of texts) {
    at = bytes.writeUInt16LE(text.length, at)
    at += bytes.write(text, at, 'latin1')
  }
  const words = Float64Array.from({length: bytes.length / WORD_BYTES}, (_, i) => bytes.readDoubleLE(WORD_BYTES * i))
  return {bytes: size, words}
}

function writeKnown(view: DataView, at: number, {bytes, words}: Known): number {
  for (let i = 0; i < words.length; i++) view.setFloat64(at + WORD_BYTES * i, words[i]!, true)
  return at + bytes
}

/** Writes a size and a text. Returns the character codes or-ed together, as the other two do. */
function writeText(bytes: Latin1Buffer, view: DataView, at: number, text: string): number {
  view.setUint16(at, text.length, true)
  return text.length < LONG_TEXT ? writeShort(bytes, view, at + 2, text) : writeLong(bytes, at + 2, text)
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
