import type {Socket} from 'node:net'
import type {Var} from '../wire/vars.js'
import type {ProblemKind, RequestEvent, ServerEvent} from './events.js'
import {type GatewayRequest, readGatewayRequest} from './gateway-request.js'
import type {Core, Meter} from './meter.js'
import {FRONT_HEAD_BYTES} from './response-head.js'

/** Takes a request's body as it comes. */
export interface BodySink {
  /** False: enough for now; whoever wants more calls `resume` on the socket. */
  chunk(bytes: Buffer): boolean
  end(): void
  /** The client is gone, or too slow; nothing follows. */
  fail(error: Error): void
}

/** How an application meets a request. It does not throw: what an application throws goes to {@link Transaction.fail}. */
export type Handler = (transaction: Transaction) => void

/** What a transaction needs of its connection and server. */
export interface Transport {
  readonly socket: Socket
  readonly site: {
    readonly meter: Meter
    readonly report: (event: ServerEvent) => void
    readonly onRequest: ((event: RequestEvent) => void) | undefined
  }
  problem(kind: ProblemKind, message: string): void
  /** The whole answer was handed to the socket. */
  answered(): void
  /** Closes at once. */
  abort(): void
}

/** One request and its answer. */
export class Transaction {
  readonly request: GatewayRequest
  sink: BodySink | undefined
  readonly #transport: Transport
  readonly #core: Core
  readonly #started = performance.now()
  #status = 0
  #headBytes = 0
  #over = false
  /** What the application was told when the client left: when it comes back, it is no news. */
  #gone: Error | undefined

  constructor(transport: Transport, vars: readonly Var[]) {
    this.#transport = transport
    this.request = readGatewayRequest(vars)
    this.#core = transport.site.meter.begin(vars)
  }

  get socket(): Socket {
    return this.#transport.socket
  }

  /** An answer begins: its status and the size of its head. */
  begin(status: number, headBytes: number): void {
    this.#status = status
    this.#headBytes = headBytes
    if (headBytes <= FRONT_HEAD_BYTES) return
    const limit = `nginx takes ${FRONT_HEAD_BYTES} unless uwsgi_buffer_size is raised`
    this.#transport.problem('big-head', `the head of the answer is ${headBytes} bytes; ${limit}: ${this.line}`)
  }

  /** The whole answer was handed to the socket. */
  finish(): void {
    if (this.#over) return
    this.#settle(false)
    this.sink = undefined
    this.#transport.answered()
  }

  /** The application failed: 500, or an answer that has begun is cut off. */
  fail(error: unknown): void {
    if (isOf(error, this.#gone)) return
    const {method, url, protocol} = this.request
    this.#transport.site.meter.exceptions++
    this.#transport.site.report({type: 'exception', method, uri: url, error})
    if (this.#over) return
    if (this.#status > 0) {
      this.#transport.abort()
      return
    }
    const body = 'Internal Server Error\n'
    const head = `${protocol} 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`
    this.begin(500, head.length)
    this.socket.write(method === 'HEAD' ? head : head + body, 'latin1')
    this.finish()
  }

  /** The connection closed. */
  closed(): void {
    if (this.#over) return
    this.#settle(true)
    this.#gone = Object.assign(new Error('aborted'), {code: 'ECONNRESET'}) // as Node's own http says it
    this.sink?.fail(this.#gone)
  }

  get isOver(): boolean {
    return this.#over
  }

  get hasBegun(): boolean {
    return this.#status > 0
  }

  /** The request, for a log line. */
  get line(): string {
    return `${this.request.method} ${this.request.url}`
  }

  #settle(aborted: boolean): void {
    this.#over = true
    const milliseconds = performance.now() - this.#started
    const bytes = this.socket.bytesWritten
    const {meter, onRequest} = this.#transport.site
    meter.end(this.#core, milliseconds, bytes)
    if (onRequest === undefined) return
    const {method, url, protocol, remoteAddress, remoteUser, vars} = this.request
    onRequest({
      type: 'request',
      remote_addr: remoteAddress,
      remote_user: remoteUser,
      method,
      uri: url,
      protocol,
      status: this.#status,
      body_bytes: Math.max(0, bytes - this.#headBytes),
      time_ms: Math.round(milliseconds * 1000) / 1000,
      vars: vars.length,
      aborted,
    })
  }
}

function isOf(error: unknown, told: Error | undefined): boolean {
  if (told === undefined) return false
  return error === told || (error instanceof Error && error.cause === told)
}
