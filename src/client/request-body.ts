import {usageError} from '../errors.js'

/**
 * A request's body: its length is told to the server before the first byte, so it must be known.
 * `read` may be called more than once and yields exactly that many bytes.
 */
export interface RequestBody {
  readonly bytes: number
  read(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

/** A body in memory; a string is a byte string. */
export function bodyOf(content: string | Uint8Array | RequestBody): RequestBody {
  if (typeof content === 'string') return bodyOf(bytesOf(content))
  if (!(content instanceof Uint8Array)) return content
  return {bytes: content.length, read: () => [content]}
}

function bytesOf(text: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is allowed, and nothing above it
  if (/[^\x00-\xff]/.test(text)) {
    throw usageError(
      'TSGI_BAD_BODY',
      'the body has a character above 0xFF: a string here is a byte string',
      'Buffer.from(text)',
    )
  }
  return Buffer.from(text, 'latin1')
}
