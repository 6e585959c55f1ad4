import {resolve} from 'node:path'
import {type Address, formatAddress} from '../../address.js'
import type {IdentifyResult} from '../../client/identify.js'
import type {Seen} from '../../client/identify-probes.js'
import {listenerFacts} from '../../knowledge/listeners.js'
import {printable, printableExcerpt} from '../printable.js'
import {shellWord} from '../shell-word.js'
import {milliseconds, seconds} from './ping.js'

/** What one probe sent and saw, for JSON. Bytes that are no plain text are hexadecimal, `0x64000000`; long ones are cut. */
export interface ProbeDocument {
  readonly name: string
  readonly sent: string
  readonly received: string
  readonly received_bytes: number
  readonly ended: string
  readonly time_ms: number
}

const SHOWN_BYTES = 160

const TITLE: Readonly<Record<Seen['name'], string>> = {
  connect: 'connect, say nothing',
  ping: 'ping',
  'uwsgi-get': 'uwsgi GET /',
  'half-packet': 'half a packet',
  'ping-and-more': 'ping and more',
  'http-get': 'HTTP GET /',
  'http-line': 'empty line, HTTP GET /',
  'fastcgi-end': 'FastCGI record',
  'scgi-empty': 'SCGI, empty',
  'tls-hello': 'TLS hello',
}

export function probeDocument({name, sent, bytes, received, ended, time_ms}: Seen): ProbeDocument {
  return {name, sent: shown(sent), received: shown(bytes), received_bytes: received, ended, time_ms}
}

/** The answer and its evidence. */
export function identifyLines(address: Address, result: IdentifyResult): string[] {
  const {what, option, next} = listenerFacts[result.kind](placeOf(address))
  const made = option === '' ? '' : ` (uWSGI's option: ${option})`
  const {length} = result.seen
  return [
    `${printable(formatAddress(address))}: ${result.kind}`,
    ...(result.kind === 'unknown' ? [] : [`it is ${what}${made}`]),
    ...[result.note, result.failure?.message ?? ''].filter((text) => text !== '').map(printable),
    ...pluginLine(result),
    ...answerLine(result),
    '',
    ...result.seen.map(seenLine),
    `${length} ${length === 1 ? 'probe' : 'probes'}, ${seconds(Math.round(result.time_ms))}`,
    ...(next.length === 0 ? [] : ['', ...next.map((line) => printable(line))]),
  ]
}

/** `ping 0x64000000 → 0x64000001, closed after 0.41 ms` */
export function seenLine({name, sent, bytes, received, ended, time_ms}: Seen): string {
  const question = name === 'ping' || name === 'half-packet' ? ` ${shown(sent)}` : ''
  const answer = received === 0 ? 'nothing' : printable(firstLine(bytes, received))
  return `  ${`${TITLE[name]}${question}`.padEnd(22)}  ${answer}, ${ENDED[ended]} ${milliseconds(time_ms)} ms`
}

const ENDED: Readonly<Record<Seen['ended'], string>> = {
  eof: 'closed after',
  reset: 'reset after',
  timeout: 'still open after',
  limit: 'and more, after',
  stopped: 'and more, after',
  aborted: 'interrupted after',
  refused: 'refused after',
  missing: 'missing after',
  denied: 'denied after',
  'backlog-full': 'queue full after',
  unresolved: 'not resolved after',
  unreachable: 'no connection after',
}

function pluginLine({ping_plugin}: IdentifyResult): string[] {
  if (ping_plugin === null) return []
  return [ping_plugin ? 'the ping plugin is loaded' : 'the ping plugin is not loaded (plugin = ping)']
}

function answerLine({answer}: IdentifyResult): string[] {
  if (answer === null) return []
  const server = answer.server === undefined ? '' : `, Server: ${answer.server}`
  return [printableExcerpt(`a GET for / is answered with ${answer.status_line}${server}`)]
}

function firstLine(bytes: Buffer, received: number): string {
  const text = shown(bytes).split(/\r?\n/, 1)[0] ?? ''
  const line = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return received <= 4 ? line : `${line} (${received} bytes)`
}

/** Evidence, and no more of it: a stats document goes on to show the cookies of running requests. */
function shown(bytes: Buffer): string {
  const start = bytes.subarray(0, SHOWN_BYTES)
  const rest = bytes.length > SHOWN_BYTES ? '…' : ''
  const text = start.toString('utf8').replace(/\ufffd+$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is none of text is looked for
  return /[\x00-\x08\x0e-\x1f\x7f\ufffd]/.test(text) ? `0x${start.toString('hex')}${rest}` : text + rest
}

function placeOf(address: Address) {
  const socket = shellWord(formatAddress(address))
  if (address.kind === 'abstract') return {socket, upstream: ''}
  return {socket, upstream: address.kind === 'unix' ? `unix:${resolve(address.path)}` : socket}
}
