import type {RequestResult} from '../../client/request.js'
import type {BuiltRequest} from '../../client/request-build.js'
import type {ResponseHead} from '../../wire/response-head.js'
import {chalkFor} from '../colour.js'
import type {Sink} from '../sink.js'
import {BodyText} from './body-text.js'
import {hexDump} from './hex.js'
import {rawResponseHead, requestHead, responseHead, timingsLine, varLines} from './request-text.js'

export interface PrinterOptions {
  /** Letters of `-p`. */
  readonly parts: ReadonlySet<string>
  /** A person reads it at a terminal: nothing binary, nothing that could act on the terminal. */
  readonly forPeople: boolean
  /** Every byte of the answer instead of `h` and `b`. */
  readonly raw: boolean
  readonly dump: boolean
}

/** Prints a request and its answer as they go by. */
export class RequestPrinter {
  readonly #sink: Sink
  readonly #options: PrinterOptions
  #text = new BodyText()
  #bodySeen = false

  constructor(sink: Sink, options: PrinterOptions) {
    this.#sink = sink
    this.#options = options
  }

  /** What is sent, before it is sent. */
  async request(built: BuiltRequest): Promise<void> {
    const {parts, dump} = this.#options
    if (dump) await this.#sink.write(hexDump(built.packet))
    if (parts.has('E')) await this.#sink.write(`${varLines(built.vars)}${parts.size > 1 ? '\n' : ''}`)
    if (parts.has('H')) await this.#sink.write(requestHead(built))
    if (parts.has('B') && built.body) await this.#requestBody(built.body)
  }

  /** The head of the answer. */
  async head(head: ResponseHead): Promise<void> {
    const {parts, forPeople, raw} = this.#options
    this.#text = new BodyText(head.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1])
    if (!parts.has('h') || raw) return
    await this.#sink.write(forPeople ? responseHead(head, await chalkFor('stdout')) : rawResponseHead(head))
  }

  body(chunk: Buffer): Promise<void> | undefined {
    const {parts, forPeople, raw} = this.#options
    if (raw || !parts.has('b')) return undefined
    this.#bodySeen = true
    return this.#sink.write(forPeople ? this.#text.push(chunk) : chunk)
  }

  bytes(chunk: Buffer): Promise<void> | undefined {
    const {forPeople, raw} = this.#options
    if (!raw) return undefined
    this.#bodySeen = true
    return this.#sink.write(forPeople ? this.#text.push(chunk) : chunk)
  }

  /** Behind the answer, whole or not. */
  async end(result: RequestResult): Promise<void> {
    if (this.#bodySeen && this.#options.forPeople) await this.#sink.write(this.#text.finish())
    if (this.#options.parts.has('m')) await this.#sink.write(`${timingsLine(result)}\n`)
  }

  async #requestBody(body: NonNullable<BuiltRequest['body']>): Promise<void> {
    const {forPeople, parts} = this.#options
    const text = new BodyText()
    for await (const chunk of body.read()) {
      await this.#sink.write(forPeople ? text.push(chunk) : chunk)
      if (forPeople && text.isBinary) break // the rest would only be counted
    }
    if (forPeople) await this.#sink.write(text.finish(body.bytes))
    if (parts.has('h') || parts.has('b')) await this.#sink.write(forPeople ? '\n' : '\n\n')
  }
}
