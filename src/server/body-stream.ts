import type {Transaction} from './transaction.js'

/** Bytes of a body that are read before the application asks for them. */
const BODY_AHEAD_BYTES = 65_536

/** The body of a request, held back where the application is slower than the front. */
export function bodyStream(transaction: Transaction): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        transaction.sink = {
          chunk(bytes) {
            controller.enqueue(bytes)
            return (controller.desiredSize ?? 0) > 0
          },
          end: () => controller.close(),
          fail: (error) => controller.error(error),
        }
      },
      pull: () => void transaction.socket.resume(),
      // Whoever stops reading still gets its answer out: the rest is read away.
      cancel() {
        transaction.sink = undefined
        transaction.socket.resume()
      },
    },
    {highWaterMark: BODY_AHEAD_BYTES, size: (chunk) => chunk.byteLength},
  )
}
