import {type Address, formatAddress} from '../address.js'
import type {NoAnswer} from '../client/answer.js'
import {explainDenied} from '../client/denied.js'
import {TsgiError} from '../errors.js'
import {node} from '../host/node.js'
import {modifierByNumber} from '../knowledge/modifiers.js'
import {type PingPlace, pingAdvice} from '../knowledge/ping-states.js'
import {interrupted} from './failure.js'
import {shellWord} from './shell-word.js'

export interface Unanswered {
  readonly address: Address
  readonly modifier1: number
  /** Bytes of the block that was sent; a large one has its own cause. */
  readonly blockBytes?: number
  /** Why nothing may have come back, besides a missing plugin; most likely first. Default: what is known of the modifier. */
  readonly causes?: readonly string[]
  /** What to say instead of `TSGI_NO_ANSWER`, and what to type, where the plugin is known to be there. */
  readonly refusal?: {readonly code: string; readonly suggestions: readonly string[]}
}

/** No answer as an error: what happened, why (the most likely cause first), what to type next. */
export async function noAnswerError(result: NoAnswer, about: Unanswered): Promise<TsgiError> {
  const at = formatAddress(about.address)
  switch (result.state) {
    case 'aborted':
      return interrupted()
    case 'empty':
      return emptyAnswer(result, about)
    case 'garbled':
      return negative(
        'TSGI_GARBLED',
        `${at} answered with something else: ${result.detail}`,
        `tsgi identify ${shellWord(at)}`,
      )
    case 'cut-off':
      return negative('TSGI_CUT_OFF', `the answer of ${at} broke off: ${result.detail}`, 'the log of uWSGI may say why')
    case 'too-big':
      return negative('TSGI_TOO_BIG', `${at} sent more than tsgi keeps: over ${result.bytes.length} bytes`)
    default:
      return connectionError({...result, state: result.state}, about.address)
  }
}

/** Zero bytes: uWSGI's answer to everything that it refuses, or that failed. */
function emptyAnswer({plugin}: NoAnswer, about: Unanswered): TsgiError {
  const {address, modifier1, refusal, blockBytes = 0} = about
  const at = formatAddress(address)
  const known = modifierByNumber(modifier1)
  const own = about.causes ?? known?.silence ?? []
  const missing = known?.plugin
    ? [`the plugin is not loaded (plugins = ${known.plugin}), or allowed-modifiers leaves ${modifier1} out`]
    : [`no plugin of uWSGI 2.0 answers modifier ${modifier1}`]
  const tooBig =
    blockBytes > 4096 ? [`the block is ${blockBytes} bytes, and buffer-size is 4096 unless it was raised`] : []
  const causes = plugin === false ? [...missing, ...tooBig] : [...tooBig, ...own, ...(plugin === true ? [] : missing)]
  const listed = causes.length === 1 ? causes[0] : causes.map((cause, n) => `(${n + 1}) ${cause}`).join('; ')
  const message = `${at} closed without a byte. ${causes.length === 1 ? 'Likely' : 'Likely, in this order'}: ${listed}`
  if (plugin === true && refusal) return negative(refusal.code, message, ...refusal.suggestions)
  const log = 'look into the log of uWSGI: it names the reason where it knows one'
  return negative('TSGI_NO_ANSWER', message, log, `tsgi identify ${shellWord(at)}`)
}

/** The sentence and the next steps that ping has for the same state. */
async function connectionError(
  {state}: NoAnswer & {readonly state: keyof typeof pingAdvice},
  address: Address,
): Promise<TsgiError> {
  const {sentence, causes, next} = pingAdvice[state](placeOf(address))
  const walked = state === 'denied' && address.kind === 'unix'
  const why = walked ? await explainDenied(node, address.path) : `most likely ${causes[0]}`
  return new TsgiError(`${formatAddress(address)}: ${sentence} (${state}); ${why}`, {
    code: `TSGI_${state.toUpperCase().replaceAll('-', '_')}`,
    kind: state === 'denied' ? 'environment' : 'negative',
    suggestions: next,
  })
}

/** An address as the advice for a failed connection takes it. */
export function placeOf(address: Address): PingPlace {
  const socket = shellWord(formatAddress(address))
  if (address.kind !== 'tcp') return {kind: address.kind, socket, host: '', port: '', path: ''}
  return {kind: 'tcp', socket, host: shellWord(address.host), port: String(address.port), path: ''}
}

function negative(code: string, message: string, ...suggestions: string[]): TsgiError {
  return new TsgiError(message, {code, kind: 'negative', suggestions})
}
