import {isIP, type NetConnectOpts} from 'node:net'
import type {Duplex} from 'node:stream'
import type {Address} from '../address.js'
import {TsgiError} from '../errors.js'
import {node} from '../host/node.js'
import {PatientSocket} from '../host/patient-socket.js'
import {type ConnectFailure, failureOf, type NotConnected} from './connect-failure.js'

/**
 * How an exchange ended: the server closed (`eof`) or reset, the deadline passed, more than `keep` bytes came,
 * the caller had enough (`stopped`), or its signal fired.
 */
export type Ending = 'eof' | 'reset' | 'timeout' | 'limit' | 'stopped' | 'aborted'

export interface Exchanged {
  readonly connected: true
  readonly ended: Ending
  /** What was received, at most `keep` bytes; without `keep` behaviour when `onChunk` consumes it. */
  readonly bytes: Buffer
  /** All that was received, kept or not. */
  readonly received: number
  /** The errno of a write that failed; the answer was read all the same. */
  readonly sendError?: string
  readonly connect_ms: number
  /** Absent when nothing came. */
  readonly first_byte_ms?: number
  readonly total_ms: number
}

export type Exchange = NotConnected | Exchanged

export interface ExchangeOptions {
  /** Milliseconds for the whole exchange, connecting included; 0 for none. */
  readonly timeout: number
  /**
   * The timeout starts anew whenever this many bytes have moved, either way, and stands still while the caller holds a chunk:
   * large bodies may take their time, and a drip does not last for ever.
   */
  readonly renewAfter?: number
  /** Bytes kept at most; the exchange ends with `limit` when more comes. Default 1 MiB. Ignored with `onChunk`. */
  readonly keep?: number
  /** Takes each chunk instead of keeping it. `true`: enough, close. A promise holds back the server until it settles. */
  readonly onChunk?: (chunk: Buffer) => boolean | undefined | Promise<boolean | undefined>
  readonly signal?: AbortSignal
}

/** What is sent: bytes, or several pieces in order, read only as fast as the server takes them. */
export type Payload = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

const DEFAULT_KEEP = 1 << 20

/**
 * One exchange with a server: connect, send, read to the end. It reads to the end even when sending failed, because uWSGI
 * answers and closes without reading a body that the application did not want; and it never half-closes, as no web server does.
 *
 * Never throws for what the server does; only for a payload that fails.
 */
export async function exchange(address: Address, payload: Payload, options: ExchangeOptions): Promise<Exchange> {
  return new Conversation(address, options).hold(payload)
}

class Conversation {
  readonly #address: Address
  readonly #options: ExchangeOptions
  readonly #socket: Duplex & {sendError?: NodeJS.ErrnoException | undefined}
  readonly #started: number
  readonly #chunks: Buffer[] = []
  #received = 0
  #kept = 0
  #moved = 0
  #timer: NodeJS.Timeout | undefined
  #connectMs: number | undefined
  #firstByteMs: number | undefined
  /** IP addresses that are tried; empty as long as a name is not resolved. */
  readonly #tried: string[] = []
  /** Set while the caller's promise for a chunk is open. */
  #handing: Promise<void> | undefined
  #settle: (exchange: Exchange | Promise<Exchange>) => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #over = false

  constructor(address: Address, options: ExchangeOptions) {
    this.#address = address
    this.#options = options
    this.#socket = connectTo(address)
    this.#started = performance.now() // not before: a program's first connect() loads parts of Node for 10 ms
    if (address.kind === 'tcp' && isIP(address.host)) this.#tried.push(address.host)
  }

