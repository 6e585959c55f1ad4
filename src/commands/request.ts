import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import {addressArg} from '../cli/flags.js'
import {requestFlags} from '../cli/request-flags.js'

export default class Request extends BaseCommand {
  static override summary = 'Send a request to a uwsgi server, as the web server in front of it would.'
  static override description =
    `Exits with 0 for a 2xx or 3xx, 4 for a 4xx, 5 for a 5xx, 1 without a whole answer or with an expectation that failed.
At a terminal the head and the body are shown; anywhere else the body alone, byte for byte.`
  static override args = {
    socket: addressArg({required: true, description: 'where it listens'}),
    path: Args.string({description: 'path and query, or a whole URL', default: '/'}),
  }
  static override flags = requestFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock "/login?next=/"',
    "<%= config.bin %> <%= command.id %> :3031 /api -j -d '{\"a\": 1}' -H 'Authorization: Bearer x'",
    '<%= config.bin %> <%= command.id %> ./app.sock /upload -X PUT -d @photo.jpg -o answer.bin',
    '<%= config.bin %> <%= command.id %> :3031 /index.php --modifier1 php --expect-status 200 --expect-body Welcome',
    '<%= config.bin %> <%= command.id %> :3031 / --preset apache --offline --dump',
  ]

  override async run(): Promise<object> {
    const {args, flags} = await this.parse(Request)
    const {RequestSession} = await import('../cli/request-session.js')
    const session = new RequestSession({
      target: args.socket,
      path: args.path,
      flags,
      json: this.jsonEnabled(),
      waiting: (work) => this.withSpinner(`waiting for ${args.path}`, work),
      warn: (text) => this.warn(text),
      say: (text) => this.logToStderr(text),
      print: (text) => this.log(text),
    })
    const {exit, document} = await session.run()
    this.exitWith(exit)
    return document
  }
}
