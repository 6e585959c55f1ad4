import {Flags} from '@oclif/core'
import {appFlags} from '../cli/app-flags.js'
import {ConfCommand, type ConfDocument} from '../cli/conf-command.js'
import {confFlags, sourceArg} from '../cli/conf-flags.js'
import {SYSTEMD_FILES} from '../render/systemd.js'

const SERVICE = {helpGroup: 'SERVICE'}

export default class SystemdUnit extends ConfCommand {
  static override summary = 'Print the systemd unit that runs an application.'
  static override description = [
    'A service that waits for running requests when it stops, reloads without a gap, and can do nothing that it does not need:',
    '`systemd-analyze security` gives it 1.5 at most at --hardening standard, and 1.0 at strict, which leaves it no address',
    'but those of this machine.',
    '\n\nA socket, folders, users and log rotation come as files of their own where the deployment needs them: --unit prints one,',
    '-o with a folder writes all.',
    '\n\nExit code 1 with --check: the file drifted; with --validate: systemd does not accept it.',
  ].join(' ')
  static override args = sourceArg
  static override flags = {
    ...confFlags,
    ...appFlags,
    unit: Flags.option({...SERVICE, description: 'print this one (default: service)', options: SYSTEMD_FILES})(),
    only: Flags.string({...SERVICE, helpValue: 'NAME', description: 'of several applications, the units of this one'}),
    kind: Flags.option({
      ...SERVICE,
      description: 'socket: systemd listens; template: name@.service; emperor: one service for several applications',
      options: ['service', 'socket', 'template', 'emperor'] as const,
    })(),
    hardening: Flags.option({
      ...SERVICE,
      description: 'how much is taken away from it (default: standard)',
      options: ['none', 'standard', 'strict'] as const,
    })(),
    uwsgi: Flags.string({
      ...SERVICE,
      helpValue: 'PROGRAM',
      description: 'absolute path of uWSGI (default: /usr/bin/uwsgi)',
    }),
    config: Flags.string({
      ...SERVICE,
      helpValue: 'FILE',
      description: 'configuration of uWSGI that it starts (default: the source, or /etc/uwsgi/NAME.ini)',
    }),
    'memory-max': Flags.string({...SERVICE, helpValue: 'SIZE', description: 'of all its processes: 512m, 2g'}),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app shop.wsgi:application --hardening strict > shop.service',
    '<%= config.bin %> <%= command.id %> --kind socket --unit socket',
    '<%= config.bin %> <%= command.id %> /etc/uwsgi/shop.ini --validate',
    '<%= config.bin %> <%= command.id %> -o /etc/systemd/system',
  ]

  override async run(): Promise<ConfDocument> {
    const {args, flags} = await this.parse(SystemdUnit)
    const {systemdDescription, systemdFiles, validateSystemd} = await import('../cli/systemd-files.js')
    const wanted = {...flags, source: args.source, cwd: process.cwd()}
    return this.produce({
      source: args.source,
      flags,
      description: systemdDescription(wanted),
      render: (deployment, options) => systemdFiles(deployment, options, wanted),
      validate: validateSystemd,
    })
  }
}
