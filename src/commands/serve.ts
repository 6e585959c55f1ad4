import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import type {ServeSummary} from '../cli/reporters/serve.js'
import {serveFlags, serveOptions} from '../cli/serve-flags.js'

export default class Serve extends BaseCommand {
  static override summary = 'Serve a JavaScript application over the uwsgi protocol.'
  static override description = [
    "A small uwsgi server, so that a web server's configuration has something real to talk to.",
    '\n\nAPP is a module whose default export is a function (request) => Response, a Node listener (req, res), an Express',
    'application, or an object with a fetch method. Without APP it shows what it receives: as text, HTML or JSON, by Accept',
    'or ?format=.',
    '\n\nA function with two parameters or more is taken for a Node listener, one with fewer for a fetch-style handler;',
    '--kind says it where that is wrong.',
    '\n\nSIGTERM and Ctrl-C let the requests in progress finish; a second one stops at once.',
  ].join(' ')
  static override args = {
    app: Args.string({
      name: 'APP',
      description: 'JavaScript module, ESM or CommonJS (default: a built-in application)',
    }),
  }
  static override flags = serveFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> app.js --socket ./app.sock --chmod-socket 666',
    '<%= config.bin %> <%= command.id %> --socket :3031 --socket ./app.sock --stats :1717',
  ]

  override async run(): Promise<ServeSummary> {
    const {args, flags} = await this.parse(Serve)
    const {loadApplication} = await import('../server/load-application.js')
    const {builtInApplication} = await import('../server/built-in.js')
    const {ndjsonReporter, textReporter} = await import('../cli/reporters/serve.js')
    const {serveUntilEnded} = await import('../cli/serving.js')
    const application = args.app === undefined ? builtInApplication : await loadApplication(args.app)
    const reporter = flags.ndjson
      ? ndjsonReporter()
      : textReporter({application: args.app ?? 'the built-in application', quiet: flags.quiet || this.jsonEnabled()})
    return serveUntilEnded(application, serveOptions(flags, this.config.version), reporter)
  }
}
