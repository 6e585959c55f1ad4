import type {Address} from '../address.js'
import {usageError} from '../errors.js'
import {encodeArray} from '../wire/array.js'
import {encodePacket} from '../wire/packet.js'
import {encodeVars, type Var} from '../wire/vars.js'
import {type Answer, type AskOptions, ask, type NoAnswer} from './answer.js'

/** What goes into the block. Byte strings. */
export type Block =
  | {readonly kind: 'vars'; readonly vars: readonly Var[]}
  | {readonly kind: 'array'; readonly items: readonly string[]}
  | {readonly kind: 'bytes'; readonly bytes: Uint8Array}

export interface PacketQuestion {
  readonly modifier1?: number
  readonly modifier2?: number
  readonly block?: Block
  /** Sent behind the packet, as is. */
  readonly body?: Uint8Array
}

/** Whatever came back, undecoded: an answer as soon as it has a byte. */
export type PacketResult = Answer<Buffer> | NoAnswer

/** uWSGI keeps this many items of an array and drops the rest (`plugins/rpc`, `argc = 0xff`). */
export const MAX_ARRAY_ITEMS = 255

/**
 * The bytes of a packet and its body.
 *
 * @throws TsgiError, usage, for what does not fit: a modifier over a byte, a block over 65,535 bytes, an empty name, more than
 * 255 items or an empty one.
 */
export function packetBytes({modifier1 = 0, modifier2 = 0, block, body}: PacketQuestion): Buffer {
  const packet = encodePacket({modifier1, modifier2, body: blockBytes(block)})
  return body === undefined ? packet : Buffer.concat([packet, body])
}

/** Sends any packet and returns what comes back, to the end. */
export async function sendPacket(
  address: Address,
  question: PacketQuestion,
  options: AskOptions = {},
): Promise<PacketResult> {
  return ask(address, packetBytes(question), {...options, decode: (bytes) => bytes})
}

function blockBytes(block: Block | undefined): Uint8Array {
  if (block === undefined) return new Uint8Array()
  if (block.kind === 'bytes') return block.bytes
  if (block.kind === 'vars') return encodeVars(block.vars)
  if (block.items.length > MAX_ARRAY_ITEMS) {
    const message = `${block.items.length} items; uWSGI takes at most ${MAX_ARRAY_ITEMS} and drops the rest`
    throw usageError('TSGI_BAD_ITEM', message)
  }
  const empty = block.items.indexOf('')
  if (empty !== -1) throw usageError('TSGI_BAD_ITEM', `item ${empty + 1} is empty, which uWSGI drops`)
  return encodeArray(block.items)
}
