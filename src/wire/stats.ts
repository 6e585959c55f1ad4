import {badAnswer} from './decode-error.js'

/** Deeper than any stats server writes. */
const MAX_DEPTH = 64

/**
 * Reads what a stats server wrote. uWSGI escapes next to nothing: bytes of requests come as they are, and so do quotes in paths
 * (`core/stats.c`). What is no UTF-8 is read as Latin-1, and strings are mended where JSON would end them early.
 *
 * @throws DecodeError `TSGI_BAD_ANSWER` when it is no object even so.
 */
export function decodeStats(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const text = textOf(bytes)
  // What begins otherwise is not worth mending, and may be large.
  const document = parsed(text) ?? (/^\s{0,1000}\{/.test(text) ? parsed(mended(text)) : undefined)
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    throw badAnswer('no JSON object, as a stats server sends', bytes.length)
  }
  return document as Record<string, unknown>
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

function parsed(text: string): unknown {
  if (isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isTooDeep(text: string): boolean {
  return new RegExp(`^\\s*(?:[[{]\\s*){${MAX_DEPTH}}`).test(text.slice(0, 1 << 16))
}

/** Escapes inside of strings what JSON does not take there: control characters, lone backslashes, quotes that end nothing. */
function mended(text: string): string {
  const parts: string[] = []
  let [isString, from] = [false, 0]
  const replace = (at: number, length: number, by: string) => {
    parts.push(text.slice(from, at), by)
    from = at + length
  }
  for (let at = text.indexOf('"'); at !== -1 && at < text.length; at++) {
    const character = text[at]!
    if (!isString) isString = character === '"'
    else if (character === '\\') {
      const sequence = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0]
      if (sequence === undefined) replace(at, 1, '\\\\')
      else at += sequence.length - 1
    } else if (character === '"') {
      isString = !endsString(text, at)
      if (isString) replace(at, 1, '\\"')
    } else if (character < ' ') replace(at, 1, `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  }
  return [...parts, text.slice(from)].join('')
}

/** Behind the end of a string stands a colon, or what separates and closes. */
function endsString(text: string, at: number): boolean {
  return /^\s*(?:[:}\]]|,\s*(?:["{[\d-]|$)|$)/.test(text.slice(at + 1, at + 40))
}
