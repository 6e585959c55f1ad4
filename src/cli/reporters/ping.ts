import {formatAddress} from '../../address.js'
import {isReply} from '../../client/ping.js'
import type {PingReply, PingTarget} from '../../client/ping-series.js'
import {printable, printableExcerpt} from '../printable.js'

export interface PingPlan {
  readonly method: 'ping' | 'empty' | 'request'
  readonly path: string
  /** 0: until Ctrl-C. */
  readonly count: number
  /** Milliseconds. */
  readonly interval: number
  /** What is waited for, in words: `until it is up, at most 30 s`. */
  readonly waiting?: string
}

/** `PING /run/app.sock (uwsgi, modifier1=100): 4 probes, 1 s apart` */
export function headline(target: PingTarget['target'], {method, path, count, interval, waiting}: PingPlan): string {
  const packet = {ping: 'modifier1=100', empty: 'empty request', request: `GET ${path}`}[method]
  const probes = count === 0 ? 'until Ctrl-C' : count === 1 ? '1 probe' : `${count} probes`
  const rhythm = count === 1 ? '' : `, ${seconds(interval)} apart`
  return printable(`PING ${formatAddress(target)} (uwsgi, ${packet}): ${waiting ?? `${probes}${rhythm}`}`)
}

/** `pong from /run/app.sock: seq=1 time=0.39 ms` */
export function replyLine(target: PingTarget['target'], {seq, state, time_ms, message}: PingReply): string {
  const from = `from ${formatAddress(target)}: seq=${seq}`
  if (!isReply(state)) return printableExcerpt(`no reply ${from} ${message ?? state}`)
  const note = message === undefined ? '' : state === 'warning' ? `: ${message}` : ` (${message})`
  return printableExcerpt(`${state} ${from} time=${milliseconds(time_ms)} ms${note}`)
}

/** The closing lines of `ping(8)`. */
export function statistics({target, transmitted, received, loss_pct, time_ms, rtt}: PingTarget): string {
  const lines = [
    `--- ${printable(formatAddress(target))} ping statistics ---`,
    `${plural(transmitted, 'probe')}, ${plural(received, 'reply')}, ${Math.round(loss_pct * 10) / 10}% loss, time ${Math.round(time_ms)} ms`,
  ]
  if (rtt) {
    const times = [rtt.min_ms, rtt.avg_ms, rtt.max_ms, rtt.mdev_ms].map((time) => time.toFixed(3)).join('/')
    lines.push(`rtt min/avg/max/mdev = ${times} ms`)
  }
  return lines.join('\n')
}

/** Three significant digits at least, as `ping(8)`. */
export function milliseconds(time: number): string {
  return time.toFixed(time < 9.995 ? 2 : time < 99.95 ? 1 : 0)
}

export function seconds(time: number): string {
  return time < 1000 ? `${time} ms` : `${Math.round(time) / 1000} s`
}

function plural(count: number, noun: 'probe' | 'reply'): string {
  if (count === 1) return `1 ${noun}`
  return `${count} ${noun === 'reply' ? 'replies' : 'probes'}`
}
