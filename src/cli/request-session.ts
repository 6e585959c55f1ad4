import type {Address} from '../address.js'
import type {RequestResult} from '../client/request.js'
import {type BuiltRequest, buildRequest} from '../client/request-build.js'
import {isTerminal} from './colour.js'
import {interrupted, terminated} from './failure.js'
import {printable} from './printable.js'
import {failureText} from './reporters/failure-text.js'
import {offlineDocument, requestDocument} from './reporters/request-json.js'
import {timingsLine} from './reporters/request-text.js'
import {type OpenedBody, openBody} from './request-body.js'
import {type MessageFlags, requestInput} from './request-input.js'
import {runRequest, type ShowFlags, showRequest} from './request-run.js'
import {type Expectations, verdictOf} from './request-verdict.js'
import {type Ending, onEnding} from './signals.js'

export interface SessionOptions {
  readonly target: Address
  readonly path: string
  readonly flags: MessageFlags & ShowFlags & Expectations & {readonly data?: string | undefined; readonly curl: boolean}
  readonly json: boolean
  readonly waiting: (work: () => Promise<unknown>) => Promise<unknown>
  readonly warn: (text: string) => void
  readonly say: (text: string) => void
  readonly print: (text: string) => void
}

export interface SessionEnd {
  readonly exit: number
  readonly document: object
}

/** One run of `tsgi request`: opens the body, builds, sends or shows, and says how it went. */
export class RequestSession {
  readonly #options: SessionOptions

  constructor(options: SessionOptions) {
    this.#options = options
  }

  async run(): Promise<SessionEnd> {
    const {flags} = this.#options
    const body = flags.data === undefined ? undefined : await openBody(flags.data)
    try {
      return await this.#withBody(body)
    } finally {
      await body?.close()
    }
  }

  async #withBody(body: OpenedBody | undefined): Promise<SessionEnd> {
    const {target, path, flags, json, warn, print} = this.#options
    const built = buildRequest(target, requestInput(path, flags, body))
    for (const warning of built.warnings) warn(warning)
    const {dump} = flags
    if (flags.curl) {
      const {curlCommand} = await import('./reporters/request-curl.js')
      const curl = curlCommand(built, flags.data)
      print(printable(curl))
      return {exit: 0, document: offlineDocument(target, built, {dump, curl})}
    }
    if (!flags.offline) return this.#send(built)
    if (!json) await showRequest(built, flags)
    return {exit: 0, document: offlineDocument(target, built, {dump})}
  }

  async #send(built: BuiltRequest): Promise<SessionEnd> {
    const {target, flags, json, waiting, warn} = this.#options
    const stop = new AbortController()
    let ending: Ending | undefined
    const release = onEnding((signal) => {
      ending = signal
      stop.abort()
    })
    try {
      const result = await this.#advised(await runRequest(target, built, {flags, json, waiting, signal: stop.signal}))
      if (ending) throw ending === 'SIGINT' ? interrupted() : terminated()
      const verdict = verdictOf(result, flags)
      for (const warning of result.warnings.slice(built.warnings.length)) warn(warning)
      await this.#tell(result)
      for (const {expected, ok, actual} of verdict.expectations) {
        if (!ok) this.#options.say(`Expected ${printable(expected)}, got: ${actual}`)
      }
      const {output: file, dump} = flags
      return {exit: verdict.exit, document: requestDocument(result, built, {verdict, file, dump})}
    } finally {
      release()
    }
  }

  async #advised(result: RequestResult): Promise<RequestResult> {
    if (!result.failure) return result
    const {withAdvice} = await import('./request-advice.js')
    return {...result, failure: await withAdvice(result.failure, result.outcome, result.target)}
  }

  /** What a person at the terminal wants to know besides. */
  async #tell(result: RequestResult): Promise<void> {
    const {say, warn, flags} = this.#options
    if (result.failure) {
      say(await failureText(result.failure))
      return
    }
    for (const {message} of result.problems) warn(message)
    if (isTerminal('stderr') && !flags.print?.has('m'))
      say(`${timingsLine(result)}${flags.output === undefined ? '' : ` · saved to ${printable(flags.output)}`}`)
  }
}
