import {type Address, parseAddress} from '../address.js'
import {node} from '../host/node.js'
import {encodePacket} from '../wire/packet.js'
import {encodePing} from '../wire/ping.js'
import {describeFailure} from './connect-failure.js'
import {type Exchange, exchange} from './connection.js'
import {AnswerReader, type Verdict} from './ping-answer.js'

/**
 * What a probe found.
 *
 * - `pong`: the ping plugin answered, or the request was answered as expected
 * - `warning`: a pong that carries the server's own warning
 * - `alive`: accepted and closed without a byte, as uWSGI does without the ping plugin
 * - `stats`: a stats server answered
 * - `silent`: accepted, and nothing until the deadline
 * - `garbled`: something else answered, or the connection was reset; a request was not answered as expected
 * - the rest: no connection came about
 */
export type PingState =
  | 'pong'
  | 'warning'
  | 'alive'
  | 'stats'
  | 'silent'
  | 'garbled'
  | 'refused'
  | 'missing'
  | 'denied'
  | 'backlog-full'
  | 'unresolved'
  | 'unreachable'

/** `ping`: modifier1 100. `empty`: an empty request, which no application sees. `request`: a GET. */
export type PingMethod = 'ping' | 'empty' | 'request'

export interface PingOptions {
  /** Milliseconds for the whole probe, 0 for none. Default 3000, as `uwsgi --ping`. */
  readonly timeout?: number
  /** Default `ping`. */
  readonly method?: PingMethod
  /** What a `request` asks for. Default `/`. */
  readonly path?: string
  /** HTTP statuses that count, for a `request`: `200`, `2xx`, `200-399`, several with commas. Default `2xx,3xx`. */
  readonly expect?: string
  readonly signal?: AbortSignal
}

export interface PingResult {
  readonly state: PingState
  /** Milliseconds from connecting until the answer was complete, or until it was clear that none comes. */
  readonly time_ms: number
  /** What came or failed, in half a sentence: the server's text for `warning`; empty for a plain pong. Hostile text. */
  readonly message: string
}

/** States in which a uwsgi server, or something like it, is there. */
export function isReply(state: PingState): boolean {
  return state === 'pong' || state === 'warning' || state === 'alive'
}

/**
 * Asks a server whether it is there. Never throws for what the server does or does not do.
 *
 * @throws TsgiError, usage, for an address, a path or an expectation that is none; environment, where this machine cannot
 * connect to abstract sockets.
 */
export async function ping(target: Address | string, options: PingOptions = {}): Promise<PingResult> {
  const address = typeof target === 'string' ? parseAddress(target) : target
  const {timeout = 3000, method = 'ping', signal} = options
  const packet = await probePacket(address, method, options)
  const reader = new AnswerReader(method, options.expect)
  const result = await exchange(address, packet, {
    timeout,
    onChunk: (chunk) => reader.push(chunk),
    ...(signal ? {signal} : {}),
  })
  if (!result.connected)
    return {state: result.failure, message: await describeFailure(address, result), time_ms: rounded(result.total_ms)}
  const verdict = reader.verdict(result)
  return {
    ...verdict,
    message: verdict.message + (verdict.state === 'silent' ? await queueNote(address) : ''),
    time_ms: rounded(timeOf(address, result, verdict)),
  }
}

async function probePacket(address: Address, method: PingMethod, {path = '/'}: PingOptions): Promise<Buffer> {
  if (method === 'ping') return encodePing()
  if (method === 'empty') return encodePacket({})
  const {buildRequest} = await import('./request-build.js')
  return buildRequest(address, {path, headers: [['User-Agent', 'tsgi-ping']]}).packet
}

/** A worker that is busy leaves connections in the queue; for our own TCP listeners the kernel says how many. */
async function queueNote(address: Address): Promise<string> {
  if (address.kind !== 'tcp') return ''
  const waiting = await node.acceptQueue(address.host, address.port)
  return waiting ? `; ${waiting} ${waiting === 1 ? 'connection waits' : 'connections wait'} in its queue` : ''
}

/** An answer may go on streaming after what was asked is known; and the start of a relay is not the server's time. */
function timeOf(address: Address, result: Extract<Exchange, {connected: true}>, {state}: Verdict): number {
  const isCut = isReply(state) && result.ended === 'timeout'
  const end = isCut ? (result.first_byte_ms ?? result.total_ms) : result.total_ms
  return address.kind === 'abstract' ? end - result.connect_ms : end
}

/** Microseconds are the last digits that mean something. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
