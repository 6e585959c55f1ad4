import {usageError} from '../errors.js'

/** What a capture was written as. */
export type CaptureFormat = 'raw' | 'hex'

/** The bytes of a capture, and how they were written down. */
export interface Capture {
  readonly format: CaptureFormat
  readonly bytes: Buffer
}

const TEXT = /^[\t\n\r\x20-\x7e]*$/
/** `xxd`, `tcpdump -X`: an offset with a colon, groups, two spaces, the text (which may look like digits). */
const XXD = /^\s*(?:0x)?(?<offset>[\da-f]{4,16}):\s+(?<groups>[\da-f]+(?: [\da-f]+)*)(?:\s*$| {2,}.*$)/i
/** `hexdump -C`, `od -t x1`: an offset, single bytes, perhaps the text between bars. */
const HEXDUMP = /^(?<offset>[\da-f]{6,16})(?<groups>(?:\s+[\da-f]{2}(?![\da-f]))*)\s*(?:\|.*\||>.*<)?\s*$/i
/** `hexdump` without `-C`: 16-bit words in the order of the machine, which swaps each pair of bytes. */
const SWAPPED = /^[\da-f]{7}(?:\s+[\da-f]{4})+\s*$/i
/** Plain digits in any grouping; `0x`, `\x`, colons and commas between bytes. */
const PLAIN = /^(?:\s|0x|\\x|[,:;]|[\da-f]{2})+$/i

/**
 * Reads a capture: raw bytes as they are; a hex dump (`xxd`, `xxd -p`, `hexdump -C`, `od -t x1`, plain digits) as what it
 * stands for. A file is a dump when every line of it reads as one.
 *
 * @throws TsgiError `TSGI_BAD_HEX`, usage, for digits that are no bytes.
 */
export function readCapture(file: Uint8Array): Capture {
  const raw = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const text = raw.toString('latin1')
  if (!TEXT.test(text) || text.trim() === '') return {format: 'raw', bytes: raw}
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const isSwapped = (line: string) => SWAPPED.test(line) || isRepeat(line) || /^[\da-f]{7}\s*$/i.test(line)
  if (lines.every(isSwapped) && lines.some((line) => SWAPPED.test(line))) throw swapped()
  const dumped = dumpedBytes(lines, XXD) ?? dumpedBytes(lines, HEXDUMP)
  if (dumped) return {format: 'hex', bytes: dumped}
  if (PLAIN.test(text)) return {format: 'hex', bytes: parseHex(text)}
  if (/^[\s\da-f]+$/i.test(text)) throw badHex('an odd number of hex digits')
  return {format: 'raw', bytes: raw}
}

/**
 * Bytes written as hex digits, in any grouping: `64000000`, `64 00 00 00`, `0x64,0x00`, `\x64\x00`.
 *
 * @throws TsgiError `TSGI_BAD_HEX`, usage.
 */
export function parseHex(text: string): Buffer {
  const digits = text.replace(/0x|\\x|[\s,:;]/gi, '')
  const wrong = /[^\da-f]/i.exec(digits)
  if (wrong) throw badHex(`${JSON.stringify(wrong[0])} is no hex digit`)
  if (digits.length % 2 === 1) throw badHex('an odd number of hex digits')
  return Buffer.from(digits, 'hex')
}

/** The bytes of a dump with offsets, or nothing when a line is not of that form. `*` repeats the line before it. */
function dumpedBytes(lines: readonly string[], form: RegExp): Buffer | undefined {
  const bytes: number[] = []
  let last: readonly number[] = []
  let repeating = false
  let seen = 0
  for (const line of lines) {
    if (isRepeat(line)) {
      repeating = true
      continue
    }
    const groups = form.exec(line)?.groups
    if (!groups) return undefined
    // Without a colon the first line is a dump's only when it counts from 0: `64000000 00 00` is plain digits.
    if (seen === 0 && form === HEXDUMP && offsetOf(groups['offset']!) !== 0) return undefined
    if (repeating) repeatUntil(bytes, last, offsetOf(groups['offset']!))
    repeating = false
    seen++
    last = [...parseHex(groups['groups']!)]
    bytes.push(...last)
  }
  return seen > 0 && bytes.length > 0 ? Buffer.from(bytes) : undefined
}

function repeatUntil(bytes: number[], line: readonly number[], end: number): void {
  // A dump squeezes lines of one file; a packet and its body are far below this.
  if (line.length === 0 || end > 1 << 24) throw badHex('a "*" repeats nothing or more than 16 MiB')
  while (bytes.length + line.length <= end) bytes.push(...line)
}

/** `od` counts in octal, with seven digits. */
function offsetOf(digits: string): number {
  return Number.parseInt(digits, digits.length === 7 ? 8 : 16)
}

function isRepeat(line: string): boolean {
  return line.trim() === '*'
}

function badHex(reason: string) {
  return usageError('TSGI_BAD_HEX', `this is no hex: ${reason}`, 'write it like 64000000, or as xxd or hexdump -C do')
}

function swapped() {
  return usageError(
    'TSGI_BAD_HEX',
    'this dump has 16-bit words, each with its two bytes swapped: hexdump does that without -C',
    'dump it with: hexdump -C FILE  or  xxd FILE',
  )
}
