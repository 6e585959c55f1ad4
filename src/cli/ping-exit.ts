import type {PingTarget} from '../client/ping-series.js'

export interface PingRules {
  /** A warning, or closing without a byte, is a failure. */
  readonly strict: boolean
  /** Replies that must have come; more than one where `-c` and `-w` were given, as `ping(8)` has it. */
  readonly atLeast: number
}

/** 0: it is there. 1: it is not. 3: this user may not ask. */
export type PingExit = 0 | 1 | 3

/** What the probes of one target come to. */
export function exitOfTarget({received, replies}: PingTarget, {strict, atLeast}: PingRules): PingExit {
  const isFine =
    received >= Math.max(atLeast, 1) && !(strict && replies.some(({state}) => state === 'warning' || state === 'alive'))
  if (isFine) return 0
  return replies.length > 0 && replies.every(({state}) => state === 'denied') ? 3 : 1
}

/** Several targets: a server that is not there outweighs one that could not be asked, and that one those that are fine. */
export function worstOf(exits: readonly PingExit[]): PingExit {
  if (exits.includes(1)) return 1
  return exits.includes(3) ? 3 : 0
}
