import {setTimeout as sleep} from 'node:timers/promises'
import type {Address} from '../address.js'
import {isReply, type PingOptions, type PingState, ping} from './ping.js'
import {type RoundTrips, roundTrips} from './round-trips.js'

/** One probe of a series. */
export interface PingReply {
  /** Counts from 1. */
  readonly seq: number
  readonly time_ms: number
  readonly state: PingState
  readonly message?: string
}

/** All probes of one address. */
export interface PingTarget {
  readonly target: Address
  readonly transmitted: number
  /** Probes with a state that counts as a reply: `pong`, `warning`, `alive`. */
  readonly received: number
  readonly loss_pct: number
  /** Milliseconds from the first probe to the end of the last. */
  readonly time_ms: number
  /** Of the replies; `null` when there was none. */
  readonly rtt: RoundTrips | null
  readonly replies: readonly PingReply[]
}

export interface PingSeriesOptions extends PingOptions {
  /** Probes to send; 0 until the signal fires. Default 1. */
  readonly count?: number
  /** Milliseconds from the start of one probe to the start of the next; a slow probe delays the next. Default 1000. */
  readonly interval?: number
  /** Milliseconds after which the series ends whatever is missing; 0 for none. */
  readonly deadline?: number
  /** Whether the last probe comes just before the deadline, out of rhythm. */
  readonly lastChance?: boolean
  /** Looks at each reply as it comes; `true` ends the series. */
  readonly onReply?: (reply: PingReply) => boolean | undefined
}

/** What the last probe before a deadline gets. */
const LAST_CHANCE_MS = 50

/** Probes an address again and again. Ends when all probes are sent, the deadline passes or the signal fires. */
export async function pingSeries(target: Address, options: PingSeriesOptions = {}): Promise<PingTarget> {
  const {count = 1, interval = 1000, deadline = 0, timeout = 3000, signal, onReply} = options
  const started = performance.now()
  const left = () => (deadline > 0 ? deadline - (performance.now() - started) : Number.POSITIVE_INFINITY)
  const replies: PingReply[] = []
  while (count === 0 || replies.length < count) {
    const within = Math.min(timeout || Number.POSITIVE_INFINITY, left())
    const result = await ping(target, {...options, timeout: Number.isFinite(within) ? Math.max(within, 1) : 0})
    const {state, time_ms, message} = result
    const reply = {seq: replies.length + 1, time_ms, state, ...(message === '' ? {} : {message})}
    replies.push(reply)
    if (onReply?.(reply) === true || replies.length === count || signal?.aborted) break
    const due = Math.max(0, started + replies.length * interval - performance.now())
    const next = options.lastChance ? Math.min(due, left() - LAST_CHANCE_MS) : due
    if (next < 0 || next >= left()) break
    await sleep(next, undefined, signal ? {signal} : {}).catch(() => {})
    if (signal?.aborted) break
  }
  return summary(target, replies, performance.now() - started)
}

function summary(target: Address, replies: readonly PingReply[], time_ms: number): PingTarget {
  const answered = replies.filter(({state}) => isReply(state))
  return {
    target,
    transmitted: replies.length,
    received: answered.length,
    loss_pct: rounded(100 - (100 * answered.length) / replies.length),
    time_ms: rounded(time_ms),
    rtt: roundTrips(answered.map((reply) => reply.time_ms)),
    replies,
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
