import type {ChalkInstance} from 'chalk'
import type {RequestResult} from '../../client/request.js'
import type {BuiltRequest} from '../../client/request-build.js'
import type {ResponseHead} from '../../wire/response-head.js'
import type {Var} from '../../wire/vars.js'
import {printableBytes} from '../printable.js'

/** A byte string, made safe for a terminal. */
export function shown(text: string): string {
  return printableBytes(Buffer.from(text, 'latin1'))
}

/** One variable on each line, in the order in which they are sent. */
export function varLines(vars: readonly Var[]): string {
  return vars.map(([name, value]) => `${shown(name)}=${shown(value)}\n`).join('')
}

/** The request as the web server would have received it. */
export function requestHead({method, uri, headers}: BuiltRequest): string {
  return `${[`${method} ${uri} HTTP/1.1`, ...headerLines(headers)].map((line) => `${shown(line)}\n`).join('')}\n`
}

/** The head of an answer for a person. A naked body has none. */
export function responseHead(head: ResponseHead, chalk: ChalkInstance): string {
  if (head.form === 'bare') return ''
  const colour = head.status < 300 ? chalk.green : head.status < 400 ? chalk.yellow : chalk.red
  const status = head.form === 'http' ? [colour(shown(statusLine(head)))] : []
  const headers = head.headers.map(([name, value]) => `${chalk.cyan(shown(name))}: ${shown(value)}`)
  return `${[...status, ...headers].join('\n')}\n\n`
}

/** The same, byte for byte but for white space, for a file or a program. */
export function rawResponseHead(head: ResponseHead): Buffer {
  if (head.form === 'bare') return Buffer.alloc(0)
  const lines = [...(head.form === 'http' ? [statusLine(head)] : []), ...headerLines(head.headers)]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

/** `connect 0.1 ms · first byte 0.3 ms · total 0.4 ms · 166 B` */
export function timingsLine({timings, response}: RequestResult): string {
  const parts = [
    ...(timings.connect_ms === undefined ? [] : [`connect ${milliseconds(timings.connect_ms)}`]),
    ...(timings.first_byte_ms === undefined ? [] : [`first byte ${milliseconds(timings.first_byte_ms)}`]),
    `total ${milliseconds(timings.total_ms)}`,
    `${(response?.body_bytes ?? 0).toLocaleString('en')} B`,
  ]
  return parts.join(' · ')
}

function statusLine({protocol, status, reason}: ResponseHead): string {
  return `${protocol} ${status}${reason === '' ? '' : ` ${reason}`}`
}

function headerLines(headers: readonly Var[]): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`)
}

function milliseconds(time: number): string {
  return time < 1000 ? `${time.toFixed(1)} ms` : `${(time / 1000).toFixed(2)} s`
}
