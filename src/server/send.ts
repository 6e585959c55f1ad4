import type {Transaction} from './transaction.js'

export interface AnswerStart {
  readonly status: number
  /** As `encodeResponseHead` made it. */
  readonly head: string
  /** All of the body, or its first bytes. */
  readonly body?: Uint8Array | undefined
}

/** Head and body in one write: the kernel is asked once. */
export function sendStart(transaction: Transaction, {status, head, body}: AnswerStart): void {
  transaction.begin(status, head.length)
  if (body === undefined || body.length === 0) {
    transaction.socket.write(head, 'latin1')
    return
  }
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 'latin1')
  bytes.set(body, head.length)
  transaction.socket.write(bytes)
}
