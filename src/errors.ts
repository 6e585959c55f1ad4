/**
 * What kind of answer an error is; it decides the exit code.
 *
 * - `negative` (1): the question was answered, with no: no pong, a wrong status, a miss
 * - `usage` (2): what was typed cannot be done
 * - `environment` (3): the machine prevented an answer: a permission, a missing file
 * - `bug` (70): tsgi itself is wrong
 */
export type ErrorKind = 'negative' | 'usage' | 'environment' | 'bug'

export interface ErrorDetails {
  /** Stable and greppable, `TSGI_…`; documented in docs/errors.md. */
  readonly code: string
  readonly kind: ErrorKind
  /** Where several things are wrong: each of them, in order; the message then counts them. */
  readonly details?: readonly string[]
  /** What is probably behind it, the likeliest first. */
  readonly causes?: readonly string[]
  /** What to type or edit next, most direct first. */
  readonly suggestions?: readonly string[]
  readonly cause?: unknown
}

/** The one error class. The message says what failed and with what: lower case, no full stop. */
export class TsgiError extends Error {
  override readonly name: string = 'Error'
  readonly code: string
  readonly kind: ErrorKind
  readonly details: readonly string[]
  readonly causes: readonly string[]
  readonly suggestions: readonly string[]

  constructor(message: string, {code, kind, details = [], causes = [], suggestions = [], cause}: ErrorDetails) {
    super(message, cause === undefined ? undefined : {cause})
    this.code = code
    this.kind = kind
    this.details = details
    this.causes = causes
    this.suggestions = suggestions
  }
}

/** What was typed or passed cannot be used. */
export function usageError(code: string, message: string, ...suggestions: string[]): TsgiError {
  return new TsgiError(message, {code, kind: 'usage', suggestions})
}

/** The machine is in the way. */
export function environmentError(code: string, message: string, ...suggestions: string[]): TsgiError {
  return new TsgiError(message, {code, kind: 'environment', suggestions})
}
