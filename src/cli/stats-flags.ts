import type {Interfaces} from '@oclif/core'
import {Flags} from '@oclif/core'
import type {StatsThresholds} from '../client/stats-thresholds.js'
import {durationFlag, timeoutFlag} from './flags.js'
import {percentFlag, sizeFlag} from './sizes.js'

const count = (description: string) => Flags.integer({description, helpValue: 'N', min: 0, helpGroup: 'HEALTH CHECK'})
const limit = {helpGroup: 'HEALTH CHECK'}

export const statsFlags = {
  timeout: timeoutFlag,
  interval: durationFlag({
    char: 'i',
    description: 'take a second sample after this long, for what happened in between',
  }),
  raw: Flags.boolean({
    description: 'print the JSON as the server sent it, secrets and all',
    exclusive: ['prometheus', 'interval'],
  }),
  prometheus: Flags.boolean({description: 'print metrics in the text format of Prometheus', exclusive: ['raw']}),
  http: Flags.boolean({description: 'ask in HTTP at once (default: when the server does not speak first)'}),
  'show-secrets': Flags.boolean({description: 'show cookies, credentials and queries of requests in progress'}),
  quiet: Flags.boolean({char: 'q', description: 'print nothing: the exit code is the answer'}),
  'max-queue': count('fail when more connections wait than this'),
  'max-busy': percentFlag({description: 'fail when more of the capacity is in use', ...limit}),
  'min-workers': count('fail when fewer workers run'),
  'max-rss': sizeFlag({description: 'fail when a worker holds more memory; needs memory-report', ...limit}),
  'max-avg-rt': durationFlag({description: 'fail when the average response of a worker takes longer', ...limit}),
  'max-harakiri': count('fail when more requests were killed for taking too long'),
  'max-exceptions': count('fail when more requests raised'),
  'max-respawns': count('fail when workers were replaced more often'),
  'max-listen-errors': count('fail when the kernel refused more connections'),
}

export type StatsFlags = Interfaces.InferredFlags<typeof statsFlags>

export function thresholdsOf(flags: StatsFlags): StatsThresholds {
  const limits = {
    maxQueue: flags['max-queue'],
    maxBusyPct: flags['max-busy'],
    minWorkers: flags['min-workers'],
    maxRssBytes: flags['max-rss'],
    maxAvgResponseMs: flags['max-avg-rt'],
    maxHarakiris: flags['max-harakiri'],
    maxExceptions: flags['max-exceptions'],
    maxRespawns: flags['max-respawns'],
    maxListenErrors: flags['max-listen-errors'],
  }
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
