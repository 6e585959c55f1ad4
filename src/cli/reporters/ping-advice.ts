import {type Address, formatAddress} from '../../address.js'
import type {PingState} from '../../client/ping.js'
import {pingAdvice} from '../../knowledge/ping-states.js'
import {chalkFor, terminalWidth} from '../colour.js'
import {printable} from '../printable.js'
import {wrapped} from '../report.js'
import {shellWord} from '../shell-word.js'

/** For a failed ping: what the state means, its likely causes in order, and what to type next. For stderr. */
export async function explainState(
  address: Address,
  state: Exclude<PingState, 'pong'>,
  {path = ''}: {readonly path?: string} = {},
): Promise<string> {
  const shown = formatAddress(address)
  const {sentence, causes, next} = pingAdvice[state]({
    kind: address.kind,
    socket: shellWord(shown),
    host: address.kind === 'tcp' ? shellWord(address.host) : '',
    path: path === '' ? '' : shellWord(path),
    port: address.kind === 'tcp' ? String(address.port) : '',
  })
  const chalk = await chalkFor('stderr')
  const width = terminalWidth('stderr')
  const item = (text: string, n: number) => ` ${n + 1}. ${wrapped(printable(text), {indent: 4, width}).slice(4)}`
  return [
    '',
    chalk.bold(wrapped(`${printable(shown)}: ${sentence} (${state})`, {indent: 0, width})),
    'Likely causes, in this order:',
    ...causes.map(item),
    'What to type next:',
    ...next.map((command) => `    ${chalk.cyan(printable(command))}`),
  ].join('\n')
}
