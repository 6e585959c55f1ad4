import {asText} from './output.js'

/** How much of something is looked at to tell text from binary. */
export const SAMPLE_BYTES = 4096
const BINARY_SHARE = 0.1
// biome-ignore lint/suspicious/noControlCharactersInRegex: what text has not; escape sequences are text, if hostile
const STRANGE = /[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]/g

/** Whether bytes are nothing for a person: a NUL, or too many bytes that are neither text nor UTF-8. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  if (sample.includes(0)) return true
  const strange = new TextDecoder().decode(sample, {stream: true}).match(STRANGE)?.length ?? 0
  return strange > sample.length * BINARY_SHARE
}

/** A byte string for a JSON document: as text if it is UTF-8, else one character for each byte. */
export function byteText(text: string): string {
  return asText(Buffer.from(text, 'latin1')) ?? text
}
