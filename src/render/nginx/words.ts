import {matching, oneLine, unsafeValue, wholeNumber} from '../unsafe.js'

/** Nginx reads its files in pieces of 4,096 bytes and refuses a word that is longer; half of it leaves room for what we add. */
const MAX_WORD_BYTES = 2048
/** Needs no quotes, wherever it stands. */
const BARE = /^[\w./:@%+=,-]+$/
const LABEL = '[a-z\\d_](?:[a-z\\d_-]{0,61}[a-z\\d_])?'
const SERVER_NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*(?:\\.\\*)?$`)

/** A value as one word of an Nginx configuration, in quotes where it needs them. */
export function nginxWord(field: string, value: string): string {
  const quoted = quotedWord(field, value)
  return BARE.test(value) ? value : quoted
}

/** The same, always in quotes: where a bracket may follow. */
export function quotedWord(field: string, value: string): string {
  oneLine(field, value)
  if (value === '') throw unsafeValue(field, value, 'it is empty')
  if (value.includes('$'))
    throw unsafeValue(field, value, 'Nginx takes a $ for a variable, and has no way to escape it')
  if (new TextEncoder().encode(value).length > MAX_WORD_BYTES) {
    throw unsafeValue(field, value, `it is longer than ${MAX_WORD_BYTES} bytes`)
  }
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** The path of a URL, decoded, as a `location` compares it: `/static/`. */
export function urlPath(field: string, value: string): string {
  const word = nginxWord(field, value)
  if (!value.startsWith('/')) throw unsafeValue(field, value, 'it does not begin with a slash')
  if (/[?#]/.test(value)) throw unsafeValue(field, value, 'a location is compared without query and fragment')
  if (value.split('/').some((step) => step === '.' || step === '..') || value.includes('//')) {
    throw unsafeValue(field, value, 'Nginx resolves . and .. and // before it looks for a location')
  }
  return word
}

/** A host name in ASCII, in lower case; `*.` may stand in front, `.*` at the end. */
export function serverName(value: string): string {
  const field = 'a server name'
  if (/[^\0-\x7f]/.test(value)) throw unsafeValue(field, value, 'it is not in ASCII; give the xn-- form of the name')
  const name = value.toLowerCase()
  if (name.length > 253) throw unsafeValue(field, value, 'a host name has 253 characters at most')
  if (/^(?:\d{1,3}\.){3}\d{1,3}$|^\[[\da-f:.]+\]$/.test(name)) return name
  return matching(field, name, SERVER_NAME, 'it is no host name, such as example.org or *.example.org')
}

/** Bytes as Nginx writes them: `16k`, `10m`. */
export function nginxSize(field: string, bytes: number): string {
  wholeNumber(field, bytes)
  if (bytes > 0 && bytes % 1_048_576 === 0) return `${bytes / 1_048_576}m`
  return bytes > 0 && bytes % 1024 === 0 ? `${bytes / 1024}k` : String(bytes)
}

/** `60s`. Nginx counts milliseconds in 32 bits where it must: a month is far below. */
export function nginxSeconds(field: string, seconds: number): string {
  if (seconds > 2_000_000) throw unsafeValue(field, seconds, 'Nginx takes no timeout that long')
  return `${wholeNumber(field, seconds)}s`
}
