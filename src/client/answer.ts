import type {Address} from '../address.js'
import {DecodeError} from '../wire/decode-error.js'
import {recogniseForeign} from '../wire/foreign.js'
import {Modifier1} from '../wire/modifiers.js'
import type {ConnectFailure} from './connect-failure.js'
import {type Exchanged, exchange} from './connection.js'

/**
 * Why there is no answer: no connection; closed or reset without a byte (`empty`, what uWSGI does with everything it refuses);
 * nothing until the deadline (`silent`); an answer that broke off (`cut-off`), is none (`garbled`) or is larger than what may
 * be kept (`too-big`); the caller's signal (`aborted`).
 */
export type NoAnswerState = ConnectFailure | 'empty' | 'silent' | 'cut-off' | 'garbled' | 'too-big' | 'aborted'

/** No answer. */
export interface NoAnswer {
  readonly ok: false
  readonly state: NoAnswerState
  /** What was received, bounded. */
  readonly bytes: Buffer
  /** The errno of a connection that failed, `ECONNRESET` for a reset, what came instead, or why it does not decode. */
  readonly detail?: string
  /**
   * After `empty`, from those that ask on (cache, RPC): whether the plugin answered a harmless question. `true` makes a missing
   * key or function the likely reason, `false` a plugin that is not loaded.
   */
  readonly plugin?: boolean
  readonly time_ms: number
}

export interface AskOptions {
  /** Milliseconds for the whole exchange; default 5000, 0 for none. */
  readonly timeout?: number
  /** Bytes of answer kept at most; default 64 MiB. */
  readonly keep?: number
  readonly signal?: AbortSignal
}

export const DEFAULT_TIMEOUT_MS = 5000
export const DEFAULT_KEEP_BYTES = 64 << 20

/** An answer that decoded, and how long it took. */
export interface Answer<T> {
  readonly ok: true
  readonly value: T
  readonly bytes: Buffer
  readonly time_ms: number
}

/**
 * One question: sends the bytes, reads to the end, decodes. What cannot be decoded is a {@link NoAnswer}, not an error.
 */
export async function ask<T>(
  address: Address,
  question: Uint8Array,
  options: AskOptions & {readonly decode: (bytes: Buffer) => T},
): Promise<Answer<T> | NoAnswer> {
  const {timeout = DEFAULT_TIMEOUT_MS, keep = DEFAULT_KEEP_BYTES, signal, decode} = options
  const exchanged = await exchange(address, question, {timeout, keep, ...(signal ? {signal} : {})})
  const time_ms = rounded(exchanged.total_ms)
  if (!exchanged.connected) {
    const state = exchanged.code === 'ABORTED' ? 'aborted' : exchanged.failure
    return {ok: false, state, detail: exchanged.code, bytes: Buffer.alloc(0), time_ms}
  }
  const {bytes} = exchanged
  if (bytes.length === 0 || exchanged.ended === 'limit' || exchanged.ended === 'aborted') {
    return noAnswer(stateOf(exchanged), exchanged)
  }
  try {
    return {ok: true, value: decode(bytes), bytes, time_ms}
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const foreign = recogniseForeign(bytes)
    if (foreign) return noAnswer('garbled', exchanged, foreign.what)
    // An answer begins with the modifier of its question, or with 255; one that is merely not all there fails at its end.
    const begun = bytes[0] === question[0] || bytes[0] === Modifier1.acknowledgement
    return noAnswer(begun && error.offset >= bytes.length ? 'cut-off' : 'garbled', exchanged, error.message)
  }
}

function noAnswer(state: NoAnswerState, exchanged: Exchanged, problem?: string): NoAnswer {
  const detail = problem ?? (exchanged.ended === 'reset' ? 'ECONNRESET' : undefined)
  const {bytes, total_ms} = exchanged
  return {ok: false, state, bytes, time_ms: rounded(total_ms), ...(detail === undefined ? {} : {detail})}
}

function stateOf({ended}: Exchanged): NoAnswerState {
  switch (ended) {
    case 'timeout':
      return 'silent'
    case 'limit':
      return 'too-big'
    case 'aborted':
      return 'aborted'
    default:
      return 'empty'
  }
}

/** To microseconds: what is behind them is noise. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
