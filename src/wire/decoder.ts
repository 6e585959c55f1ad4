import {HEADER_BYTES, type Packet} from './packet.js'

/**
 * Turns chunks of a stream into packets. Knows nothing about sockets, and keeps at most one packet (64 KiB) of
 * complete input besides the chunk it was given.
 */
export class PacketDecoder {
  #pending: Buffer = Buffer.alloc(0);

  /** Adds a chunk; yields each packet that is whole. A caller may stop early and come back with an empty chunk. */
  *push(chunk: Uint8Array): Generator<Packet> {
    const added = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#pending = this.#pending.length === 0 ? added : Buffer.concat([this.#pending, added])

    while (this.#pending.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#pending.readUInt16LE(1)
      if (this.#pending.length < end) return

      const bytes = this.#pending.subarray(0, end)
      this.#pending = this.#pending.subarray(end) // before the yield: a caller may stop after one packet
      yield {modifier1: bytes[0]!, modifier2: bytes[3]!, body: bytes.subarray(HEADER_BYTES)}
    }
  }

  /** Bytes received that do not yet form a packet. */
  get buffered(): number {
    return this.#pending.length
  }

  /** Takes what is behind the last packet: the start of a request's body, say. The decoder is empty after it. */
  takeRest(): Buffer {
    const rest = this.#pending
    this.#pending = Buffer.alloc(0)
    return rest
  }
}
