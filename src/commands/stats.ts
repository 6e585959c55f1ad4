import type {Address} from '../address.js'
import {BaseCommand} from '../cli/base-command.js'
import {statsArg} from '../cli/flags.js'
import {statsFlags, thresholdsOf} from '../cli/stats-flags.js'
import type {Stats as ServerDocument} from '../client/stats.js'
import type {StatsSummary, Utilisation} from '../client/stats-summary.js'
import type {ThresholdResult} from '../client/stats-thresholds.js'
import {usageError} from '../errors.js'

export interface StatsDocument {
  readonly ok: boolean
  readonly target: Address
  readonly stats: ServerDocument
  /** Of a server with workers. */
  readonly summary?: StatsSummary
  readonly utilisation?: Utilisation
  readonly thresholds: readonly ThresholdResult[]
  readonly time_ms: number
}

export default class Stats extends BaseCommand {
  static override summary = 'Show what a stats server of uWSGI says, and judge it.'
  static override description = [
    'Reads the socket of "stats =", raw or HTTP, of a server, an emperor or a router. The queue of a unix socket is the',
    "kernel's, since uWSGI always says 0. How busy the workers are is measured between two samples: --interval.",
    'Exit code 0: answered and within the limits, 1: a limit was broken or no statistics came, 3: not allowed.',
  ].join(' ')
  static override args = {socket: statsArg({required: true, description: 'where the stats server listens'})}
  static override flags = statsFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/app/stats.sock',
    '<%= config.bin %> <%= command.id %> 127.0.0.1:1717 --interval 5s',
    '<%= config.bin %> <%= command.id %> /run/app/stats.sock -q --max-queue 10 --max-busy 90% --min-workers 2',
    '<%= config.bin %> <%= command.id %> http://127.0.0.1:1717 --prometheus',
  ]

  override async run(): Promise<StatsDocument> {
    const {args, flags} = await this.parse(Stats)
    const {address, isHttp} = args.socket
    const [{sampleStats}, {summaryOf}, {checkThresholds}] = await Promise.all([
      import('../cli/stats-run.js'),
      import('../client/stats-summary.js'),
      import('../client/stats-thresholds.js'),
    ])
    const options = {timeout: flags.timeout, http: flags.http || isHttp, showSecrets: flags['show-secrets']}
    const {last, used} = await this.withSpinner('reading', () => sampleStats(address, flags.interval, options))
    const {stats, raw} = last
    const limits = thresholdsOf(flags)
    if (stats.kind !== 'server' && Object.keys(limits).length > 0) {
      throw usageError(
        'TSGI_BAD_EXPECTATION',
        `limits are for a server with workers, and this is the one of a ${stats.kind}`,
      )
    }
    const summary = stats.kind === 'server' ? summaryOf(stats) : undefined
    const thresholds = summary ? checkThresholds(limits, summary, used) : []
    const ok = thresholds.every((result) => result.ok)
    if (!flags.quiet) await this.#print(flags, {stats, used, raw: raw.bytes})
    const {thresholdLines} = await import('../cli/reporters/stats.js')
    for (const line of thresholdLines(thresholds)) this.logToStderr(line)
    this.exitWith(ok ? 0 : 1)
    const more = {...(summary ? {summary} : {}), ...(used ? {utilisation: used} : {})}
    return {ok, target: address, stats, ...more, thresholds, time_ms: raw.time_ms}
  }

  async #print(
    flags: {readonly raw: boolean; readonly prometheus: boolean},
    {stats, used, raw}: {readonly stats: ServerDocument; readonly used: Utilisation | undefined; readonly raw: Buffer},
  ): Promise<void> {
    if (this.jsonEnabled()) return
    if (flags.raw) {
      const {printBytes} = await import('../cli/output.js')
      printBytes(this, raw)
    } else if (flags.prometheus) {
      const [{prometheusText}, {printText}] = await Promise.all([
        import('../cli/reporters/prometheus.js'),
        import('../cli/output.js'),
      ])
      printText(await prometheusText(stats))
    } else {
      const {statsText} = await import('../cli/reporters/stats.js')
      this.log(await statsText({stats, used, now: Date.now() / 1000}))
    }
  }
}
