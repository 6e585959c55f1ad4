import {STATUS_CODES} from 'node:http'
import {bodyStream} from './body-stream.js'
import type {GatewayRequest} from './gateway-request.js'
import {encodeResponseHead} from './response-head.js'
import {sendStart} from './send.js'
import type {Handler, Transaction} from './transaction.js'

/** What a direct application gets besides the request. */
export interface DirectContext {
  /** The request's body; `null` when none was announced. Unread, it is read away. */
  readonly body: ReadableStream<Uint8Array> | null
}

export interface DirectAnswer {
  /** 200–599 */
  readonly status: number
  /** Byte strings. `Content-Length` is set from the body. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** Text is sent as UTF-8. */
  readonly body?: string | Uint8Array
}

/** The shortest way from packet to answer: no object of HTTP is made. Strings are byte strings. */
export type DirectListener = (request: GatewayRequest, context: DirectContext) => DirectAnswer | Promise<DirectAnswer>

export function directHandler(listener: DirectListener): Handler {
  return (transaction) => {
    try {
      const answer = listener(transaction.request, new Context(transaction))
      if (answer instanceof Promise) sendLater(transaction, answer)
      else send(transaction, answer)
    } catch (error) {
      transaction.fail(error)
    }
  }
}

class Context implements DirectContext {
  readonly #transaction: Transaction
  #body: ReadableStream<Uint8Array> | null | undefined

  constructor(transaction: Transaction) {
    this.#transaction = transaction
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.#body !== undefined) return this.#body
    this.#body = this.#transaction.request.contentLength > 0 ? bodyStream(this.#transaction) : null
    return this.#body
  }
}

function sendLater(transaction: Transaction, answer: Promise<DirectAnswer>): void {
  answer.then((late) => send(transaction, late)).catch((error: unknown) => transaction.fail(error))
}

function send(transaction: Transaction, {status, headers = [], body = ''}: DirectAnswer): void {
  const {method, protocol} = transaction.request
  const hasBody = status !== 204 && status !== 304
  const length = hasBody ? (typeof body === 'string' ? Buffer.byteLength(body) : body.length) : undefined
  const head = encodeResponseHead({protocol, status, reason: STATUS_CODES[status] ?? '', headers, length})
  sendStart(transaction, {status, head, body: hasBody && method !== 'HEAD' ? body : undefined})
  transaction.finish()
}
