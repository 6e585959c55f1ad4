import {Args, Flags} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import type {ExplainDocument} from '../cli/explain-run.js'
import {FINDING_FORMATS, type FindingFormat} from '../cli/reporters/findings/report.js'
import {SEVERITIES, type Severity} from '../diagnostics.js'

export default class Explain extends BaseCommand {
  static override summary = 'Say what a message, a log, an option or a number means, and what to do about it.'
  static override description = [
    'THING is a message, one or more log files (also .gz), - for standard input, a known problem (U001), a rule (NX001),',
    'an option, a modifier, a variable of uWSGI, a directive of nginx, a number out of a message or an exit code.',
    'Logs of uWSGI, nginx, Apache, lighttpd, systemd and docker are read in any mix: what belongs together is joined,',
    'and what to fix first stands first. Several logs at once tell more than one after the other.',
    'Exit code 0: explained, 1: nothing known.',
  ].join(' ')
  static override usage = ['<%= command.id %> [THING...|-] [FLAGS]']
  static override strict = false
  static override args = {thing: Args.string({description: 'a message, a file, -, a name or a number', multiple: true})}
  static override flags = {
    format: Flags.option({options: FINDING_FORMATS})({char: 'f', description: 'what it looks like', default: 'text'}),
    severity: Flags.option({options: SEVERITIES as Severity[]})({
      char: 'S',
      description: 'of a log, what is worth more than a line',
      default: 'warning',
    }),
  }
  static override examples = [
    'journalctl -u app -b | <%= config.bin %> <%= command.id %> -',
    '<%= config.bin %> <%= command.id %> /var/log/uwsgi/app.log /var/log/nginx/error.log',
    '<%= config.bin %> <%= command.id %> "invalid request block size: 21573 (max 4096)...skip"',
    '<%= config.bin %> <%= command.id %> U001',
    '<%= config.bin %> <%= command.id %> harakiri',
    '<%= config.bin %> <%= command.id %> exit 22',
  ]

  override async run(): Promise<ExplainDocument> {
    const {asThings} = await import('../cli/explain-words.js')
    const own = {...Explain.baseFlags, ...Explain.flags, help: {}}
    const {argv, flags} = await this.parse(Explain, asThings(this.argv, own))
    const {explain, explainDocument, isKnown} = await import('../cli/explain-run.js')
    const format = this.jsonEnabled() ? 'json' : (flags.format as FindingFormat)
    const explained = await explain(argv as string[], {isQuiet: format !== 'text'})
    const document = explainDocument(explained)
    if (!this.jsonEnabled()) {
      const {explainedReport} = await import('../cli/explain-report.js')
      const text = await explainedReport(explained, document, {
        format,
        threshold: flags.severity,
        version: this.config.version,
      })
      if (text !== '') this.log(text)
    }
    if (!isKnown(explained))
      this.logToStderr((await import('../cli/explain-report.js')).nothingKnown(argv as string[], explained))
    this.exitWith(isKnown(explained) ? 0 : 1)
    return document
  }
}
