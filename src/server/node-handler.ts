import {IncomingMessage, ServerResponse} from 'node:http'
import type {Socket} from 'node:net'
import type {GatewayRequest} from './gateway-request.js'
import {withoutHopByHop} from './response-head.js'
import type {Handler, Transaction} from './transaction.js'

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
  const {socket, request: gateway} = transaction
  introduce(socket, gateway)
  const message = new IncomingMessage(socket) as UwsgiIncomingMessage
  message.httpVersion = gateway.protocol.slice('HTTP/'.length)
  message.httpVersionMajor = 1
  message.httpVersionMinor = gateway.protocol === 'HTTP/1.0' ? 0 : 1
  message.method = gateway.method
  message.url = gateway.url
  message.uwsgi = gateway
  ;(message as unknown as Fed)._addHeaderLines(gateway.rawHeaders, gateway.rawHeaders.length)
  transaction.sink = {
    chunk: (bytes) => message.push(bytes),
    end() {
      message.complete = true
      message.push(null)
    },
    fail: (error) => message.destroy(error),
  }
  return message
}

/** The socket answers for the client, as it would without a front: `req.socket.remoteAddress`, `req.secure` of Express. */
function introduce(socket: Socket, {remoteAddress, remotePort, scheme}: GatewayRequest): void {
  const family = remoteAddress.includes(':') ? 'IPv6' : 'IPv4'
  // The cache of `getpeername(2)` in `net.Socket`; a unix socket has no other peer name.
  Object.assign(socket, {_peername: {address: remoteAddress, port: remotePort, family}})
  if (scheme === 'https') Object.assign(socket, {encrypted: true})
}

function serverResponse(transaction: Transaction, request: IncomingMessage): ServerResponse {
  const {socket} = transaction
  const response = new ServerResponse(request)
  response.useChunkedEncodingByDefault = true // means: measure a body that is known at the end
  response.chunkedEncoding = false
  response.sendDate = false // the front dates its answer
  response.removeHeader('Connection')
  response.removeHeader('Transfer-Encoding')
  response.writeHead = function writeHead(this: ServerResponse, status: number, ...rest: unknown[]) {
    if (status < 200) throw new RangeError(`${status} cannot be sent through uwsgi: a front takes it for the answer`)
    this.removeHeader('Trailer')
    Reflect.apply(ServerResponse.prototype.writeHead, this, [status, ...rest])
    sealHead(this, transaction)
    return this
  } as ServerResponse['writeHead']
  response.writeContinue = nothing
  response.writeProcessing = nothing
  response.writeEarlyHints = nothing
  response.assignSocket(socket)
  socket.on('drain', () => {
    if (response.writableNeedDrain) response.emit('drain')
  })
  response.once('prefinish', () => transaction.finish())
  return response
}

/** The head that Node wrote, as fronts want it. */
function sealHead(response: ServerResponse, transaction: Transaction): void {
  const {protocol} = transaction.request
  const written = response as unknown as {_header: string}
  written._header = withoutHopByHop(protocol + written._header.slice('HTTP/1.1'.length))
  response.chunkedEncoding = false
  transaction.begin(response.statusCode, written._header.length)
}

/** For 1xx answers: every front but lighttpd takes one for the answer itself. */
function nothing(...args: unknown[]): void {
  const callback = args.at(-1)
  if (typeof callback === 'function') process.nextTick(callback)
}
