import {BaseCommand} from '../cli/base-command.js'
import {lintArgs, lintFlags} from '../cli/lint-flags.js'
import type {LintRequest} from '../cli/lint-run.js'
import type {FindingsDocument} from '../cli/reporters/findings/render.js'
import {openFileSink, type Sink} from '../cli/sink.js'

export interface LintDocument extends FindingsDocument {
  readonly files: number
  /** What --diff shows. */
  readonly diff?: string
  /** Files that --fix changed. */
  readonly fixed: readonly string[]
}

export default class Lint extends BaseCommand {
  static override summary = 'Find mistakes in the configuration of uWSGI and of what stands around it.'
  static override description = [
    'Reads uWSGI (ini, yaml, json, xml), nginx (also what nginx -T prints), Apache, lighttpd, systemd units, compose and',
    'Kubernetes manifests and tsgi.yaml, by themselves and against each other. Nothing is executed or loaded.',
    'A comment on the line above keeps a finding away: "# tsgi: ignore[UW101] because …".',
    'Exit code 0: clean, 1: findings, 2: usage, 3: a file cannot be read.',
  ].join(' ')
  static override strict = false
  static override args = lintArgs
  static override flags = lintFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> uwsgi.ini',
    '<%= config.bin %> <%= command.id %> /etc/uwsgi /etc/nginx --severity info',
    'nginx -T | <%= config.bin %> <%= command.id %> --as nginx -',
    '<%= config.bin %> <%= command.id %> --fix uwsgi.ini',
    '<%= config.bin %> <%= command.id %> --trace harakiri uwsgi.ini',
    '<%= config.bin %> <%= command.id %> --format sarif -o lint.sarif',
  ]

  override async run(): Promise<LintDocument | object> {
    const {argv, flags} = await this.parse(Lint)
    const paths = argv as string[]
    if (flags['list-rules']) return (await import('../cli/lint-rules.js')).listRules(this)
    if (flags.explain !== undefined) return (await import('../cli/lint-rules.js')).explainRule(this, flags.explain)
    const {LintSession} = await import('../cli/lint-session.js')
    const session = new LintSession(this, flags, this.jsonEnabled())
    if (flags.trace !== undefined) return this.#trace(flags.trace, await session.request(paths))
    const sink = flags.output === undefined ? undefined : await openFileSink(flags.output)
    const outcome = await session.run(paths).catch(async (error) => {
      await sink?.discard()
      throw error
    })
    if (sink) await written(sink, outcome.report)
    else if (outcome.report !== '') this.log(outcome.report.replace(/\n$/, ''))
    if (outcome.summary !== '') this.logToStderr(outcome.summary)
    this.exitWith(outcome.isFailure && !flags['exit-zero'] ? 1 : 0)
    return outcome.document
  }

  async #trace(option: string, request: LintRequest): Promise<object> {
    const {traceOption} = await import('../cli/lint-trace.js')
    const document = await traceOption(this, option, request)
    this.exitWith(document.ok ? 0 : 1)
    return document
  }
}

async function written(sink: Sink, report: string): Promise<void> {
  await sink.write(report)
  await sink.commit()
}
