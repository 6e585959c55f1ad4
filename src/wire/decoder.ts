import {usageError} from '../errors.js'
import {asBuffer} from './bytes.js'
import {DecodeError} from './decode-error.js'
import {HEADER_BYTES, MAX_BLOCK_BYTES, type Packet} from './packet.js'
import {PendingBytes} from './pending-bytes.js'

export interface PacketDecoderOptions {
  /** The largest block taken, as uWSGI's `buffer-size`; 65,535 when undefined. */
  readonly maxBlockBytes?: number
}

/**
 * Turns chunks of a stream into packets. Knows nothing about sockets. Linear in what it is given however that is cut, and
 * keeps no more than the packet that is not whole yet, besides the chunk itself. Blocks are views: of a chunk that held all of
 * one, or of memory that the decoder does not touch again.
 */
export class PacketDecoder {
  readonly #pending = new PendingBytes()
  readonly #maxBlockBytes: number
  #failure: DecodeError | undefined

  constructor({maxBlockBytes = MAX_BLOCK_BYTES}: PacketDecoderOptions = {}) {
    if (!(maxBlockBytes >= 0)) throw usageError('TSGI_BAD_LIMIT', `maxBlockBytes is ${maxBlockBytes}; it is a size`)
    this.#maxBlockBytes = maxBlockBytes
  }

  /**
   * Adds a chunk; yields each packet that is whole. A caller may stop early and come back with an empty chunk.
   *
   * @throws DecodeError `TSGI_BAD_PACKET` as soon as a header announces a block over the limit: HTTP, TLS, or a block too big.
   * Where the next packet would start is then unknown, so every later chunk is refused the same way.
   */
  *push(chunk: Uint8Array): Generator<Packet> {
    if (this.#failure) throw this.#failure
    this.#pending.append(asBuffer(chunk))
    while (this.#pending.length >= HEADER_BYTES) {
      const header = this.#pending.bytes
      const size = header.readUInt16LE(1)
      if (size > this.#maxBlockBytes) {
        this.#failure = new DecodeError(
          'TSGI_BAD_PACKET',
          `a block of ${size} bytes; at most ${this.#maxBlockBytes} are taken`,
          1,
        )
        throw this.#failure
      }
      const end = HEADER_BYTES + size
      if (header.length < end) return
      this.#pending.drop(end) // before the yield: a caller may stop after one packet
      yield {modifier1: header[0]!, modifier2: header[3]!, body: header.subarray(HEADER_BYTES, end)}
    }
  }

  /** Bytes received that do not yet form a packet. */
  get buffered(): number {
    return this.#pending.length
  }

  /** Takes what is behind the last packet: the start of a request's body, say. The decoder is empty after it. */
  takeRest(): Buffer {
    const rest = this.#pending.bytes
    this.#pending.drop(rest.length)
    return rest
  }
}
