import type {Token} from './tokens.js'

/** What stands between the parentheses of a call or a definition. */
export interface Argument {
  /** Of `name=value`. */
  readonly name?: string
  readonly tokens: readonly Token[]
}

/** `callee(arguments)`. */
export interface Call {
  readonly callee: readonly Token[]
  readonly arguments: readonly Argument[]
}

/** The whole expression as a call; `undefined` for anything else. */
export function callOf(tokens: readonly Token[]): Call | undefined {
  if (tokens.at(-1)?.text !== ')' || tokens.at(-1)?.kind !== 'operator') return undefined
  const open = openingOf(tokens, tokens.length - 1)
  if (open < 1) return undefined
  return {callee: tokens.slice(0, open), arguments: argumentsOf(tokens.slice(open + 1, -1))}
}

/** `a.b.c` as text; `undefined` for anything else. */
export function dottedName(tokens: readonly Token[]): string | undefined {
  if (tokens.length % 2 === 0) return undefined
  const isName = tokens.every(({kind, text}, i) => (i % 2 === 0 ? kind === 'name' : text === '.'))
  return isName ? tokens.map(({text}) => text).join('') : undefined
}

/** Splits at the commas outside of brackets. */
export function splitAt(tokens: readonly Token[], separator: string): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    depth += depthOf(token)
    if (depth === 0 && token.kind === 'operator' && token.text === separator) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts.filter((part, i) => part.length > 0 || i < parts.length - 1)
}

export function argumentsOf(tokens: readonly Token[]): Argument[] {
  return splitAt(tokens, ',').map((part) => {
    const isNamed = part[0]?.kind === 'name' && part[1]?.kind === 'operator' && part[1].text === '='
    return isNamed ? {name: part[0]!.text, tokens: part.slice(2)} : {tokens: part}
  })
}

/** Without the parentheses around all of it. */
export function unwrapped(tokens: readonly Token[]): readonly Token[] {
  const isWrapped = tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' && openingOf(tokens, tokens.length - 1) === 0
  return isWrapped ? tokens.slice(1, -1) : tokens
}

/** Where the bracket that `close` closes was opened; -1 when nowhere. */
function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0
  for (let i = close; i >= 0; i--) {
    depth -= depthOf(tokens[i]!)
    if (depth === 0) return i
  }
  return -1
}

function depthOf({kind, text}: Token): number {
  if (kind !== 'operator') return 0
  return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0
}
