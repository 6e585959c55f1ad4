import {type TsgiError, usageError} from '../errors.js'
import {asBuffer} from './bytes.js'
import {DecodeError} from './decode-error.js'

/** The header of every packet: modifier1, the size of the block, modifier2. */
export const HEADER_BYTES = 4
/** The size field is an unsigned 16-bit number (`uwsgi.h`, `struct uwsgi_header`). */
export const MAX_BLOCK_BYTES = 0xffff

export interface Packet {
  /** 0–255: which plugin answers. */
  readonly modifier1: number
  /** 0–255: meaning depends on modifier1. */
  readonly modifier2: number
  /** The block behind the header: variables, an array or raw bytes. A request's HTTP body is not part of it. */
  readonly body: Buffer
}

/** A packet to be encoded; what is left out is 0 or empty. */
export interface PacketInit {
  readonly modifier1?: number
  readonly modifier2?: number
  readonly body?: Uint8Array
}

/**
 * Encodes a uwsgi packet (`core/protocol.c`).
 *
 *     +-----------+----------------+-----------+=================+
 *     | modifier1 | block size, LE | modifier2 | block           |
 *     |  1 byte   |    2 bytes     |  1 byte   | 0..65535 bytes  |
 *     +-----------+----------------+-----------+=================+
 *
 * @throws TsgiError `TSGI_PACKET_TOO_BIG` for a block over 65,535 bytes, `TSGI_BAD_MODIFIER` for a modifier over a byte.
 */
export function encodePacket({modifier1 = 0, modifier2 = 0, body = new Uint8Array()}: PacketInit): Buffer {
  const packet = Buffer.allocUnsafe(HEADER_BYTES + checkBlockSize(body.length))
  packet[0] = checkModifier('modifier1', modifier1)
  packet.writeUInt16LE(body.length, 1)
  packet[3] = checkModifier('modifier2', modifier2)
  packet.set(body, HEADER_BYTES)
  return packet
}

/** A packet, and what lies behind it. */
export interface PacketAndRest extends Packet {
  /** Bytes behind the packet: a request's body, or a value that the block announces. A view of the input. */
  readonly rest: Buffer
}

/**
 * Reads the one packet that these bytes start with: a capture, a file, an answer that is complete. Chunks of a stream are for
 * `PacketDecoder`.
 *
 * @throws DecodeError `TSGI_BAD_PACKET` when it is cut off.
 */
export function readPacket(bytes: Uint8Array): PacketAndRest {
  const all = asBuffer(bytes)
  if (all.length < HEADER_BYTES) {
    throw new DecodeError(
      'TSGI_BAD_PACKET',
      `a packet starts with ${HEADER_BYTES} bytes; ${all.length} came`,
      all.length,
    )
  }
  const size = all.readUInt16LE(1)
  const end = HEADER_BYTES + size
  if (all.length < end) {
    const came = all.length - HEADER_BYTES
    throw new DecodeError('TSGI_BAD_PACKET', `the header announces a block of ${size} bytes; ${came} came`, all.length)
  }
  return {modifier1: all[0]!, modifier2: all[3]!, body: all.subarray(HEADER_BYTES, end), rest: all.subarray(end)}
}

/** Passes a block size that the header can hold. */
export function checkBlockSize(bytes: number): number {
  if (bytes <= MAX_BLOCK_BYTES) return bytes
  throw blockTooBig(bytes)
}

export function blockTooBig(bytes: number): TsgiError {
  return usageError(
    'TSGI_PACKET_TOO_BIG',
    `the block is ${bytes} bytes; the size field of a uwsgi packet holds at most ${MAX_BLOCK_BYTES}`,
    'send fewer or smaller variables; what is large belongs in the request body',
  )
}

function checkModifier(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 0xff) return value
  throw usageError('TSGI_BAD_MODIFIER', `${name} is ${value}; it is one byte, 0 to 255`)
}
