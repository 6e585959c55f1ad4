import {BaseCommand} from '../cli/base-command.js'
import {checkArgs, checkFlags} from '../cli/check-flags.js'
import type {CheckDocument} from '../cli/check-session.js'

export default class Check extends BaseCommand {
  static override summary = 'Try whether a configuration loads, application and all, and touch nothing.'
  static override description = [
    'uWSGI has no test mode: started by hand with the configuration of a live server it takes over its socket and deletes its',
    'pid file. This makes a copy in which nothing binds, writes, deletes, runs or hooks, has the real uWSGI load it with its',
    'plugins and the application, as the user that it names, and says in words what happened.',
    '\n\nnginx, Apache, lighttpd and units of systemd are tested by those programs, in the same way.',
    '\n\nThe code of the application runs, as far as it does when it is imported. docs/check.md says what is left out, and why.',
    '\n\nExit code 0: it loads, 1: it does not, 2: usage, 3: nothing could be run.',
  ].join(' ')
  static override strict = false
  static override args = checkArgs
  static override flags = checkFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /etc/uwsgi/apps-enabled/shop.ini',
    '<%= config.bin %> <%= command.id %> uwsgi.ini --user www-data --timeout 2m',
    '<%= config.bin %> <%= command.id %> --show uwsgi.ini',
    '<%= config.bin %> <%= command.id %> /etc/nginx/nginx.conf /etc/systemd/system/shop.service',
  ]

  override async run(): Promise<CheckDocument> {
    const {argv, flags} = await this.parse(Check)
    const {CheckSession} = await import('../cli/check-session.js')
    const session = new CheckSession(this, flags)
    const checked = await this.withSpinner('trying it', () => session.check(argv as string[]))
    const document = await session.report(checked)
    this.exitWith(document.ok ? 0 : 1)
    return document
  }
}
