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

/** Bytes as text, if they are UTF-8; a character that the end cuts in two is left out where `isCut`. */
export function asText(bytes: Uint8Array, {isCut = false} = {}): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes, {stream: isCut})
  } catch {
    return undefined
  }
}

/** A byte string for a JSON document: as text if it is UTF-8, else one character for each byte. */
export function byteText(text: string): string {
  return asText(Buffer.from(text, 'latin1')) ?? text
}
