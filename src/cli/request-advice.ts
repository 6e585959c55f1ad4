import {type Address, formatAddress} from '../address.js'
import {explainDenied} from '../client/denied.js'
import type {Explanation} from '../client/request-explanation.js'
import type {RequestOutcome} from '../client/request-outcome.js'
import {node} from '../host/node.js'
import {pingAdvice} from '../knowledge/ping-states.js'
import {placeOf} from './no-answer.js'

const UNCONNECTED = ['refused', 'missing', 'denied', 'backlog-full', 'unresolved', 'unreachable'] as const

/** Where no connection came about: what ping says to it, and for a permission which folder or file it is. */
export async function withAdvice(failure: Explanation, outcome: RequestOutcome, target: Address): Promise<Explanation> {
  const state = UNCONNECTED.find((name) => name === outcome)
  if (state === undefined) return failure
  const {sentence, causes, next} = pingAdvice[state](placeOf(target))
  const isBarred = state === 'denied' && target.kind === 'unix'
  const message = `cannot reach ${formatAddress(target)}: ${isBarred ? await explainDenied(node, target.path) : sentence}`
  return {...failure, message, causes, suggestions: next}
}
