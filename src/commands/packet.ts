import {Flags} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import {addressArg, timeoutFlag} from '../cli/flags.js'
import {blockFlags, modifierFlag} from '../cli/packet-flags.js'
import {TsgiError, usageError} from '../errors.js'

export default class Packet extends BaseCommand {
  static override summary = 'Send any uwsgi packet to a live server, or take a captured one apart.'
  static override description = `Prints what comes back: to a pipe or a file exactly its bytes.
--decode reads a capture, raw or as a hex dump (xxd, hexdump -C, od -t x1, plain digits), and shows it as a table.`
  static override usage = [
    '<%= command.id %> SOCKET [--modifier1 N|NAME] [--modifier2 N] [--var NAME=VALUE... | --array ITEM... | --raw HEX] [--body TEXT]',
    '<%= command.id %> --decode FILE|- [--uwsgi]',
  ]
  static override args = {socket: addressArg({description: 'where the server listens'})}
  static override flags = {
    modifier1: modifierFlag({default: 0, description: 'which plugin answers: 0 to 255, or ping, cache, rpc, php, …'}),
    modifier2: Flags.integer({
      default: 0,
      min: 0,
      max: 255,
      helpValue: 'N',
      description: 'its meaning depends on modifier1',
    }),
    ...blockFlags,
    offline: Flags.boolean({description: 'build the packet and print it; send nothing'}),
    decode: Flags.string({
      helpValue: 'FILE|-',
      description: 'take a capture apart; - is standard input',
      exclusive: ['modifier1', 'modifier2', 'var', 'array', 'raw', 'body', 'offline'],
    }),
    uwsgi: Flags.boolean({
      description: 'with --decode: read it as a real server would, and show what it would log',
      dependsOn: ['decode'],
    }),
    timeout: timeoutFlag,
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock --modifier1 ping',
    '<%= config.bin %> <%= command.id %> :3031 --modifier1 rpc --array hello --array world',
    '<%= config.bin %> <%= command.id %> :3031 --var REQUEST_METHOD=GET --var PATH_INFO=/ --var SERVER_PROTOCOL=HTTP/1.1',
    '<%= config.bin %> <%= command.id %> --decode request.bin',
    'xxd request.bin | <%= config.bin %> <%= command.id %> --decode -',
  ]

  override async run(): Promise<object> {
    const {args, flags} = await this.parse(Packet)
    if (flags.decode !== undefined) {
      if (args.socket)
        throw usageError('TSGI_USAGE', '--decode reads a file: it takes no socket', 'tsgi packet --decode FILE')
      const {runDecode} = await import('../cli/packet-decode.js')
      const document = await runDecode(this, flags.decode, {asServer: flags.uwsgi})
      if (!document.ok) this.exitWith(1)
      return document
    }
    const {runOffline, runSend} = await import('../cli/packet-send.js')
    if (flags.offline) return runOffline(this, flags)
    if (args.socket) return runSend(this, args.socket, flags)
    throw new TsgiError('missing SOCKET', {
      code: 'TSGI_MISSING_ARGUMENT',
      kind: 'usage',
      suggestions: ['tsgi packet SOCKET --modifier1 ping', 'tsgi packet --decode FILE'],
    })
  }
}
