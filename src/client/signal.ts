import type {Address} from '../address.js'
import {usageError} from '../errors.js'
import {decodeAcknowledgement} from '../wire/acknowledgement.js'
import {encodeSignal} from '../wire/signal.js'
import {type Answer, type AskOptions, ask, type NoAnswer} from './answer.js'

/**
 * `value`: true when the signal was queued, false when the queue is full. Queued says nothing about a handler: uWSGI answers
 * the same for a number that nobody registered.
 */
export type SignalResult = Answer<boolean> | NoAnswer

/** Raises a uWSGI signal, 0 to 255. @throws TsgiError `TSGI_BAD_SIGNAL`, usage. */
export async function raiseSignal(address: Address, number: number, options: AskOptions = {}): Promise<SignalResult> {
  return ask(address, encodeSignal(checkSignal(number)), {...options, decode: decodeAcknowledgement})
}

/** Passes the number of a signal. @throws TsgiError `TSGI_BAD_SIGNAL`, usage. */
export function checkSignal(number: number, text = String(number)): number {
  if (Number.isInteger(number) && number >= 0 && number <= 255) return number
  throw usageError('TSGI_BAD_SIGNAL', `${text} is no uWSGI signal; they are numbered 0 to 255`)
}
