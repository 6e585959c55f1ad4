import {BaseCommand} from '../cli/base-command.js'
import {addressArg, durationFlag} from '../cli/flags.js'
import {ping} from '../client/ping.js'

export default class Ping extends BaseCommand {
  static override summary = 'Ask a live uWSGI server whether it is there.'
  static override args = {socket: addressArg({required: true, description: 'where it listens'})}
  static override flags = {timeout: durationFlag({char: 'W', description: 'give up after this long', default: 3000})}
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock']

  override async run(): Promise<unknown> {
    const {args, flags} = await this.parse(Ping)
    const result = await ping(args.socket, flags)
    this.log(JSON.stringify(result))
    this.exitWith(1)
    return result
  }
}
