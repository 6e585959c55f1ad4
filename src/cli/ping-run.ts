import type {Address} from '../address.js'
import {type PingReply, type PingTarget, pingSeries} from '../client/ping-series.js'
import {waitFor} from '../client/ping-wait.js'
import {untilInterrupted} from './interruption.js'
import {exitOfTarget, type PingExit, worstOf} from './ping-exit.js'
import type {PingSettings} from './ping-settings.js'

/** Looks at what happens, as it happens. */
export interface PingWatcher {
  started(target: Address): void
  replied(target: Address, reply: PingReply): void
}

export interface PingOutcome {
  readonly targets: readonly PingTarget[]
  /** One for each target. */
  readonly exits: readonly PingExit[]
  readonly exit: PingExit
}

/** Probes all targets side by side, until they are done or Ctrl-C; then tells what it came to. */
export async function runPing(
  addresses: readonly Address[],
  settings: PingSettings,
  watcher: PingWatcher,
): Promise<PingOutcome> {
  const runs = await untilInterrupted((signal) =>
    Promise.all(addresses.map((address) => runOne(address, settings, {watcher, signal}))),
  )
  const exits = runs.map(({exit}) => exit)
  return {targets: runs.map(({target}) => target), exits, exit: worstOf(exits)}
}

async function runOne(
  address: Address,
  settings: PingSettings,
  {watcher, signal}: {watcher: PingWatcher; signal: AbortSignal},
): Promise<{target: PingTarget; exit: PingExit}> {
  const {wait, strict} = settings
  const onReply = (reply: PingReply) => {
    watcher.replied(address, reply)
    return undefined
  }
  watcher.started(address)
  if (!wait) {
    const target = await pingSeries(address, {...settings, signal, onReply})
    return {target, exit: exitOfTarget(target, settings)}
  }
  const {reached, ...target} = await waitFor(address, {...settings, ...wait, strict, signal, onReply})
  return {target, exit: reached ? 0 : target.replies.at(-1)?.state === 'denied' ? 3 : 1}
}
