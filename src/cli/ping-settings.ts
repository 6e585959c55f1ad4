import {usageError} from '../errors.js'
import type {Range} from './nagios-range.js'
import {methodOf} from './ping-flags.js'
import {type PingPlan, seconds} from './reporters/ping.js'

/** What `tsgi ping` was told. Times in milliseconds. */
export interface PingFlags {
  readonly count?: number | undefined
  readonly interval?: number | undefined
  readonly timeout: number
  readonly deadline?: number | undefined
  readonly quiet: boolean
  readonly timestamps: boolean
  readonly method?: 'ping' | 'empty' | 'request' | undefined
  readonly path?: string | undefined
  readonly expect?: string | undefined
  readonly strict: boolean
  readonly 'wait-up'?: number | undefined
  readonly 'wait-down'?: number | undefined
  readonly nagios: boolean
  readonly warning?: Range | undefined
  readonly critical?: Range | undefined
  readonly ndjson: boolean
  readonly json?: boolean | undefined
}

/** The same with every default filled in. */
export interface PingSettings extends PingPlan {
  readonly timeout: number
  readonly deadline: number
  readonly expect?: string
  readonly strict: boolean
  readonly wait?: {readonly until: 'up' | 'down'; readonly within: number}
  /** Replies without which it has failed. */
  readonly atLeast: number
}

/** @throws TsgiError, usage, for flags that contradict each other. */
export function settingsOf(flags: PingFlags, isTerminal: boolean): PingSettings {
  refuseContradictions(flags)
  const {timeout, deadline = 0, strict, expect} = flags
  const count = flags.count ?? (deadline > 0 ? 0 : isTerminal && !flags.nagios ? 4 : 1)
  const wait = waitOf(flags)
  return {
    method: methodOf(flags),
    path: flags.path ?? '/',
    count: wait ? 0 : count,
    interval: flags.interval ?? (wait ? 250 : 1000),
    ...{timeout, deadline, strict},
    ...(expect === undefined ? {} : {expect}),
    ...(wait ? {wait, waiting: waitingText(wait)} : {}),
    atLeast: flags.count !== undefined && deadline > 0 ? flags.count : 1,
  }
}

/** Each flag, and those that mean something else. */
const NOT_TOGETHER: readonly (readonly [keyof PingFlags, readonly (keyof PingFlags)[]])[] = [
  ['wait-up', ['wait-down', 'count', 'deadline']],
  ['wait-down', ['count', 'deadline']],
  ['nagios', ['json', 'ndjson', 'wait-up', 'wait-down']],
  ['ndjson', ['json']],
]

function refuseContradictions(flags: PingFlags): void {
  const isGiven = (name: keyof PingFlags) => flags[name] !== undefined && flags[name] !== false
  for (const [name, others] of NOT_TOGETHER) {
    const other = isGiven(name) ? others.find(isGiven) : undefined
    if (other) throw usageError('TSGI_CONTRADICTION', `--${name} and --${other} do not go together`, 'tsgi ping --help')
  }
  const range = (['warning', 'critical'] as const).find(isGiven)
  if (range && !flags.nagios) throw usageError('TSGI_CONTRADICTION', `--${range} is for --nagios`, 'add --nagios')
}

function waitOf(flags: PingFlags): PingSettings['wait'] {
  const up = flags['wait-up']
  const down = flags['wait-down']
  if (up !== undefined) return {until: 'up', within: up}
  return down === undefined ? undefined : {until: 'down', within: down}
}

function waitingText({until, within}: NonNullable<PingSettings['wait']>): string {
  return `until it is ${until}${within > 0 ? `, at most ${seconds(within)}` : ''}`
}
