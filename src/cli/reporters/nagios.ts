import {formatAddress} from '../../address.js'
import type {PingState} from '../../client/ping.js'
import type {PingReply, PingTarget} from '../../client/ping-series.js'
import {alerts, formatRange, type Range} from '../nagios-range.js'
import {printable, printableExcerpt} from '../printable.js'
import {milliseconds} from './ping.js'

export interface NagiosOptions {
  readonly warning?: Range | undefined
  readonly critical?: Range | undefined
  /** Milliseconds; the largest time there can be. */
  readonly timeout: number
  readonly strict: boolean
}

/** What a monitoring plugin answers: one line, and its exit code is the place of the status in this list. */
const STATUS = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const

export interface NagiosVerdict {
  readonly line: string
  readonly exit: 0 | 1 | 2 | 3
}

/** One line for all targets; the worst of them decides, CRITICAL before UNKNOWN before WARNING. */
export function nagiosVerdict(targets: readonly PingTarget[], options: NagiosOptions): NagiosVerdict {
  const judged = targets.map((target) => ({target, exit: judge(target, options)}))
  const worst = [2, 3, 1, 0].find((code) => judged.some(({exit}) => exit === code)) as NagiosVerdict['exit']
  const decisive = judged.filter(({exit}) => exit === worst).map(({target}) => target)
  const text =
    worst === 0 && targets.length > 1
      ? `${targets.length} sockets answer`
      : decisive.map((target) => say(target, targets.length > 1)).join('; ')
  const data = targets.map((target) => performanceData(target, options, targets.length > 1)).join(' ')
  return {exit: worst, line: `UWSGI ${STATUS[worst]} - ${text.replaceAll('|', '/')} | ${data}`}
}

function judge(
  {received, replies, rtt}: PingTarget,
  {warning, critical, strict}: NagiosOptions,
): NagiosVerdict['exit'] {
  const has = (state: PingState) => replies.some((reply) => reply.state === state)
  if (received === 0 || !rtt) return has('denied') ? 3 : 2
  if (strict && has('alive')) return 2
  if (critical && alerts(critical, rtt.avg_ms)) return 2
  return has('warning') || (warning && alerts(warning, rtt.avg_ms)) ? 1 : 0
}

function say({target, replies, rtt}: PingTarget, named: boolean): string {
  const last: PingReply | undefined = replies.find(({state}) => state === 'warning') ?? replies.at(-1)
  const from = named ? ` from ${formatAddress(target)}` : ''
  if (!last) return printable(`no probe was sent${from}`)
  if (!rtt) return printableExcerpt(`${last.state}${from}: ${last.message ?? ''}`)
  const note = last.message === undefined ? '' : ` (${last.message})`
  return printableExcerpt(`${last.state}${from} in ${milliseconds(rtt.avg_ms)} ms${note}`)
}

/** `'label'=value[unit];[warn];[crit];[min];[max]`, times in seconds. */
function performanceData(
  {target, rtt, loss_pct}: PingTarget,
  {warning, critical, timeout}: NagiosOptions,
  named: boolean,
): string {
  const label = (name: string) => (named ? `'${printable(formatAddress(target)).replace(/['=]/g, '_')} ${name}'` : name)
  const limits = [warning, critical].map((range) => (range ? formatRange(range) : '')).join(';')
  const max = timeout > 0 ? String(timeout / 1000) : ''
  const loss = `${label('loss')}=${Math.round(loss_pct)}%;;100;0;100`
  return rtt ? `${label('time')}=${(rtt.avg_ms / 1000).toFixed(6)}s;${limits};0;${max} ${loss}` : loss
}

/** What could not even be tried. */
export function nagiosFailure({message}: Error): string {
  return `UWSGI UNKNOWN - ${printable(message.replace(/\s*\n\s*/g, ' ')).replaceAll('|', '/')}`
}
