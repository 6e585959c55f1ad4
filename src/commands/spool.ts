import {Args, Flags} from '@oclif/core'
import {type Address, formatAddress} from '../address.js'
import {answered} from '../cli/answered.js'
import {askFlags, confirm} from '../cli/ask.js'
import {BaseCommand} from '../cli/base-command.js'
import {socketArg, timeoutFlag} from '../cli/flags.js'
import {describeTask, readTask, taskRefused} from '../cli/spool-task.js'
import {timeFlag} from '../cli/time.js'
import {spool} from '../client/spool.js'
import {Modifier1} from '../wire/modifiers.js'

export interface SpoolDocument {
  readonly ok: true
  readonly target: Address
  readonly names: readonly string[]
  readonly time_ms: number
}

export default class Spool extends BaseCommand {
  static override summary = 'Hand a task to the spooler of a live uWSGI server.'
  static override description =
    `A task is a list of variables, and a body that arrives as the variable "body"; all of it fits into 65,535 bytes.
Stored is not done: the answer comes before the task runs. The server needs the spooler plugin and spooler = FOLDER.`
  static override strict = false
  static override args = {socket: socketArg, variable: Args.string({description: 'NAME=VALUE; as many as you like'})}
  static override usage = '<%= command.id %> SOCKET NAME=VALUE... [--body TEXT|@FILE|-] [--priority N] [--at TIME]'
  static override flags = {
    body: Flags.string({helpValue: 'TEXT', description: 'the body: text, @FILE, or - for standard input'}),
    priority: Flags.integer({
      min: 0,
      helpValue: 'N',
      description: 'smaller goes first; the server needs spooler-ordered',
    }),
    at: timeFlag({description: 'not before: seconds since 1970, 2026-01-31T08:00:00Z, or +10m from now'}),
    timeout: timeoutFlag,
    ...askFlags,
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock task=mail to=ada@example.com',
    '<%= config.bin %> <%= command.id %> :3031 task=import --body @data.csv --priority 1 --at +10m',
  ]

  override async run(): Promise<SpoolDocument> {
    const {args, flags, argv} = await this.parse(Spool)
    const {socket} = args
    const {body, priority, at, timeout} = flags
    const task = await readTask((argv as unknown[]).slice(1).map(String), body)
    const where = `the spooler at ${formatAddress(socket)}`
    await confirm(this, {action: `hand ${describeTask(task)} to ${where}`, flags})
    const when = {...(priority === undefined ? {} : {priority}), ...(at === undefined ? {} : {at})}
    const result = await spool(socket, task, {timeout, ...when})
    const {value: stored, time_ms} = await answered(result, {address: socket, modifier1: Modifier1.spooler})
    if (!stored) throw taskRefused(where)
    this.log('stored')
    if (priority !== undefined)
      this.logToStderr('only with spooler-ordered does uWSGI look into the folder of a priority')
    return {ok: true, target: socket, names: task.vars.map(([name]) => Buffer.from(name, 'latin1').toString()), time_ms}
  }
}
