import {usageError} from '../errors.js'
import {asBuffer, checkByteString} from './bytes.js'
import {badBlock} from './decode-error.js'
import {checkBlockSize, MAX_BLOCK_BYTES} from './packet.js'

/**
 * Encodes an array block: what RPC takes. Items are byte strings.
 *
 *     +----------------+======+
 *     | item size, LE  | item |   … repeated
 *     |    2 bytes     |      |
 *     +----------------+======+
 *
 * uWSGI drops an empty item, and refuses a block whose last one is empty; that is for the caller to know.
 *
 * @throws TsgiError `TSGI_BAD_ITEM` for an item over 65,535 bytes or with a character above 0xFF, `TSGI_PACKET_TOO_BIG` when
 * all of them together are over 65,535 bytes.
 */
export function encodeArray(items: Iterable<string>): Buffer {
  const list = [...items]
  let size = 0
  for (const [index, item] of list.entries()) {
    const {length} = checkByteString(item, `item ${index}`, 'TSGI_BAD_ITEM')
    if (length > MAX_BLOCK_BYTES) {
      throw usageError('TSGI_BAD_ITEM', `item ${index} is ${length} bytes; the wire holds at most ${MAX_BLOCK_BYTES}`)
    }
    size += 2 + length
  }
  const block = Buffer.allocUnsafe(checkBlockSize(size))
  let at = 0
  for (const item of list) {
    at = block.writeUInt16LE(item.length, at)
    at += block.write(item, at, 'latin1')
  }
  return block
}

/** Decodes an array block to byte strings. @throws DecodeError when it is malformed. */
export function decodeArray(block: Uint8Array): string[] {
  const bytes = asBuffer(block)
  const items: string[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 2 > bytes.length) throw badBlock('an item size is cut off', at)
    const end = at + 2 + bytes.readUInt16LE(at)
    if (end > bytes.length) throw badBlock(`an item of ${end - at - 2} bytes runs over the end`, at)
    items.push(bytes.toString('latin1', at + 2, end))
    at = end
  }
  return items
}
