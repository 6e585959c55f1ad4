import {posix} from 'node:path'
import {argumentsOf, callOf, dottedName, splitAt, unwrapped} from './expressions.js'
import type {Token} from './tokens.js'

/** What a name of a module is worth, as far as it can be told. */
export type Lookup = (name: string) => string | undefined

export interface ValueContext {
  /** Absolute path of the file, for `__file__`. */
  readonly file: string
  readonly lookup: Lookup
}

/** Functions that give their argument back, as far as a path goes. */
const SAME = new Set(['str', 'Path', 'pathlib.Path', 'PurePath', 'os.fspath', 'fspath', 'unipath.Path'])
const SAME_PATHS = /^(os\.path\.|path\.)?(abspath|realpath|normpath|expanduser)$/
const DIRNAME = /^(os\.path\.|path\.)?dirname$/
const JOIN = /^(os\.path\.|path\.|posixpath\.)?join$/
/** Methods that give the same path. */
const SAME_METHODS = new Set(['resolve', 'absolute', 'as_posix', 'expanduser', 'strip', '__str__'])
/** What reads the environment, with a default that counts. */
const FROM_ENVIRONMENT = /(^|\.)(getenv|get|env|config|path|str|setdefault|env_str)$/
const MAX_DEPTH = 30
/** No path and no URL is longer; names that double each other are. */
const MAX_LENGTH = 4096

/**
 * The string or path that an expression of a settings file is: literals, `/` and `+`, `os.path`, `pathlib`, `__file__`, names
 * that are known, the default of what comes from the environment.
 *
 * @returns `undefined` for whatever is more than that.
 */
export function stringOf(tokens: readonly Token[], context: ValueContext, depth = 0): string | undefined {
  if (depth > MAX_DEPTH || tokens.length === 0 || tokens.length > 400) return undefined
  const inner = unwrapped(tokens)
  if (inner.length === 0) return undefined
  for (const operator of ['+', '/'] as const) {
    const parts = splitAt(inner, operator)
    if (parts.length > 1)
      return joined(
        parts.map((part) => stringOf(part, context, depth + 1)),
        operator,
      )
  }
  if (inner.every(({kind}) => kind === 'string')) {
    return joined(
      inner.map((token) => literal(token, context)),
      '+',
    )
  }
  return pathAttribute(inner, context, depth) ?? callValue(inner, context, depth) ?? nameValue(inner, context)
}

function joined(parts: readonly (string | undefined)[], operator: '+' | '/'): string | undefined {
  if (parts.some((part) => part === undefined)) return undefined
  const whole = operator === '+' ? parts.join('') : join(parts as string[])
  return whole.length > MAX_LENGTH ? undefined : whole
}

/** As Python joins: an absolute part starts anew. */
const join = (parts: readonly string[]) =>
  parts.reduce((path, part) => (part.startsWith('/') ? part : path === '' ? part : posix.join(path, part)), '')

function literal(token: Token, {lookup}: ValueContext): string | undefined {
  const value = token.value ?? ''
  if (!token.isFormat) return value
  let isKnown = true
  const text = value.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const found = lookup(name.trim())
    if (found === undefined) isKnown = false
    return found ?? ''
  })
  return isKnown ? text : undefined
}

function nameValue(tokens: readonly Token[], {file, lookup}: ValueContext): string | undefined {
  const name = dottedName(tokens)
  return name === '__file__' ? file : name === undefined ? undefined : lookup(name)
}

/** `….parent`, `….parents[1]` */
function pathAttribute(tokens: readonly Token[], context: ValueContext, depth: number): string | undefined {
  const [a, b, c, d] = [tokens.at(-4), tokens.at(-3), tokens.at(-2), tokens.at(-1)]
  if (d?.text === 'parent' && c?.text === '.') {
    const of = stringOf(tokens.slice(0, -2), context, depth + 1)
    return of === undefined ? undefined : posix.dirname(of)
  }
  if (a?.text === 'parents' && b?.text === '[' && c?.kind === 'number' && d?.text === ']') {
    let of = stringOf(tokens.slice(0, -5), context, depth + 1)
    for (let i = 0; of !== undefined && i <= Math.min(Number(c.text), MAX_DEPTH); i++) of = posix.dirname(of)
    return of
  }
  return undefined
}

function callValue(tokens: readonly Token[], context: ValueContext, depth: number): string | undefined {
  const call = callOf(tokens)
  if (!call) return undefined
  const of = (part: readonly Token[] | undefined) => (part ? stringOf(part, context, depth + 1) : undefined)
  const given = call.arguments
  const name = dottedName(call.callee) ?? ''
  const method = call.callee.at(-1)!.text
  if (SAME.has(name) || SAME_PATHS.test(name))
    return of(given[0]?.tokens) && join(given.map(({tokens}) => of(tokens) ?? ''))
  if (DIRNAME.test(name)) {
    const path = of(given[0]?.tokens)
    return path === undefined ? undefined : posix.dirname(path)
  }
  if (JOIN.test(name))
    return joined(
      given.map(({tokens}) => of(tokens)),
      '/',
    )
  const owner = call.callee.at(-2)?.text === '.' ? call.callee.slice(0, -2) : undefined
  if (owner && SAME_METHODS.has(method)) return of(owner)
  if (owner && method === 'joinpath') return joined([of(owner), ...given.map(({tokens}) => of(tokens))], '/')
  if (FROM_ENVIRONMENT.test(name) || FROM_ENVIRONMENT.test(`.${method}`)) {
    return of(given.find((argument) => argument.name === 'default')?.tokens ?? given[1]?.tokens)
  }
  return undefined
}

/** The strings of a list or tuple, what is no string left out. */
export function stringsOf(tokens: readonly Token[], context: ValueContext): string[] {
  const isBracketed = /^[[(]$/.test(tokens[0]?.text ?? '') && /^[\])]$/.test(tokens.at(-1)?.text ?? '')
  if (!isBracketed) return []
  return argumentsOf(tokens.slice(1, -1)).flatMap(({tokens: part}) => stringOf(part, context) ?? [])
}
