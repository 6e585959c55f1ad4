import {didYouMean} from '../../did-you-mean.js'

/** Why a value cannot be used. Whoever asked knows its key and where it stands. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** Turns what a description says into a value that is good for every file; throws a {@link Refusal}. */
export type Grammar<T> = (value: unknown) => T

/** As much of a JSON Schema as says what a grammar takes; it may take less than that. */
export interface JsonFragment {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** A grammar that a schema can tell an editor about. */
export interface Described<T> extends Grammar<T> {
  readonly json: JsonFragment
}

export function described<T>(json: JsonFragment, read: Grammar<T>): Described<T> {
  return Object.assign((value: unknown) => read(value), {json})
}

/** `"a;b" is not a host name: it holds ";"`. */
export function refusal(value: unknown, what: string, reason?: string): Refusal {
  return new Refusal(`${shown(value)} is not ${what}${reason === undefined ? '' : `: ${reason}`}`)
}

/** A value for a message: JSON, cut short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** Text of one line, without what cannot be seen or read back: control and format characters, halves of surrogate pairs. */
export function plainText(value: unknown, what = 'text'): string {
  if (typeof value !== 'string') throw refusal(value, what)
  const found = /[\p{C}\p{Zl}\p{Zp}]/u.exec(value)?.[0]
  if (found === undefined) return value
  const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  throw refusal(value, what, `it holds the control character U+${code}`)
}

/** The first character that does not match, for a message: `it holds ";"`. */
export function strayCharacter(text: string, allowed: RegExp): string | undefined {
  const stray = [...text].find((character) => !allowed.test(character))
  return stray === undefined ? undefined : `it holds ${JSON.stringify(stray)}`
}

/** One of a list of words. */
export function oneOf<const T extends string>(choices: readonly T[]): Described<T> {
  return described({enum: choices}, (value) => {
    const found = choices.find((choice) => choice === value)
    if (found !== undefined) return found
    const meant = typeof value === 'string' ? didYouMean(value, choices) : undefined
    throw refusal(value, `one of ${choices.join(', ')}`, meant && `did you mean ${meant}?`)
  })
}

export const flag = described({type: 'boolean'}, (value): boolean => {
  if (typeof value !== 'boolean') throw refusal(value, 'true or false')
  return value
})
