import {decodeArray} from './array.js'
import {asBuffer} from './bytes.js'
import {DecodeError} from './decode-error.js'
import {recogniseForeign} from './foreign.js'
import {Modifier1} from './modifiers.js'
import {HEADER_BYTES, readPacket} from './packet.js'
import {decodeVars, type Var} from './vars.js'

/** A variable, and where its name size stands in the capture. */
export interface LocatedVar {
  readonly offset: number
  /** Byte strings. */
  readonly name: string
  readonly value: string
}

/** An item of an array, and where its size stands in the capture. */
export interface LocatedItem {
  readonly offset: number
  readonly item: string
}

/** What the block of a packet holds, by what its modifiers mean. */
export type Content =
  | {readonly kind: 'vars'; readonly vars: readonly LocatedVar[]}
  | {readonly kind: 'array'; readonly items: readonly LocatedItem[]}
  | {readonly kind: 'bytes'; readonly bytes: Buffer}

export interface DissectedPacket {
  /** Where its header stands in the capture. */
  readonly offset: number
  readonly modifier1: number
  readonly modifier2: number
  /** Bytes of the block. */
  readonly size: number
  readonly content: Content
  /** What follows the block and belongs to it: a request's body, a value. */
  readonly body: Buffer
  /** Bytes of body that the packet announces; more than `body.length` when the capture is cut off. */
  readonly announced: number
}

export interface Dissection {
  readonly packets: readonly DissectedPacket[]
  /** What is behind the last packet: no packet, or beyond {@link MAX_PACKETS}. */
  readonly rest: Buffer
  readonly restOffset: number
}

/** So many packets of one capture are taken apart, and no more. */
export const MAX_PACKETS = 10_000

/**
 * Takes a capture apart: packets in a row, each with its body.
 *
 * @throws DecodeError when it does not begin with a whole packet, or when that means nothing and does not end with another;
 * its offset counts from the start of the capture.
 */
export function dissect(capture: Uint8Array): Dissection {
  const bytes = asBuffer(capture)
  const packets = [dissectPacket(bytes, 0)]
  let end = endOf(packets[0]!)
  while (end < bytes.length && packets.length < MAX_PACKETS) {
    const next = tryPacket(bytes, end)
    if (!next) break
    packets.push(next)
    end = endOf(next)
  }
  const rest = bytes.subarray(end)
  if (rest.length > 0 && isMeaningless(packets[0]!)) {
    const {modifier1} = packets[0]!
    throw new DecodeError(
      'TSGI_BAD_PACKET',
      `modifier1 ${modifier1} means nothing, and its block holds no variables`,
      0,
    )
  }
  return {packets, rest, restOffset: end}
}

/** Any four bytes are a header, and most files are longer than what their first bytes announce. */
function isMeaningless({modifier1, content}: DissectedPacket): boolean {
  return !isKnown(modifier1) && content.kind === 'bytes'
}

/** Variables with their places: strictly encoded, each takes 4 bytes, its name and its value. */
export function locateVars(vars: readonly Var[], offset: number): LocatedVar[] {
  let at = offset
  return vars.map(([name, value]) => {
    const located = {offset: at, name, value}
    at += 4 + name.length + value.length
    return located
  })
}

/** Bytes of body that variables announce: `size` of a cache value, else the leading digits of `CONTENT_LENGTH`. */
export function announcedBody(modifier1: number, vars: readonly LocatedVar[]): number {
  const name = modifier1 === Modifier1.cache ? 'size' : 'CONTENT_LENGTH'
  const value = vars.findLast((candidate) => candidate.name === name)?.value ?? ''
  return Number(/^\d{1,15}/.exec(value)?.[0] ?? 0)
}

function dissectPacket(bytes: Buffer, offset: number): DissectedPacket {
  const {modifier1, modifier2, body: block, rest} = locally(offset, () => readPacket(bytes.subarray(offset)))
  const content = contentOf(modifier1, modifier2, block, offset + HEADER_BYTES)
  const announced = bodySize(modifier1, content, rest.length)
  const body = rest.subarray(0, announced)
  return {offset, modifier1, modifier2, size: block.length, content, body, announced}
}

/** A further packet, or nothing: bytes that nobody announced may lie behind a packet. */
function tryPacket(bytes: Buffer, offset: number): DissectedPacket | undefined {
  if (recogniseForeign(bytes.subarray(offset))) return undefined
  try {
    return dissectPacket(bytes, offset)
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}

function contentOf(modifier1: number, modifier2: number, block: Buffer, offset: number): Content {
  const kind = kindOf(modifier1, modifier2, block)
  if (kind === 'bytes') return {kind, bytes: block}
  if (kind === 'array')
    return {
      kind,
      items: locateItems(
        locally(offset, () => decodeArray(block)),
        offset,
      ),
    }
  return {
    kind,
    vars: locateVars(
      locally(offset, () => decodeVars(block)),
      offset,
    ),
  }
}

/** By what the modifiers mean; a modifier that means nothing has variables when its block reads as such. */
function kindOf(modifier1: number, modifier2: number, block: Buffer): Content['kind'] {
  switch (modifier1) {
    case Modifier1.ping:
    case Modifier1.echo:
    case Modifier1.signal:
    case Modifier1.acknowledgement:
    case Modifier1.legion:
      return 'bytes'
    case Modifier1.cache:
      return modifier2 === 1 ? 'array' : [3, 4, 7, 17].includes(modifier2) ? 'vars' : 'bytes'
    case Modifier1.rpc: // a question has an array, an answer the result, and they look alike from outside
      if (modifier2 === 2 || modifier2 === 5) return 'vars'
      return decodes(() => decodeArray(block)) && block.length > 0 ? 'array' : 'bytes'
    default:
      return isKnown(modifier1) || decodes(() => decodeVars(block)) ? 'vars' : 'bytes'
  }
}

function bodySize(modifier1: number, content: Content, available: number): number {
  if (content.kind !== 'vars') return 0
  // A spool file: what is behind the block is the body, to the end. Over a socket there is none.
  if (modifier1 === Modifier1.spooler) return available
  return announcedBody(modifier1, content.vars)
}

function locateItems(items: readonly string[], offset: number): LocatedItem[] {
  let at = offset
  return items.map((item) => {
    const located = {offset: at, item}
    at += 2 + item.length
    return located
  })
}

function endOf(packet: DissectedPacket): number {
  return packet.offset + HEADER_BYTES + packet.size + packet.body.length
}

function isKnown(modifier1: number): boolean {
  return Object.values<number>(Modifier1).includes(modifier1)
}

function decodes(decode: () => unknown): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}

/** Runs a decoder on a part of the capture; its error counts from the start of the capture. */
function locally<T>(offset: number, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const code = error.code as 'TSGI_BAD_PACKET' | 'TSGI_BAD_BLOCK'
    throw new DecodeError(code, error.message.replace(/ \(at byte \d+\)$/, ''), offset + error.offset)
  }
}
