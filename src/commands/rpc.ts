import {Args} from '@oclif/core'
import type {Address} from '../address.js'
import {answered} from '../cli/answered.js'
import {BaseCommand} from '../cli/base-command.js'
import {socketArg, timeoutFlag} from '../cli/flags.js'
import {bytesField, printBytes} from '../cli/output.js'
import {rpc} from '../client/rpc.js'
import {Modifier1} from '../wire/modifiers.js'
import {utf8Bytes} from '../wire/vars.js'

export interface RpcDocument {
  readonly ok: true
  readonly target: Address
  readonly function: string
  readonly args: readonly string[]
  /** The result when it is text; else `result_base64`. */
  readonly result?: string
  readonly result_base64?: string
  readonly result_bytes: number
  readonly time_ms: number
}

const NO_RESULT = {
  code: 'TSGI_RPC_NO_RESULT',
  suggestions: ['look into the log of uWSGI: it has what the function raised'],
}

export default class Rpc extends BaseCommand {
  static override summary = 'Call a function that a live uWSGI application registered.'
  static override description = `Prints what it returns: to a pipe or a file exactly its bytes.
Up to 254 arguments. The server needs the rpc plugin; in Python, uwsgi.register_rpc(name, function), and a result of type bytes.`
  static override strict = false
  static override usage = '<%= command.id %> SOCKET FUNCTION [ARG...]'
  static override args = {
    socket: socketArg,
    function: Args.string({required: true, description: 'the name that it was registered with'}),
    arg: Args.string({description: 'an argument; up to 254'}),
  }
  static override flags = {timeout: timeoutFlag}
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock hello world']

  override async run(): Promise<RpcDocument> {
    const {args, flags, argv} = await this.parse(Rpc)
    const words = (argv as unknown[]).slice(2).map(String)
    const call = {function: utf8Bytes(args.function), args: words.map(utf8Bytes)}
    const result = await this.withSpinner(`calling ${args.function}`, () => rpc(args.socket, call, flags))
    const about = {address: args.socket, modifier1: Modifier1.rpc, refusal: NO_RESULT}
    const {value, time_ms} = await answered(result, about)
    printBytes(this, value)
    return {
      ok: true,
      target: args.socket,
      function: args.function,
      args: words,
      ...bytesField('result', value),
      result_bytes: value.length,
      time_ms,
    }
  }
}
