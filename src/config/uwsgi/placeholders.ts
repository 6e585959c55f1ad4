import type {ExportedOption} from './exported.js'

/** What one `$(…)`, `@(…)` or `%(…)` became. */
export interface Replacement {
  readonly sign: '$' | '@' | '%'
  /** What stands between the brackets. */
  readonly key: string
  readonly value: string
  /** For `%(name)`: the option that gave the value. */
  readonly from?: ExportedOption
}

/** What a name stands for; `undefined`: uWSGI leaves the text as it is. */
export type Lookup = (key: string) => Promise<Replacement | 'unknown' | undefined>

const MAX_REPLACEMENTS = 300
/** UTF-16 units that replacements may add to a value. */
const MAX_GROWTH = 1 << 16

/** What became of a value. */
export interface Replaced {
  readonly value: string
  readonly steps: readonly Replacement[]
  /** False when a part of it could not be known: it still stands there as written. */
  readonly isKnown: boolean
  /** True when it grew without an end, which hangs the real one. */
  readonly isEndless: boolean
}

/**
 * One pass over a value, for one sign. A replaced value is read again, from its second character on: a placeholder that
 * is the first thing in what came in stays as it is.
 */
export async function replaceIn(value: string, sign: Replacement['sign'], look: Lookup): Promise<Replaced> {
  const steps: Replacement[] = []
  let [text, isKnown] = [value, true]
  for (let from = 0; ; ) {
    const found = nextPlaceholder(text, sign, from)
    if (!found) return {value: text, steps, isKnown, isEndless: false}
    const replacement = await look(found.key)
    if (replacement === undefined || replacement === 'unknown') {
      isKnown = isKnown && replacement !== 'unknown'
      from = found.end
      continue
    }
    steps.push(replacement)
    text = text.slice(0, found.start) + replacement.value + text.slice(found.end)
    if (steps.length >= MAX_REPLACEMENTS || text.length > value.length + MAX_GROWTH) {
      return {value: text.slice(0, value.length + MAX_GROWTH), steps: [], isKnown, isEndless: true}
    }
    from = 1
  }
}

interface Placeholder {
  readonly key: string
  readonly start: number
  readonly end: number
}

/** The next placeholder that is whole, from an offset on: inside of a longer one the innermost comes first. */
function nextPlaceholder(text: string, sign: string, from: number): Placeholder | undefined {
  let [start, depth] = [-1, 0]
  let isAfterSign = false
  const first = text.indexOf(sign, from)
  if (first < 0) return undefined
  for (let at = first; at < text.length; at++) {
    const character = text[at]
    if (character === sign) [isAfterSign, start] = [true, -1]
    else if (character === '(' && isAfterSign) [isAfterSign, start, depth] = [false, at + 1, 0]
    else if (start < 0) isAfterSign = false
    else if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (character === ')') {
      if (at > start) return {key: text.slice(start, at), start: start - 2, end: at + 1}
      start = -1
    }
  }
  return undefined
}

const MATHS: ReadonlyMap<string, (a: bigint, b: bigint) => bigint> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => (b === 0n ? 0n : a / b)],
])

/** What `%(a b + 2)` comes to: a pipeline from the left, where what stands side by side is joined as text. */
export function calculate(expression: string, lookUp: (name: string) => string | undefined): string | undefined {
  let result: string | undefined
  let operation = ''
  for (const word of expression.split(' ').filter((part) => part !== '')) {
    if (MATHS.has(word)) operation = word
    else if (word === '++' || word === '--') {
      if (result !== undefined) result = wrapped(number(result) + (word === '++' ? 1n : -1n))
      operation = ''
    } else {
      const value = /^\d+$/.test(word) ? word : (lookUp(word) ?? '')
      const compute = MATHS.get(operation)
      result = compute ? wrapped(compute(number(result ?? ''), number(value))) : (result ?? '') + value
      operation = ''
    }
  }
  return result
}

const wrapped = (value: bigint) => BigInt.asIntN(64, value).toString()
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 63n - 1n]

/** As `strtoll(3)` reads it: the digits at the start, within 64 bits. */
function number(text: string): bigint {
  const digits = /^[ \t\n\v\f\r]*([+-]?\d{1,4000})/.exec(text)?.[1]
  const value = BigInt(digits?.replace('+', '') ?? 0)
  return value < LEAST ? LEAST : value > MOST ? MOST : value
}
