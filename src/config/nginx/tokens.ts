/** A piece of nginx configuration: a word, or one of `;`, `{`, `}`. */
export interface Token {
  readonly kind: 'word' | ';' | '{' | '}'
  readonly start: number
  readonly end: number
  readonly value: string
  readonly quote?: '"' | "'"
  /** A quote that is never closed, or text that sticks to a closing quote. */
  readonly problem?: string
}

const BLANK = /[ \t\r\n]/
/** nginx resolves these in words and in quotes alike (`src/core/ngx_conf_file.c`, `ngx_conf_read_token`). */
const ESCAPES: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\'}

/** Reads words as nginx does: blanks and `;{}` end a word, a quote or a comment only starts at the start of one. */
export function* tokens(text: string): Generator<Token, undefined, number | undefined> {
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    if (BLANK.test(character)) at++
    else if (character === '#') at = endOfLine(text, at)
    else {
      const token = isSpecial(character)
        ? ({kind: character, start: at, end: at + 1, value: character} as const)
        : character === '"' || character === "'"
          ? quoted(text, at, character)
          : word(text, at)
      // Whoever reads may have gone on by itself, over the code of another language.
      at = (yield token) ?? token.end
    }
  }
}

function isSpecial(character: string): character is ';' | '{' | '}' {
  return character === ';' || character === '{' || character === '}'
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function word(text: string, start: number): Token {
  let value = ''
  let at = start
  for (; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\' && at + 1 < text.length) value += escaped(text[++at]!)
    else if (character === '$' && text[at + 1] === '{') {
      value += '${'
      at++
    } else if (BLANK.test(character) || character === ';' || character === '{') break
    else value += character
  }
  return {kind: 'word', start, end: at, value}
}

function quoted(text: string, start: number, quote: '"' | "'"): Token {
  let value = ''
  let at = start + 1
  for (; at < text.length && text[at] !== quote; at++) {
    if (text[at] === '\\' && at + 1 < text.length) value += escaped(text[++at]!)
    else value += text[at]
  }
  const token = {kind: 'word', start, end: Math.min(at + 1, text.length), value, quote} as const
  if (at >= text.length) return {...token, problem: 'the quote is never closed'}
  const next = text[at + 1]
  if (next === undefined || BLANK.test(next) || /[;{)]/.test(next)) return token
  return {...token, problem: `unexpected ${JSON.stringify(next)} behind the closing quote`}
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\${character}`
}
