import type {Address} from '../address.js'
import {encodePing} from '../wire/ping.js'
import type {ConnectFailure, NotConnected} from './connect-failure.js'
import {type Ending, type Exchange, exchange, type Payload} from './connection.js'

/** What is sent to a listener to see how it takes it; each on a connection of its own. */
export type ProbeName =
  /** Nothing, for a moment: stats servers and others speak first. */
  | 'connect'
  | 'ping'
  /** A GET in a uwsgi packet: an application sees it. */
  | 'uwsgi-get'
  /** The header of a packet whose block does not come: uwsgi waits for it, others close. */
  | 'half-packet'
  /** A ping with bytes behind it: uWSGI takes them along, the fastrouter leaves them and so resets the connection. */
  | 'ping-and-more'
  /** A GET in HTTP/1.0: an application behind HTTP sees it. */
  | 'http-get'
  /** The same behind an empty line: an http-socket answers as before, the HTTP router closes at once. */
  | 'http-line'
  /** The end of a FastCGI request that never began, and an SCGI request without a header: no application sees them. */
  | 'fastcgi-end'
  | 'scgi-empty'
  | 'tls-hello'

/** What a probe saw. */
export interface Seen {
  readonly name: ProbeName
  readonly sent: Buffer
  /** The start of what came, {@link KEEP} bytes at most. */
  readonly bytes: Buffer
  /** All that came. */
  readonly received: number
  readonly ended: Ending | ConnectFailure
  readonly time_ms: number
}

/** Bytes kept of an answer. */
export const KEEP = 4096
/** What reads on although enough was seen, so that a server need not log a client that left, ends here. */
const ENOUGH = 16 << 20
/** Milliseconds that a server gets to speak first, or to close what is not whole. */
const MOMENT = 200
/** uWSGI gives up on half a request after socket-timeout, a second at least: what ended sooner was a decision. */
const DECISION_MS = 900

const FIXED: Readonly<Record<Exclude<ProbeName, 'uwsgi-get' | 'tls-hello'>, Buffer>> = {
  connect: Buffer.alloc(0),
  ping: encodePing(),
  'half-packet': Buffer.from([100, 8, 0, 0]),
  'ping-and-more': Buffer.concat([encodePing(), Buffer.alloc(16)]),
  'http-get': Buffer.from('GET / HTTP/1.0\r\nUser-Agent: tsgi-identify\r\n\r\n'),
  'http-line': Buffer.from('\r\nGET / HTTP/1.0\r\nUser-Agent: tsgi-identify\r\n\r\n'),
  'fastcgi-end': Buffer.from([1, 5, 0, 1, 0, 0, 0, 0]),
  'scgi-empty': Buffer.from('0:,'),
}

export interface ProbeOptions {
  /** Milliseconds. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/** Runs one probe. */
export async function probe(
  address: Address,
  name: ProbeName,
  options: ProbeOptions,
): Promise<{seen: Seen; failure?: NotConnected}> {
  const sent = await bytesOf(address, name)
  const chunks: Buffer[] = []
  let kept = 0
  let received = 0
  const onChunk = (chunk: Buffer) => {
    if (kept < KEEP) chunks.push(chunk.subarray(0, KEEP - kept))
    kept += chunk.length
    received += chunk.length
    return received > ENOUGH
  }
  const result = await send(address, {name, sent, onChunk}, options)
  const seen = {name, sent, bytes: Buffer.concat(chunks), received, time_ms: Math.round(result.total_ms * 1000) / 1000}
  if (result.connected) return {seen: {...seen, ended: endingOf(name, result.ended)}}
  return {seen: {...seen, ended: result.failure}, failure: result}
}

/** It ended by itself, and not because somebody's patience was over. */
export function isPrompt({ended, time_ms}: Seen): boolean {
  return (ended === 'eof' || ended === 'reset') && time_ms < DECISION_MS
}

/** It was closed at once and without a byte. */
export function isRefusal(seen: Seen): boolean {
  return seen.received === 0 && isPrompt(seen)
}

function send(
  address: Address,
  {name, sent, onChunk}: {name: ProbeName; sent: Buffer; onChunk: (chunk: Buffer) => boolean},
  {timeout, signal}: ProbeOptions,
): Promise<Exchange> {
  if (name !== 'connect' && name !== 'half-packet') {
    return exchange(address, sent, {timeout, onChunk, ...(signal ? {signal} : {})})
  }
  const moment = new AbortController()
  async function* thenAMoment(): AsyncGenerator<Buffer> {
    setTimeout(() => moment.abort(), MOMENT) // from the connection on: a host may be far away
    yield sent
  }
  const both = signal ? AbortSignal.any([signal, moment.signal]) : moment.signal
  return exchange(address, thenAMoment() satisfies Payload, {timeout: timeout + MOMENT, onChunk, signal: both})
}

function endingOf(name: ProbeName, ended: Ending): Ending {
  return ended === 'aborted' && (name === 'connect' || name === 'half-packet') ? 'timeout' : ended
}

async function bytesOf(address: Address, name: ProbeName): Promise<Buffer> {
  if (name === 'uwsgi-get') {
    const {buildRequest} = await import('./request-build.js')
    return buildRequest(address, {path: '/', headers: [['User-Agent', 'tsgi-identify']]}).packet
  }
  return name === 'tls-hello' ? tlsHello() : FIXED[name]
}

/** A ClientHello of TLS 1.2 with the ciphers that are met most, padded to the 517 bytes that browsers send. */
function tlsHello(): Buffer {
  const ciphers = Buffer.from('c02bc02fc02cc030cca9cca8c009c013c00ac014009c009d002f0035', 'hex')
  const extensions = Buffer.from('000a00080006001d00170018000b00020100000d0010000e0403080404010503080505010806', 'hex')
  const hello = Buffer.concat([
    Buffer.from('0303', 'hex'),
    Buffer.alloc(32, 7), // the random
    Buffer.from([0, 0, ciphers.length]),
    ciphers,
    Buffer.from([1, 0]),
  ])
  const padding = 512 - 4 - hello.length - 2 - extensions.length - 4
  const all = Buffer.concat([extensions, Buffer.from([0, 21, padding >> 8, padding & 0xff]), Buffer.alloc(padding)])
  const size = Buffer.from([all.length >> 8, all.length & 0xff])
  return Buffer.concat([Buffer.from('16030102000100', 'hex'), Buffer.from('01fc', 'hex'), hello, size, all])
}
