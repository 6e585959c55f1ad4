import {Flags} from '@oclif/core'
import {type Address, formatAddress} from '../address.js'
import {BaseCommand} from '../cli/base-command.js'
import {addressArg, durationFlag} from '../cli/flags.js'
import type {ProbeDocument} from '../cli/reporters/identify.js'
import type {IdentifyResult} from '../client/identify.js'

export interface IdentifyDocument extends Omit<IdentifyResult, 'seen'> {
  readonly ok: boolean
  readonly target: Address
  readonly probes: readonly ProbeDocument[]
}

export default class Identify extends BaseCommand {
  static override summary = 'Find out what kind of listener a socket is.'
  static override description = [
    'Sends harmless probes, each on a connection of its own, and judges by how each is taken: uwsgi, HTTP, a stats server,',
    'a router. One of them is a GET for / in a uwsgi packet, which the application sees; --no-request leaves it out.',
    'What does not speak uwsgi is asked in HTTP. Ten probes at most.',
    'Exit code 0: recognised, 1: unknown or not there, 3: not allowed.',
  ].join(' ')
  static override args = {socket: addressArg({required: true, description: 'where it listens'})}
  static override flags = {
    request: Flags.boolean({description: 'send a uwsgi GET, which the application sees', allowNo: true, default: true}),
    timeout: durationFlag({char: 'W', description: 'give each probe this long', default: 1000}),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock',
    '<%= config.bin %> <%= command.id %> 127.0.0.1:3031 --no-request',
    '<%= config.bin %> <%= command.id %> :3031 --json',
  ]

  override async run(): Promise<IdentifyDocument> {
    const {args, flags} = await this.parse(Identify)
    const [{identify}, {identifyLines, probeDocument}] = await Promise.all([
      import('../client/identify.js'),
      import('../cli/reporters/identify.js'),
    ])
    const result = await this.withSpinner(`looking at ${formatAddress(args.socket)}`, () =>
      identify(args.socket, flags),
    )
    const {seen, ...rest} = result
    for (const line of identifyLines(args.socket, result)) this.log(line)
    const {failure} = result
    if (failure) await this.#explain(args.socket, failure.state)
    const ok = result.kind !== 'unknown'
    this.exitWith(ok ? 0 : failure?.state === 'denied' ? 3 : 1)
    return {ok, target: args.socket, ...rest, probes: seen.map(probeDocument)}
  }

  async #explain(address: Address, state: NonNullable<IdentifyResult['failure']>['state']): Promise<void> {
    const {explainState} = await import('../cli/reporters/ping-advice.js')
    this.logToStderr(await explainState(address, state))
  }
}
