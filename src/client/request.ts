import {type Address, parseAddress} from '../address.js'
import type {ResponseHead, ResponseProblem} from '../wire/response-head.js'
import type {Var} from '../wire/vars.js'
import {type Exchange, exchange} from './connection.js'
import {Answer, type AnswerOptions} from './request-answer.js'
import {type BuiltRequest, buildRequest, type RequestInput} from './request-build.js'
import {type Explanation, explain} from './request-explanation.js'
import {outcomeOf, type RequestOutcome} from './request-outcome.js'

export interface SendOptions extends AnswerOptions {
  /**
   * Milliseconds for the whole exchange; 0 for none. By default it ends after 5 seconds in which fewer than 64 KiB moved,
   * so that a large body may take its time and a drip does not last for ever.
   */
  readonly timeout?: number
}

/** What to send, and how to send it. */
export interface RequestOptions extends RequestInput, SendOptions {}

export interface RequestResult {
  /** A whole answer with a status under 400. */
  readonly ok: boolean
  readonly target: Address
  readonly outcome: RequestOutcome
  readonly request: RequestSummary
  /** What came of an answer: whole when `outcome` is `response`. A naked body has status 0. */
  readonly response?: ReceivedResponse
  readonly timings: Timings
  /** What web servers would hold against the answer; not the body behind an answer to HEAD, which they drop. */
  readonly problems: readonly ResponseProblem[]
  /** What the server may hold against the request, and a body that it did not read. */
  readonly warnings: readonly string[]
  /** Present unless `outcome` is `response`. */
  readonly failure?: Explanation
}

export interface RequestSummary {
  readonly method: string
  readonly uri: string
  readonly vars: readonly Var[]
  readonly modifier1: number
  readonly modifier2: number
  /** The packet: its header and its variables, without the body. */
  readonly packet_bytes: number
  readonly body_bytes: number
}

export interface ReceivedResponse extends ResponseHead {
  /** Byte for byte; at most `keep` bytes. */
  readonly body: Buffer
  /** All that came, kept or not. */
  readonly body_bytes: number
  readonly body_truncated: boolean
}

/** Milliseconds from the start; a step that was not reached is missing. */
export interface Timings {
  readonly connect_ms?: number
  readonly first_byte_ms?: number
  readonly total_ms: number
}

const DEFAULT_TIMEOUT = 5000
const RENEW_AFTER_BYTES = 65_536
const UNREAD_BODY = 'the server answered without reading the whole body'

/**
 * Sends a request as a web server would and reads the answer to its end, even when sending failed.
 *
 * Never throws for what the server does: see `outcome` and `failure`.
 *
 * @throws TsgiError, usage, for what cannot be sent (see {@link buildRequest}); whatever reading the body or a callback throws.
 */
export async function request(address: Address | string, options: RequestOptions = {}): Promise<RequestResult> {
  const target = typeof address === 'string' ? parseAddress(address) : address
  return sendRequest(target, buildRequest(target, options), options)
}

/** The same for a request that is built already. */
export async function sendRequest(
  target: Address,
  built: BuiltRequest,
  options: SendOptions = {},
): Promise<RequestResult> {
  const answer = new Answer(built.method, options)
  const renewal = options.timeout === undefined ? {renewAfter: RENEW_AFTER_BYTES} : {}
  const sending = {isDone: false}
  const exchanged = await exchange(target, payloadOf(built, sending), {
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    ...renewal,
    onChunk: (chunk) => answer.take(chunk),
    signal: answer.signal,
  })
  await answer.end()
  return resultOf(target, built, {exchanged, answer, isSent: sending.isDone})
}

async function* payloadOf({packet, body}: BuiltRequest, sending: {isDone: boolean}): AsyncGenerator<Uint8Array> {
  yield packet
  if (body) yield* body.read()
  sending.isDone = true
}

function resultOf(
  target: Address,
  built: BuiltRequest,
  {exchanged, answer, isSent}: {exchanged: Exchange; answer: Answer; isSent: boolean},
): RequestResult {
  const {head, problems} = answer.decoder
  const bodyBytes = built.body?.bytes ?? 0
  const sent = {target, modifier1: built.modifier1, bodyBytes, overLimits: built.warnings.length > 0}
  const outcome = outcomeOf(exchanged, answer.decoder, sent)
  const received = exchanged.connected ? exchanged.received : 0
  const timings = timingsOf(exchanged, answer)
  const isUnread = bodyBytes > 0 && exchanged.connected && (!isSent || exchanged.sendError !== undefined)
  const facts = {...sent, totalMs: timings.total_ms, receivedBytes: received, problems, ...errnoOf(exchanged)}
  return {
    ok: outcome === 'response' && head!.status < 400,
    target,
    outcome,
    request: summaryOf(built),
    ...(head ? {response: responseOf(head, answer)} : {}),
    timings,
    problems: received === 0 ? [] : problems.filter(({code}) => code !== 'body-long' || built.method !== 'HEAD'),
    warnings: [...built.warnings, ...(outcome === 'response' && isUnread ? [UNREAD_BODY] : [])],
    ...(outcome === 'response' ? {} : {failure: explain(outcome, facts)}),
  }
}

/** What a request is made of, in the names of the JSON document. */
export function summaryOf(built: BuiltRequest): RequestSummary {
  const {method, uri, vars, modifier1, modifier2, packet, body} = built
  return {method, uri, vars, modifier1, modifier2, packet_bytes: packet.length, body_bytes: body?.bytes ?? 0}
}

function responseOf(head: ResponseHead, {body, bodyBytes}: Answer): ReceivedResponse {
  return {...head, body, body_bytes: bodyBytes, body_truncated: body.length < bodyBytes}
}

function timingsOf(exchanged: Exchange, {completeMs}: Answer): Timings {
  if (!exchanged.connected) return {total_ms: exchanged.total_ms}
  const {connect_ms, first_byte_ms, total_ms} = exchanged
  return {
    connect_ms,
    ...(first_byte_ms === undefined ? {} : {first_byte_ms}),
    total_ms: Math.min(completeMs ?? total_ms, total_ms),
  }
}

function errnoOf(exchanged: Exchange): {errno?: string} {
  return exchanged.connected ? {} : {errno: exchanged.code}
}
