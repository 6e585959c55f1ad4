import {STATUS_CODES} from 'node:http'
import {bodyStream} from './body-stream.js'
import type {GatewayRequest} from './gateway-request.js'
import {encodeResponseHead} from './response-head.js'
import {sendStart} from './send.js'
import type {Handler, Transaction} from './transaction.js'

/** What a direct application gets: the request as the variables describe it, without an object of HTTP in between. */
export interface DirectRequest extends GatewayRequest {
  /** The request's body; `null` when none was announced. Unread, it is read away. */
  body(): ReadableStream<Uint8Array> | null
}

export interface DirectAnswer {
  /** 200–599 */
  readonly status: number
  /** Byte strings. `Content-Length` is set from the body. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  /** Text is sent as UTF-8. */
  readonly body?: string | Uint8Array
}

/** The shortest way from packet to answer; about half of what a Node listener costs beyond the connection itself. */
export type DirectListener = (request: DirectRequest) => DirectAnswer | Promise<DirectAnswer>

export function directHandler(listener: DirectListener): Handler {
  return (transaction) => {
    try {
      const body = () => (transaction.request.contentLength > 0 ? bodyStream(transaction) : null)
      const answer = listener(Object.assign(transaction.request, {body}))
      if (!(answer instanceof Promise)) send(transaction, answer)
      else answer.then((late) => send(transaction, late)).catch((error: unknown) => transaction.fail(error))
    } catch (error) {
      transaction.fail(error)
    }
  }
}

function send(transaction: Transaction, {status, headers = [], body = ''}: DirectAnswer): void {
  const {method, protocol} = transaction.request
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const hasBody = status !== 204 && status !== 304
  const measured = hasBody ? [...headers, ['Content-Length', String(bytes.length)] as const] : headers
  const head = encodeResponseHead({protocol, status, reason: STATUS_CODES[status] ?? '', headers: measured})
  sendStart(transaction, {status, head, body: hasBody && method !== 'HEAD' ? bytes : undefined})
  transaction.finish()
}
