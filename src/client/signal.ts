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
  if (!Number.isInteger(number) || number < 0 || number > 255) {
    throw usageError('TSGI_BAD_SIGNAL', `${number} is no uWSGI signal; they are numbered 0 to 255`)
  }
  return ask(address, encodeSignal(number), {...options, decode: decodeAcknowledgement})
}
