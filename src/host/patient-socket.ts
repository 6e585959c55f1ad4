import {Socket} from 'node:net'

/** A socket whose failed writes are noted instead of tearing the connection down with the answer still unread. */
export class PatientSocket extends Socket {
  sendError: NodeJS.ErrnoException | undefined

  override _write(chunk: unknown, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    super._write(chunk, encoding, this.#noting(callback))
  }

  override _writev(
    chunks: {chunk: unknown; encoding: BufferEncoding}[],
    callback: (error?: Error | null) => void,
  ): void {
    super._writev?.(chunks, this.#noting(callback))
  }

  #noting(callback: (error?: Error | null) => void) {
    return (error?: Error | null) => {
      if (error && !this.connecting) this.sendError ??= error
      callback(this.connecting ? error : undefined)
    }
  }
}
