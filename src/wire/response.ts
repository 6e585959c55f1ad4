import {usageError} from '../errors.js'
import {asBuffer} from './bytes.js'
import {PendingBytes} from './pending-bytes.js'
import {
  BARE,
  DECIDING_BYTES,
  decideForm,
  parseHead,
  type ResponseHead,
  type ResponseProblem,
  type ResponseProblemCode,
  reportBare,
} from './response-head.js'
import {bodyLength} from './response-length.js'

export interface ResponseDecoderOptions {
  /** A head over this is not taken, informational ones before it included. Default 65,536. */
  readonly maxHeadBytes?: number
  /** Of the request: an answer to HEAD has no body. */
  readonly method?: string
}

const NOTHING = Buffer.alloc(0)
const CR = 0x0d
const LF = 0x0a

/**
 * Reads the answer to a request, chunk by chunk, as `docs/protocol.md` describes it: a head, then a body as long as Content-Length
 * says, or until the end. Reading never throws: whatever comes has an outcome, in `head` and `problems`, that does not depend on
 * how it was cut into chunks. It keeps at most `maxHeadBytes` and one chunk; a body goes straight through.
 */
export class ResponseDecoder {
  readonly #maxHeadBytes: number
  readonly #method: string
  readonly #pending = new PendingBytes()
  readonly #problems = new Map<ResponseProblemCode, ResponseProblem>()
  #received = 0
  #headBytes = 0
  /** Where the search for the end of the head goes on. */
  #searched = 0
  #form: ResponseHead['form'] | undefined
  #head: ResponseHead | undefined
  /** Of the body; undefined when it goes to the end. */
  #missing: number | undefined
  /** Nothing more is read: the input ended, or the head is too big. */
  #closed = false

  constructor({maxHeadBytes = 65_536, method = 'GET'}: ResponseDecoderOptions = {}) {
    if (!(maxHeadBytes >= 0)) throw usageError('TSGI_BAD_LIMIT', `maxHeadBytes is ${maxHeadBytes}; it is a size`)
    this.#maxHeadBytes = maxHeadBytes
    this.#method = method
  }

  /** `undefined` until it is complete, and for good when it never is. A `bare` one has no status. */
  get head(): ResponseHead | undefined {
    return this.#head
  }

  /** Bytes of the head, informational ones and the empty line included. nginx takes 4,096 unless told otherwise. */
  get headBytes(): number {
    return this.#headBytes
  }

  /** Content-Length is satisfied, or there can be no body: no need to wait for the end. */
  get complete(): boolean {
    return this.#missing === 0
  }

  /** What is wrong so far, each code once. */
  get problems(): readonly ResponseProblem[] {
    return [...this.#problems.values()]
  }

  /**
   * Takes a chunk; returns the bytes of the body that it brought: none while the head is incomplete, none beyond its length.
   * They are a view of it where they can be, so a chunk must not be written to again before it is dealt with.
   */
  push(chunk: Uint8Array): Buffer {
    if (this.#closed) return NOTHING
    const bytes = asBuffer(chunk)
    this.#received += bytes.length
    if (this.#head !== undefined) return this.#takeBody(bytes)
    this.#pending.append(bytes)
    return this.#readHeads(false)
  }

  /** The input ended. Returns the body of an answer that only now turns out to have no head; empty otherwise. */
  finish(): Buffer {
    if (this.#closed) return NOTHING
    const rest = this.#head === undefined && this.#pending.length > 0 ? this.#readHeads(true) : NOTHING
    this.#closed = true
    if (this.#received === 0) this.#report('empty', 'closed without a byte')
    else if (this.#head === undefined) this.#report('truncated-head', 'the answer ended within its head')
    else if (this.#missing)
      this.#report('body-short', `the body ended ${this.#missing} bytes before its Content-Length`)
    return rest
  }

  /** Reads heads off the pending bytes until the final one; returns what of the body is there. */
  #readHeads(ended: boolean): Buffer {
    for (;;) {
      const start = this.#pending.bytes.toString('latin1', 0, DECIDING_BYTES)
      this.#form ??= decideForm(start, ended)
      if (this.#form === undefined) return NOTHING
      if (this.#form === 'bare') return this.#settleBare(start)
      const end = this.#findHeadEnd()
      if (end === undefined) {
        const isNaked = ended && this.#form === 'cgi' && !start.includes('\r\n') // a line that looks like a header
        return isNaked ? this.#settleBare(start) : NOTHING
      }
      const head = parseHead(this.#pending.bytes.toString('latin1', 0, end), this.#form, this.#report)
      if (head === undefined) return this.#settle(BARE)
      this.#pending.drop(end)
      this.#headBytes += end
      if (!this.#isInformational(head)) return this.#settle(head)
      this.#form = undefined
      this.#searched = 0
    }
  }

  /** The offset behind the empty line; `undefined` while there is none. */
  #findHeadEnd(): number | undefined {
    const {bytes} = this.#pending
    const room = this.#maxHeadBytes - this.#headBytes
    for (;;) {
      const at = bytes.indexOf(LF, this.#searched)
      this.#searched = at === -1 ? bytes.length : at
      if (at === -1) break
      const next = bytes[at + 1] === CR ? at + 2 : at + 1
      if (next >= Math.min(bytes.length, room)) break // the empty line may be cut right here
      if (bytes[next] === LF) return next + 1
      this.#searched = next
    }
    if (bytes.length > room) {
      this.#report('head-too-big', `the head is over ${this.#maxHeadBytes} bytes`)
      this.#pending.drop(bytes.length)
      this.#closed = true
    }
    return undefined
  }

  #isInformational({status}: ResponseHead): boolean {
    if (status >= 200 || status === 101) return false
    this.#report(
      'informational',
      'an informational answer (1xx) came first: nginx and Apache take it for the final one',
    )
    return true
  }

  #settleBare(start: string): Buffer {
    reportBare(start, this.#report)
    return this.#settle(BARE)
  }

  #settle(head: ResponseHead): Buffer {
    this.#head = head
    this.#missing = bodyLength(head, this.#method, this.#report)
    const {bytes} = this.#pending
    this.#pending.drop(bytes.length)
    return this.#takeBody(bytes)
  }

  #takeBody(bytes: Buffer): Buffer {
    if (this.#missing === undefined) return bytes
    const body = bytes.subarray(0, this.#missing)
    this.#missing -= body.length
    if (body.length < bytes.length)
      this.#report('body-long', 'more bytes came than the answer announced; they are left out')
    return body
  }

  readonly #report = (code: ResponseProblemCode, message: string): void => {
    if (!this.#problems.has(code)) this.#problems.set(code, {code, message})
  }
}
