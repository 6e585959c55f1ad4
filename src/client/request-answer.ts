import {ResponseDecoder} from '../wire/response.js'
import type {ResponseHead} from '../wire/response-head.js'

export interface AnswerOptions {
  /** Bytes of the response's body kept in the result; the rest is read, counted and left out. Default 8 MiB. */
  readonly keep?: number
  /** Called when the head is there, before any of the body. */
  readonly onHead?: (head: ResponseHead) => void | Promise<void>
  /** Takes the body as it comes, besides what is kept; a promise holds the server back until it settles. */
  readonly onBody?: (chunk: Buffer) => void | Promise<void>
  /** Takes the answer byte for byte as it comes, head included. */
  readonly onBytes?: (chunk: Buffer) => void | Promise<void>
  readonly signal?: AbortSignal
}

const DEFAULT_KEEP = 8 << 20
/** How long a server may take to close behind a complete answer, in which surplus bytes would show. */
const GRACE_MS = 50

/** Takes the answer in: decodes, hands on, keeps what it may. */
export class Answer {
  readonly decoder: ResponseDecoder
  bodyBytes = 0
  completeMs: number | undefined
  readonly #options: AnswerOptions
  readonly #kept: Buffer[] = []
  readonly #stop = new AbortController()
  readonly #started = performance.now()
  #keptBytes = 0
  #grace: NodeJS.Timeout | undefined
  #headSeen = false

  constructor(method: string, options: AnswerOptions) {
    this.decoder = new ResponseDecoder({method})
    this.#options = options
  }

  get signal(): AbortSignal {
    const {signal} = this.#options
    return signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal
  }

  get body(): Buffer {
    return Buffer.concat(this.#kept)
  }

  take(chunk: Buffer): Promise<undefined> | undefined {
    const body = this.decoder.push(chunk)
    if (this.decoder.complete && this.completeMs === undefined) {
      this.completeMs = performance.now() - this.#started
      this.#grace = setTimeout(() => this.#stop.abort(), GRACE_MS)
    }
    const raw = this.#options.onBytes?.(chunk)
    const handed = this.#handOn(body)
    return raw || handed ? Promise.all([raw, handed]).then(() => undefined) : undefined
  }

  async end(): Promise<void> {
    clearTimeout(this.#grace)
    await this.#handOn(this.decoder.finish())
  }

  #handOn(body: Buffer): void | Promise<void> {
    const {onHead, onBody} = this.#options
    const {head} = this.decoder
    const seen = this.#headSeen || !head ? undefined : onHead?.(head)
    this.#headSeen ||= head !== undefined
    if (body.length === 0) return seen
    this.#keep(body)
    return seen ? seen.then(() => onBody?.(body)) : onBody?.(body)
  }

  #keep(body: Buffer): void {
    const room = Math.max(0, (this.#options.keep ?? DEFAULT_KEEP) - this.#keptBytes)
    if (room > 0) this.#kept.push(Buffer.from(body.subarray(0, room))) // a copy: the chunk may be part of something large
    this.#keptBytes += Math.min(room, body.length)
    this.bodyBytes += body.length
  }
}
