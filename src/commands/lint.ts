import {writeFile} from 'node:fs/promises'
import {BaseCommand} from '../cli/base-command.js'
import {lintArgs, lintFlags} from '../cli/lint-flags.js'
import type {FindingsDocument} from '../cli/reporters/findings/render.js'

export interface LintDocument extends FindingsDocument {
  readonly files: number
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
    '<%= config.bin %> <%= command.id %> --format sarif -o lint.sarif',
  ]

  override async run(): Promise<LintDocument | object> {
    const {argv, flags} = await this.parse(Lint)
    const {LintSession} = await import('../cli/lint-session.js')
    const session = new LintSession(this, flags, this.jsonEnabled())
    if (flags['list-rules']) return session.listRules()
    if (flags.explain !== undefined) return session.explain(flags.explain)
    const outcome = await session.run(argv as string[])
    if (flags.output !== undefined) await writeFile(flags.output, outcome.report)
    else if (outcome.report !== '') this.log(outcome.report.replace(/\n$/, ''))
    if (outcome.summary !== '') this.logToStderr(outcome.summary)
    this.exitWith(outcome.isFailure && !flags['exit-zero'] ? 1 : 0)
    return outcome.document
  }
}
