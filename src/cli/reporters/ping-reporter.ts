import {type Address, formatAddress} from '../../address.js'
import type {PingState} from '../../client/ping.js'
import type {PingReply, PingTarget} from '../../client/ping-series.js'
import {jsonLine, schemaOf} from '../json.js'
import type {PingOutcome, PingWatcher} from '../ping-run.js'
import type {PingFlags, PingSettings} from '../ping-settings.js'
import {printable} from '../printable.js'
import {headline, replyLine, seconds, statistics} from './ping.js'

/** Takes lines: the answer, and the conversation about it. */
export interface Output {
  out(line: string): void
  aside(line: string): void
}

/** Prints a ping in the form that was asked for: lines of `ping(8)`, NDJSON, or one line for Nagios. */
export class PingReporter implements PingWatcher {
  readonly #flags: PingFlags
  readonly #settings: PingSettings
  readonly #output: Output
  readonly #last = new Map<Address, PingState>()

  constructor(flags: PingFlags, settings: PingSettings, output: Output) {
    this.#flags = flags
    this.#settings = settings
    this.#output = output
  }

  started(target: Address): void {
    if (!this.#flags.nagios && !this.#flags.ndjson) this.#output.out(headline(target, this.#settings))
  }

  replied(target: Address, reply: PingReply): void {
    const {nagios, ndjson, quiet, timestamps} = this.#flags
    if (nagios || quiet || (!ndjson && this.#isOldNews(target, reply))) return
    const now = Date.now() / 1000
    if (ndjson) this.#json({type: 'reply', ...(timestamps ? {time_s: now} : {}), target, ...reply})
    else this.#output.out(`${timestamps ? `[${now.toFixed(6)}] ` : ''}${replyLine(target, reply)}`)
  }

  /** While waiting, four probes a second would all say the same. */
  #isOldNews(target: Address, {state}: PingReply): boolean {
    const before = this.#last.get(target)
    this.#last.set(target, state)
    return this.#settings.wait !== undefined && before === state
  }

  /** Prints what it came to; returns the exit code. */
  async finish(outcome: PingOutcome): Promise<number> {
    const {nagios, ndjson} = this.#flags
    if (nagios) return this.#nagios(outcome)
    if (ndjson) {
      const targets = outcome.targets.map(({replies: _, ...rest}) => rest)
      this.#json({type: 'summary', ok: outcome.exit === 0, targets})
    } else await this.#text(outcome)
    return outcome.exit
  }

  async #text({targets, exits}: PingOutcome): Promise<void> {
    for (const target of targets) this.#output.out(statistics(target))
    for (const [n, series] of targets.entries()) {
      const {target, replies} = series
      if (exits[n] !== 0) this.#missed(series)
      const state = replies.findLast((reply) => reply.state !== 'pong')?.state
      if (exits[n] === 0 || this.#flags.quiet || state === undefined || state === 'pong') continue
      const {explainState} = await import('./ping-advice.js')
      const {method, path} = this.#settings
      this.#output.aside(await explainState(target, state, method === 'request' ? {path} : {}))
    }
  }

  #missed({target, received, time_ms}: PingTarget): void {
    const {wait, atLeast, deadline} = this.#settings
    const name = printable(formatAddress(target))
    if (wait) this.#output.aside(`${name} is not ${wait.until} after ${seconds(Math.round(time_ms))}`)
    else if (received > 0 && received < atLeast)
      this.#output.aside(`${name}: ${received} of ${atLeast} replies within ${seconds(deadline)}`)
  }

  async #nagios({targets}: PingOutcome): Promise<number> {
    const {nagiosVerdict} = await import('./nagios.js')
    const {line, exit} = nagiosVerdict(targets, this.#flags)
    this.#output.out(line)
    return exit
  }

  #json(document: object): void {
    this.#output.out(jsonLine({schema: schemaOf('ping'), ...document}))
  }
}