  async hold(payload: Payload): Promise<Exchange> {
    const {timeout, signal} = this.#options
    if (timeout > 0) this.#timer = setTimeout(() => this.#expire(), timeout)
    const onAbort = () => this.#end('aborted', 'ABORTED')
    signal?.addEventListener('abort', onAbort)
    try {
      return await new Promise<Exchange>((resolve, reject) => {
        this.#settle = resolve
        this.#fail = reject
        if (signal?.aborted) return onAbort()
        this.#listen(payload)
      })
    } finally {
      clearTimeout(this.#timer)
      signal?.removeEventListener('abort', onAbort)
      this.#over = true
      this.#socket.on('error', () => {}) // a late error must not crash the process
      this.#socket.destroy()
    }
  }

  #listen(payload: Payload): void {
    this.#socket.on('lookup', (_error, ip?: string) => ip !== undefined && this.#tried.push(ip))
    this.#socket.on('connect', () => {
      this.#connectMs = this.#elapsed()
      this.#send(payload).catch((error: unknown) => this.#fail(error))
    })
    this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#socket.on('end', () => this.#close('eof'))
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof TsgiError) this.#fail(error)
      else this.#close('reset', error.code)
    })
  }

  async #send(payload: Payload): Promise<void> {
    for await (const piece of payload instanceof Uint8Array ? [payload] : payload) {
      if (this.#socket.sendError || this.#over) return
      this.#progress(piece.length)
      if (piece.length === 0 || this.#socket.write(piece)) continue
      await this.#room()
    }
  }

  /** Until the socket takes more, or never will. */
  #room(): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        this.#socket.off('drain', settle).off('close', settle)
        resolve()
      }
      this.#socket.on('drain', settle).on('close', settle)
    })
  }

  #progress(bytes: number): void {
    this.#moved += bytes
    if (this.#moved < (this.#options.renewAfter ?? Number.POSITIVE_INFINITY)) return
    this.#moved = 0
    this.#timer?.refresh()
  }

  #expire(): void {
    if (this.#handing !== undefined && this.#options.renewAfter !== undefined) this.#timer?.refresh()
    else this.#end('timeout', 'ETIMEDOUT')
  }

  #receive(chunk: Buffer): void {
    if (this.#over) return
    this.#firstByteMs ??= this.#elapsed()
    this.#received += chunk.length
    this.#progress(chunk.length)
    const {onChunk, keep = DEFAULT_KEEP} = this.#options
    if (onChunk) {
      this.#hand(chunk, onChunk)
      return
    }
    const room = keep - this.#kept
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    this.#kept += Math.min(chunk.length, room)
    if (chunk.length > room) this.#end('limit')
  }

  #hand(chunk: Buffer, onChunk: NonNullable<ExchangeOptions['onChunk']>): void {
    try {
      const enough = onChunk(chunk)
      if (enough === true) this.#end('stopped')
      if (!(enough instanceof Promise)) return
      this.#socket.pause()
      this.#handing = enough.then((stop) => {
        this.#handing = undefined
        if (this.#options.renewAfter !== undefined) this.#timer?.refresh()
        if (stop) this.#end('stopped')
        else this.#socket.resume()
      })
      this.#handing.catch((error: unknown) => this.#fail(error))
    } catch (error) {
      this.#fail(error)
    }
  }

  #close(ended: Ending, code = 'EUNKNOWN'): void {
    if (this.#handing === undefined) this.#end(ended, code)
    else this.#closeAfterRest(ended, code).catch((failure: unknown) => this.#fail(failure))
  }

  /** Node ends a paused stream with bytes still in it; a busy caller is given them first. */
  async #closeAfterRest(ended: Ending, code: string): Promise<void> {
    await this.#handing
    const rest: Buffer | null = this.#socket.read()
    if (rest) this.#receive(rest)
    await this.#handing
    this.#end(ended, code)
  }

  #end(ended: Ending, code = ''): void {
    if (this.#over) return
    this.#over = true
    const total_ms = this.#elapsed()
    if (this.#connectMs === undefined) {
      this.#settle(this.#notConnected(code, total_ms))
      return
    }
    this.#settle({
      connected: true,
      ended,
      bytes: Buffer.concat(this.#chunks),
      received: this.#received,
      ...(this.#socket.sendError?.code === undefined ? {} : {sendError: this.#socket.sendError.code}),
      connect_ms: this.#connectMs,
      ...(this.#firstByteMs === undefined ? {} : {first_byte_ms: this.#firstByteMs}),
      total_ms,
    })
  }

  async #notConnected(code: string, total_ms: number): Promise<NotConnected> {
    const failure = code === 'ETIMEDOUT' ? await this.#reasonOfTimeout() : failureOf(code)
    return {connected: false, failure, code, total_ms}
  }

  /** A TCP listener whose queue is full drops what arrives, as a dead host does; of our own listeners the kernel tells. */
  async #reasonOfTimeout(): Promise<ConnectFailure> {
    if (this.#address.kind !== 'tcp') return 'unreachable'
    const {port} = this.#address
    if (this.#tried.length === 0) return 'unresolved'
    const queues = await Promise.all(this.#tried.map((ip) => node.acceptQueue(ip, port)))
    return queues.some((waiting) => waiting !== undefined && waiting > 0) ? 'backlog-full' : 'unreachable'
  }

  #elapsed(): number {
    return performance.now() - this.#started
  }
}

function connectTo(address: Address): Duplex {
  if (address.kind === 'abstract') return node.connectAbstract(address.name)
  const to: NetConnectOpts = address.kind === 'unix' ? {path: address.path} : {host: address.host, port: address.port}
  return new PatientSocket({allowHalfOpen: true}).setNoDelay(true).connect(to)
}
