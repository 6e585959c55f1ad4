import {BaseCommand} from '../cli/base-command.js'
import {doctorArgs, doctorFlags} from '../cli/doctor-flags.js'
import type {DoctorDocument} from '../cli/doctor-run.js'

export default class Doctor extends BaseCommand {
  static override summary = 'Walk the way of a request on this machine, and name the hop that is broken.'
  static override description = [
    'Finds the uWSGI and web servers that run here, their configuration and the sockets between them, and goes from the client',
    'to the application: the first hop that is broken comes first, with what shows it and what to type. Changes nothing.',
    'A request is sent only to a URL or socket that was named, or with --yes.',
    'Exit code 0: nothing found, 1: a finding as bad as --fail-on, 2: usage, 3: doctor could not look.',
  ].join(' ')
  static override strict = false
  static override args = doctorArgs
  static override flags = doctorFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> http://shop.example/',
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock -v',
    '<%= config.bin %> <%= command.id %> /etc/uwsgi/app.ini --json',
    '<%= config.bin %> <%= command.id %> https://shop.example/ --watch --timeout 5m',
  ]

  override async run(): Promise<DoctorDocument | object> {
    const {argv, flags} = await this.parse(Doctor)
    const {checkList, doctor, doctorReport} = await import('../cli/doctor-run.js')
    if (flags['list-checks']) {
      const list = await checkList()
      for (const {id, name, severity, title} of list) this.log(`${id}  ${severity.padEnd(7)}  ${name}: ${title}`)
      return {ok: true, checks: list}
    }
    const isQuiet = this.jsonEnabled() || flags.format !== 'text'
    const result = await this.withSpinner('walking the way of a request', () =>
      doctor(argv as string[], flags, (text) => {
        if (!isQuiet) this.logToStderr(text)
      }),
    )
    if (!this.jsonEnabled()) {
      const report = await doctorReport(result, flags, this.config.version)
      if (report !== '') this.log(report)
    }
    this.exitWith(result.document.ok ? 0 : 1)
    return result.document
  }
}
