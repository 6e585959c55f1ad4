import {type Address, formatAddress} from '../address.js'
import type {NoAnswer} from '../client/answer.js'
import {explainDenied} from '../client/denied.js'
import {TsgiError} from '../errors.js'
import {node} from '../host/node.js'
import {EMPTY_PACKET, modifierByNumber} from '../knowledge/modifiers.js'
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

/** uWSGI closes what it refuses within a millisecond; a socket that waited first (a second at least) is of another kind. */
const WAITED_MS = 950

/** Zero bytes: uWSGI's answer to everything that it refuses, or that failed. */
function emptyAnswer(result: NoAnswer, about: Unanswered): TsgiError {
  const at = formatAddress(about.address)
  const log = 'look into the log of uWSGI: it names the reason where it knows one'
  const {code, suggestions} =
    result.plugin === true && about.refusal
      ? about.refusal
      : {code: 'TSGI_NO_ANSWER', suggestions: [log, `tsgi identify ${shellWord(at)}`]}
  const causes = causesOf(result, about)
  return new TsgiError(`${at} closed without a byte`, {code, kind: 'negative', causes, suggestions})
}

function causesOf({plugin, time_ms}: NoAnswer, {modifier1, causes, blockBytes}: Unanswered): string[] {
  const known = modifierByNumber(modifier1)
  const own = causes ?? known?.silence ?? []
  if (plugin === true) return [...own]
  const unanswered = known?.plugin
    ? `the plugin is not loaded (plugins = ${known.plugin}), or allowed-modifiers leaves ${modifier1} out`
    : `no plugin of uWSGI 2.0 answers modifier ${modifier1}`
  const first: string[] = []
  if (time_ms >= WAITED_MS)
    first.push('it is no uwsgi socket: an http-socket or scgi-socket waits and closes like that')
  if ((blockBytes ?? 0) > 4096) first.push(`the block is ${blockBytes} bytes, and buffer-size is 4096 unless raised`)
  if (blockBytes === 0 && own.includes(EMPTY_PACKET)) first.push(EMPTY_PACKET)
  const rest = plugin === false ? [unanswered] : [...own, unanswered]
  return [...first, ...rest.filter((cause) => !first.includes(cause))]
}

/** The sentence and the next steps that ping has for the same state. */
async function connectionError(
  {state}: NoAnswer & {readonly state: keyof typeof pingAdvice},
  address: Address,
): Promise<TsgiError> {
  const {sentence, causes, next} = pingAdvice[state](placeOf(address))
  const walked = state === 'denied' && address.kind === 'unix' ? `: ${await explainDenied(node, address.path)}` : ''
  return new TsgiError(`${formatAddress(address)}: ${sentence} (${state})${walked}`, {
    code: `TSGI_${state.toUpperCase().replaceAll('-', '_')}`,
    kind: state === 'denied' ? 'environment' : 'negative',
    causes,
    suggestions: next,
  })
}

/** An address as the advice for a failed connection takes it. */
export function placeOf(address: Address): PingPlace {
  const socket = shellWord(formatAddress(address))
  if (address.kind !== 'tcp') {
    const file = address.kind === 'unix' ? shellWord(address.path) : socket
    return {kind: address.kind, socket, file, host: '', port: '', path: ''}
  }
  return {kind: 'tcp', socket, file: '', host: shellWord(address.host), port: String(address.port), path: ''}
}

function negative(code: string, message: string, ...suggestions: string[]): TsgiError {
  return new TsgiError(message, {code, kind: 'negative', suggestions})
}
