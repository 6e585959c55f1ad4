import type {Address} from '../address.js'
import type {ResponseDecoder} from '../wire/response.js'
import type {ConnectFailure} from './connect-failure.js'
import type {Exchange, Exchanged} from './connection.js'

/**
 * How a request ended.
 *
 * - `response`: a whole answer, whatever its status
 * - `partial-body`: a head, and a body that broke off: before its Content-Length, by a reset, or at the deadline
 * - `partial-head`: it broke off within the head
 * - `garbled`: bytes that are no HTTP response, or a head over the limit
 * - `empty`: closed without a byte, which is how uWSGI answers everything it refuses
 * - `reset`: reset without a byte
 * - `silent`: accepted, and nothing until the deadline
 * - `aborted`: the caller's signal
 * - a {@link ConnectFailure}: no connection came about
 */
export type RequestOutcome =
  | 'response'
  | 'partial-body'
  | 'partial-head'
  | 'garbled'
  | 'empty'
  | 'reset'
  | 'silent'
  | 'aborted'
  | ConnectFailure

/** What was sent, as far as it tells why nothing came back. */
export interface SentFacts {
  readonly target: Address
  readonly modifier1: number
  readonly bodyBytes: number
  /** Limits of a default uWSGI were exceeded. */
  readonly overLimits: boolean
}

/** How the exchange ended, once the decoder has been told of the end. */
export function outcomeOf(exchange: Exchange, decoder: ResponseDecoder, sent: SentFacts): RequestOutcome {
  if (!exchange.connected) return exchange.code === 'ABORTED' ? 'aborted' : exchange.failure
  const {head} = decoder
  if (exchange.received === 0) return withoutAByte(exchange)
  if (head !== undefined && head.form !== 'bare' && decoder.complete) return 'response'
  if (exchange.ended === 'aborted') return 'aborted'
  if (decoder.problems.some(({code}) => code === 'head-too-big')) return 'garbled'
  if (head === undefined) return 'partial-head'
  if (head.form === 'bare') return 'garbled'
  const isShort = decoder.problems.some(({code}) => code === 'body-short')
  if (isShort || exchange.ended === 'timeout') return 'partial-body'
  // A server that closes without having read the whole body resets the connection behind its answer.
  return exchange.ended === 'reset' && sent.bodyBytes === 0 ? 'partial-body' : 'response'
}

function withoutAByte({ended}: Exchanged): RequestOutcome {
  if (ended === 'timeout') return 'silent'
  if (ended === 'aborted') return 'aborted'
  return ended === 'reset' ? 'reset' : 'empty'
}
