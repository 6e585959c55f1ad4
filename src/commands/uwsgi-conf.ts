import {Flags} from '@oclif/core'
import {appFlags} from '../cli/app-flags.js'
import {ConfCommand, type ConfDocument} from '../cli/conf-command.js'
import {confFlags, sourceArg} from '../cli/conf-flags.js'
import {tuningFlags} from '../cli/tuning-flags.js'
import {UWSGI_FILE_FORMATS} from '../render/uwsgi/format.js'

export default class UwsgiConf extends ConfCommand {
  static override summary = 'Print the configuration of uWSGI for an application.'
  static override description = [
    'Works in strict mode on a uWSGI whose plugins are files (Debian, Fedora, Alpine) and on one with Python inside (pip).',
    'Requests end before it stops, no packet can make it load code, and every line that is not obvious says why it is there.',
    '\n\nThe deployment comes from tsgi.yaml, from an existing configuration of uWSGI, or from flags alone.',
    '\n\nExit code 1 with --check: the file drifted; with --validate: uWSGI does not accept it.',
  ].join(' ')
  static override args = sourceArg
  static override flags = {
    ...confFlags,
    ...appFlags,
    ...tuningFlags,
    format: Flags.option({
      char: 'f',
      description: 'all mean the same; JSON has no comments, and not every uWSGI reads it',
      options: UWSGI_FILE_FORMATS,
    })({default: 'ini'}),
    only: Flags.string({helpValue: 'NAME', description: 'of several applications, this one'}),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app shop.wsgi:application --virtualenv .venv > uwsgi.ini',
    '<%= config.bin %> <%= command.id %> --app app.psgi --preset minimal --no-comments',
    '<%= config.bin %> <%= command.id %> --format yaml -o /etc/uwsgi/shop.yaml',
    '<%= config.bin %> <%= command.id %> --check /etc/uwsgi/shop.ini',
  ]

  override async run(): Promise<ConfDocument> {
    const {args, flags} = await this.parse(UwsgiConf)
    const {uwsgiFiles, uwsgiDescription, validateUwsgi} = await import('../cli/uwsgi-files.js')
    return this.produce({
      source: args.source,
      flags,
      description: uwsgiDescription(flags, process.cwd()),
      render: (deployment, options) => uwsgiFiles(deployment, {...options, format: flags.format, only: flags.only}),
      validate: validateUwsgi,
    })
  }
}
