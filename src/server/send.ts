import type {Transaction} from './transaction.js'

export interface AnswerStart {
  readonly status: number
  /** As `encodeResponseHead` made it. */
  readonly head: string
  /** All of the body, or its first bytes; text is sent as UTF-8. */
  readonly body?: Uint8Array | string | undefined
}

/** Head and body in one write: the kernel is asked once. */
export function sendStart(transaction: Transaction, {status, head, body = ''}: AnswerStart): void {
  transaction.begin(status, head.length)
  if (typeof body !== 'string') transaction.socket.write(joined(head, body))
  else if (Buffer.byteLength(body) === body.length)
    transaction.socket.write(head + body, 'latin1') // all of it is ASCII
  else transaction.socket.write(joined(head, Buffer.from(body)))
}

function joined(head: string, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 'latin1')
  bytes.set(body, head.length)
  return bytes
}
