import {BaseCommand} from '../cli/base-command.js'
import {isTerminal} from '../cli/colour.js'
import {addressArg} from '../cli/flags.js'
import {pingFlags, withWaitingTime} from '../cli/ping-flags.js'
import {runPing} from '../cli/ping-run.js'
import {settingsOf} from '../cli/ping-settings.js'
import {PingReporter} from '../cli/reporters/ping-reporter.js'
import type {PingTarget} from '../client/ping-series.js'

export interface PingDocument {
  readonly ok: boolean
  /** In the order of the arguments. */
  readonly targets: readonly PingTarget[]
}

export default class Ping extends BaseCommand {
  static override summary = 'Ask a live uWSGI server whether it is there.'
  static override description = [
    'Output, Ctrl-C and exit codes are those of ping(8): 0: it answers, 1: it does not, 2: a mistake in what was typed,',
    '3: this user may not connect. Of several sockets the worst counts: 1 before 3 before 0.',
    '\n\nA server without the ping plugin closes the connection without a byte: it is "alive", which is an answer unless',
    '--strict. No GET is ever sent unasked; --path asks for one.',
  ].join(' ')
  static override args = {
    socket: addressArg({
      required: true,
      multiple: true,
      description: 'where it listens; several are probed side by side',
    }),
  }
  static override flags = pingFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock',
    '<%= config.bin %> <%= command.id %> 127.0.0.1:3031 -c 10 -i 200ms',
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock --path /healthz --expect 200',
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock --wait-up 30s',
    '<%= config.bin %> <%= command.id %> :3031 --nagios --warning 100ms --critical 1s',
  ]

  override async run(): Promise<PingDocument> {
    const {args, flags} = await this.parse(Ping, withWaitingTime(this.argv))
    const settings = settingsOf(flags, isTerminal('stdout'))
    const reporter = new PingReporter(flags, settings, {
      out: (line) => this.log(line),
      aside: (line) => this.logToStderr(line),
    })
    const outcome = await runPing(args.socket, settings, reporter)
    this.exitWith(await reporter.finish(outcome))
    return {ok: outcome.exit === 0, targets: outcome.targets}
  }

  /** To a monitoring system wrong arguments are UNKNOWN, on stdout, with exit code 3. */
  protected override async catch(error: Error): Promise<unknown> {
    if (!this.isAsked('nagios')) return super.catch(error)
    const {nagiosFailure} = await import('../cli/reporters/nagios.js')
    this.log(nagiosFailure(await this.errorOf(error)))
    this.exitWith(3)
    return undefined
  }
}
