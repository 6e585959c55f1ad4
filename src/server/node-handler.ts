import {IncomingMessage, ServerResponse} from 'node:http'
import type {Socket} from 'node:net'
import type {GatewayRequest} from './gateway-request.js'
import {withoutHopByHop} from './response-head.js'
import type {BodySink, Handler, Transaction} from './transaction.js'

/** A request as a Node listener gets it. */
export interface UwsgiIncomingMessage extends IncomingMessage {
  /** What the front said, variable by variable. */
  uwsgi: GatewayRequest
}

/** A Node `(req, res)` listener, or an Express application. */
export type NodeListener = (request: UwsgiIncomingMessage, response: ServerResponse) => unknown

/**
 * Runs a listener on Node's own `IncomingMessage` and `ServerResponse`, fed with uwsgi instead of HTTP. What differs from them
 * is set on the object and not in a subclass, because Express replaces the prototypes of both.
 */
export function nodeHandler(listener: NodeListener): Handler {
  return (transaction) => {
    const request = incomingMessage(transaction)
    const response = serverResponse(transaction, request)
    try {
      const returned = listener(request, response)
      if (returned instanceof Promise) returned.catch((error: unknown) => fail(transaction, response, error))
    } catch (error) {
      fail(transaction, response, error)
    }
  }
}

function fail(transaction: Transaction, response: ServerResponse, error: unknown): void {
  // What the application still writes must not follow the error page.
  if (!response.writableEnded && response.socket) response.detachSocket(transaction.socket)
  transaction.fail(error)
}

/** Of Node's own, and older than any supported version: what `http.Server` itself feeds a message with. */
interface Fed {
  _addHeaderLines(headers: readonly string[], count: number): void
}

function incomingMessage(transaction: Transaction): UwsgiIncomingMessage {
  const {socket, request} = transaction
  introduce(socket, request)
  const message = new IncomingMessage(socket) as UwsgiIncomingMessage
  message.httpVersionMajor = 1
  message.httpVersionMinor = request.protocol === 'HTTP/1.0' ? 0 : 1
  message.httpVersion = request.protocol === 'HTTP/1.0' ? '1.0' : '1.1'
  message.method = request.method
  message.url = request.url
  message.uwsgi = request
  ;(message as unknown as Fed)._addHeaderLines(request.rawHeaders, request.rawHeaders.length)
  transaction.sink = new MessageSink(message)
  return message
}

class MessageSink implements BodySink {
  readonly #message: IncomingMessage

  constructor(message: IncomingMessage) {
    this.#message = message
  }

  chunk(bytes: Buffer): boolean {
    return this.#message.push(bytes)
  }

  end(): void {
    this.#message.complete = true
    this.#message.push(null)
  }

  fail(error: Error): void {
    this.#message.destroy(error)
  }
}

interface Introduced {
  _peername: {address: string; port: number; family: string}
  encrypted: boolean
}

/** The socket answers for the client, as it would without a front: `req.socket.remoteAddress`, `req.secure` of Express. */
function introduce(socket: Socket, {remoteAddress, remotePort, scheme}: GatewayRequest): void {
  const introduced = socket as unknown as Introduced
  const family = remoteAddress.includes(':') ? 'IPv6' : 'IPv4'
  // The cache of `getpeername(2)` in `net.Socket`; a unix socket has no other peer name.
  introduced._peername = {address: remoteAddress, port: remotePort, family}
  if (scheme === 'https') introduced.encrypted = true
}

/** Of Node's own response, what is changed here; the listeners and methods are shared by all responses. */
type UwsgiResponse = ServerResponse & {[TRANSACTION]: Transaction; _header: string}
const TRANSACTION = Symbol('transaction')

function serverResponse(transaction: Transaction, request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request) as UwsgiResponse
  response[TRANSACTION] = transaction
  response.useChunkedEncodingByDefault = true // means: measure a body that is known at the end
  response.sendDate = false // the front dates its answer
  response.removeHeader('Connection')
  response.removeHeader('Transfer-Encoding')
  response.writeHead = writeHead as never
  response.writeContinue = nothing
  response.writeProcessing = nothing
  response.writeEarlyHints = nothing
  response.assignSocket(transaction.socket)
  transaction.socket.on('drain', onDrain).on('timeout', onTimeout)
  response.on('prefinish', onPrefinish)
  return response
}

const nodeWriteHead = ServerResponse.prototype.writeHead as (this: ServerResponse, ...args: unknown[]) => ServerResponse

/** The head as Node writes it, made into what fronts want. */
function writeHead(this: UwsgiResponse, status: number, reason?: unknown, headers?: unknown): ServerResponse {
  if (status < 200) throw new RangeError(`${status} cannot be sent through uwsgi: a front takes it for the answer`)
  this.removeHeader('Trailer')
  nodeWriteHead.call(this, status, reason, headers)
  const {protocol} = this[TRANSACTION].request
  const written = protocol === 'HTTP/1.1' ? this._header : protocol + this._header.slice(protocol.length)
  this._header = withoutHopByHop(written)
  this.chunkedEncoding = false
  this[TRANSACTION].begin(this.statusCode, this._header.length)
  return this
}

function onPrefinish(this: UwsgiResponse): void {
  this[TRANSACTION].finish()
}

/** What `http.Server` does for its sockets. */
function onDrain(this: Socket & {_httpMessage?: ServerResponse | null}): void {
  if (this._httpMessage?.writableNeedDrain) this._httpMessage.emit('drain')
}

/** `setTimeout` of request and response set the socket's; `http.Server` is who tells them. */
function onTimeout(this: Socket & {_httpMessage?: ServerResponse | null}): void {
  const response = this._httpMessage
  if (response?.req.complete === false) response.req.emit('timeout', this)
  response?.emit('timeout', this)
}

/** For 1xx answers: every front but lighttpd takes one for the answer itself. */
function nothing(...args: unknown[]): void {
  const callback = args.at(-1)
  if (typeof callback === 'function') process.nextTick(callback)
}
