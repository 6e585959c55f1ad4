import {Args} from '@oclif/core'
import {type Address, formatAddress} from '../address.js'
import {answered} from '../cli/answered.js'
import {askFlags, confirm} from '../cli/ask.js'
import {BaseCommand} from '../cli/base-command.js'
import {socketArg, timeoutFlag} from '../cli/flags.js'
import {checkSignal, raiseSignal} from '../client/signal.js'
import {TsgiError} from '../errors.js'
import {Modifier1} from '../wire/modifiers.js'

export interface SignalDocument {
  readonly ok: true
  readonly target: Address
  readonly signal: number
  /** Queued is not handled: uWSGI says the same for a number that nobody registered. */
  readonly queued: true
  readonly time_ms: number
}

const signalArg = Args.custom<number>({
  parse: async (text) => checkSignal(/^\d+$/.test(text) ? Number(text) : Number.NaN, JSON.stringify(text)),
})

export default class Signal extends BaseCommand {
  static override summary = 'Raise a uWSGI signal in a live server.'
  static override description = `These are uWSGI's own signals, 0 to 255, not those of the operating system.
The answer says that the signal was queued, not that anything handles it: uWSGI answers the same for a number that no
application registered. The server needs the signal plugin.`
  static override args = {
    socket: socketArg,
    number: signalArg({required: true, description: 'which signal, 0 to 255'}),
  }
  static override flags = {timeout: timeoutFlag, ...askFlags}
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock 17']

  override async run(): Promise<SignalDocument> {
    const {args, flags} = await this.parse(Signal)
    const {socket, number} = args
    await confirm(this, {action: `raise signal ${number} at ${formatAddress(socket)}`, flags})
    const result = await raiseSignal(socket, number, flags)
    const {value: queued, time_ms} = await answered(result, {address: socket, modifier1: Modifier1.signal})
    if (!queued) {
      const message = `${formatAddress(socket)} took no signal ${number}: its signal queue is full`
      throw new TsgiError(message, {
        code: 'TSGI_SIGNAL_REFUSED',
        kind: 'negative',
        suggestions: ['raise signal-bufsize'],
      })
    }
    this.log(`signal ${number} queued`)
    this.logToStderr('that says nothing about a handler: uWSGI answers the same for a signal that nobody registered')
    return {ok: true, target: socket, signal: number, queued: true, time_ms}
  }
}
