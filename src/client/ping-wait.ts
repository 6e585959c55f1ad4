import type {Address} from '../address.js'
import type {PingState} from './ping.js'
import {type PingReply, type PingSeriesOptions, type PingTarget, pingSeries} from './ping-series.js'

export interface PingWaitOptions extends Omit<PingSeriesOptions, 'count' | 'deadline' | 'lastChance'> {
  readonly until: 'up' | 'down'
  /** Milliseconds to wait at most. */
  readonly within: number
  /** A server that closes without a byte is not up. */
  readonly strict?: boolean
}

export interface PingWait extends PingTarget {
  /** Whether it came to that in time. */
  readonly reached: boolean
}

/** Whether this state is what is waited for. */
export function isReached(
  state: PingState,
  {until, strict = false}: Pick<PingWaitOptions, 'until' | 'strict'>,
): boolean {
  if (until === 'down') return state === 'refused' || state === 'missing' || state === 'unreachable'
  return state === 'pong' || state === 'warning' || (state === 'alive' && !strict)
}

/** Probes until the server is up, or down, or the time is over. Default interval 250 ms. */
export async function waitFor(target: Address, options: PingWaitOptions): Promise<PingWait> {
  let reached = false
  const onReply = (reply: PingReply) => {
    reached = isReached(reply.state, options)
    return options.onReply?.(reply) === true || reached
  }
  const every = {interval: 250, ...options, count: 0, deadline: options.within, lastChance: true}
  const series = await pingSeries(target, {...every, onReply})
  return {...series, reached}
}
