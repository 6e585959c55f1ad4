import {STATUS_CODES} from 'node:http'
import {setImmediate as tick} from 'node:timers/promises'
import {encodeResponseHead} from './response-head.js'
import {sendStart} from './send.js'
import type {Transaction} from './transaction.js'

const EMPTY = new Uint8Array()

/** Sends a `Response`: with its length when all of its body is there at once, else as it comes, to the end of the transaction. */
export async function sendAnswer(transaction: Transaction, response: Response): Promise<void> {
  const {status, body} = response
  if (transaction.socket.destroyed) return body?.cancel()
  if (transaction.request.method === 'HEAD' || status === 204 || status === 304) {
    sendStart(transaction, {status, head: headOf(transaction, response)})
    transaction.finish()
    return body?.cancel()
  }
  if (body === null) return sendWhole(transaction, response, EMPTY)

  const reader = body.getReader()
  transaction.socket.once('close', () => void reader.cancel().catch(() => {})) // it may be waiting for more, for ever
  const first = await reader.read()
  if (first.done) return sendWhole(transaction, response, EMPTY)
  const second = reader.read()
  // A string or a buffer is one chunk, and its end follows without any waiting.
  const soon = await Promise.race([second, tick()])
  const start = bytesOf(first.value)
  if (soon?.done) return sendWhole(transaction, response, start)
  sendStart(transaction, {status, head: headOf(transaction, response), body: start})
  await sendRest(transaction, reader, second)
}

type Reader = ReadableStreamDefaultReader<Uint8Array>

async function sendRest(transaction: Transaction, reader: Reader, next: ReturnType<Reader['read']>): Promise<void> {
  const {socket} = transaction
  for (let read = await next; !read.done; read = await reader.read()) {
    if (socket.destroyed) return reader.cancel()
    if (!socket.write(bytesOf(read.value))) await drained(socket)
  }
  transaction.finish()
}

function sendWhole(transaction: Transaction, response: Response, body: Uint8Array): void {
  sendStart(transaction, {status: response.status, head: headOf(transaction, response, body.length), body})
  transaction.finish()
}

/** The application's own `Content-Length` holds unless the length is known. */
function headOf({request: {protocol}}: Transaction, response: Response, length?: number): string {
  const {status, headers} = response
  const reason = response.statusText || (STATUS_CODES[status] ?? '')
  return encodeResponseHead({protocol, status, reason, headers, length})
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  if (typeof chunk === 'string') return Buffer.from(chunk)
  throw new TypeError(`a chunk of the answer's body is ${typeof chunk}, not Uint8Array`)
}

function drained(socket: Transaction['socket']): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
    if (socket.destroyed) done()
  })
}
