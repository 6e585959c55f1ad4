import {type Address, formatAddress} from '../../address.js'
import type {PingState} from '../../client/ping.js'
import {pingAdvice} from '../../knowledge/ping-states.js'
import {placeOf} from '../no-answer.js'
import {shellWord} from '../shell-word.js'
import {failureText} from './failure-text.js'

/** For a failed ping: what the state means, its likely causes in order, and what to type next. For stderr. */
export async function explainState(
  address: Address,
  state: Exclude<PingState, 'pong'>,
  {path = ''}: {readonly path?: string} = {},
): Promise<string> {
  const {sentence, causes, next} = pingAdvice[state]({...placeOf(address), path: path === '' ? '' : shellWord(path)})
  const message = `${formatAddress(address)}: ${sentence} (${state})`
  return `\n${await failureText({message, causes, suggestions: next})}`
}
