import type {Var} from '../wire/vars.js'
import {bodyStream} from './body-stream.js'
import {sendAnswer} from './fetch-answer.js'
import type {Handler, Transaction} from './transaction.js'

/** What a fetch-style handler gets besides the request. */
export interface FetchContext {
  /** All variables of the front, in order; byte strings. */
  readonly vars: readonly Var[]
  /** The client as the front saw it; empty and 0 when it said nothing. */
  readonly remoteAddress: string
  readonly remotePort: number
}

/** A fetch-style handler, as `export default` of Bun, Deno, Hono and Workers have it. */
export type FetchListener = (request: Request, context: FetchContext) => Response | Promise<Response>

/** Methods that `Request` refuses (Fetch, 2.2.1). */
const FORBIDDEN = /^(?:connect|trace|track)$/i
const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/

export function fetchHandler(listener: FetchListener): Handler {
  return (transaction) => {
    converse(listener, transaction).catch((error: unknown) => transaction.fail(error))
  }
}

async function converse(listener: FetchListener, transaction: Transaction): Promise<void> {
  const {method, vars, remoteAddress, remotePort} = transaction.request
  if (FORBIDDEN.test(method) || !TOKEN.test(method)) return notImplemented(transaction)
  const request = fetchRequest(transaction)
  const response: unknown = await listener(request, {vars, remoteAddress, remotePort})
  if (!isResponse(response)) throw new TypeError(notAResponse(response))
  await sendAnswer(transaction, response)
}

function fetchRequest(transaction: Transaction): Request {
  const {method, scheme, host, url, rawHeaders, contentLength} = transaction.request
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) appendHeader(headers, rawHeaders[at]!, rawHeaders[at + 1]!)
  const hasBody = contentLength > 0 && method !== 'GET' && method !== 'HEAD'
  return new Request(`${scheme}://${host}${url === '*' ? '/*' : url}`, {
    method,
    headers,
    ...(hasBody ? {body: bodyStream(transaction), duplex: 'half' as const} : {}),
  })
}

/** A name or value that no HTTP header can have is in the variables only. */
function appendHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value)
  } catch {
    // Names come from variables, which hold any bytes.
  }
}

/** `Request` cannot carry the method, so the handler is not asked. */
function notImplemented(transaction: Transaction): Promise<void> {
  return sendAnswer(transaction, new Response('Not Implemented\n', {status: 501}))
}

/** By its shape: an application may bring a `Response` of its own. */
function isResponse(value: unknown): value is Response {
  const {status, headers} = (value ?? {}) as Partial<Response>
  return typeof status === 'number' && typeof headers?.get === 'function'
}

function notAResponse(value: unknown): string {
  const shown = value === null || value === undefined ? String(value) : typeof value
  return `the handler returned ${shown}, not a Response (is it a Node (req, res) listener? then say so: kind "node")`
}
