import {usageError} from '../errors.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is allowed, and nothing above it
const ABOVE_A_BYTE = /[^\x00-\xff]/

/** The same memory as a Buffer; nothing is copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Whether each character is one byte. */
export function isByteString(text: string): boolean {
  return !ABOVE_A_BYTE.test(text)
}

/** Passes a byte string. @throws TsgiError with this code when a character is above 0xFF; `what` names the text. */
export function checkByteString(text: string, what: string, code: string): string {
  if (typeof text !== 'string') throw usageError(code, `${what} is no string but ${typeof text}`)
  if (isByteString(text)) return text
  throw usageError(
    code,
    `${what} has a character above 0xFF: a string here is a byte string`,
    'encode it as UTF-8 first: utf8Bytes(text)',
  )
}

/** Text from outside for a message: quoted, short, and without a character that acts on a terminal, C1 included. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return JSON.stringify(short).replace(/[\x7f-\x9f]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`)
}
