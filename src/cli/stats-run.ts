import {setTimeout as sleep} from 'node:timers/promises'
import {type Address, formatAddress} from '../address.js'
import {isServer, type ReadStats, readStats, type StatsOptions} from '../client/stats-exchange.js'
import {type Utilisation, utilisation} from '../client/stats-summary.js'
import {TsgiError} from '../errors.js'
import {noAnswerError} from './no-answer.js'
import {shellWord} from './shell-word.js'

export interface Sampled {
  readonly last: ReadStats
  /** Between the two samples, when there are two. */
  readonly used?: Utilisation
}

/** One sample, or two with the interval between them. @throws TsgiError negative when it is no stats server. */
export async function sampleStats(
  address: Address,
  interval: number | undefined,
  options: StatsOptions,
): Promise<Sampled> {
  const first = await answered(address, options)
  if (!interval) return {last: first}
  await sleep(interval)
  const last = await answered(address, {...options, http: first.raw.isHttp})
  if (!isServer(first.stats) || !isServer(last.stats)) return {last}
  return {last, used: utilisation({stats: first.stats, at: first.raw.at}, {stats: last.stats, at: last.raw.at})}
}

async function answered(address: Address, options: StatsOptions): Promise<ReadStats> {
  const result = await readStats(address, options)
  if (result.ok) return result
  if (!['silent', 'empty', 'garbled'].includes(result.state)) throw await noAnswerError(result, {address, modifier1: 0})
  const at = formatAddress(address)
  const what = result.state === 'garbled' ? `sent something else: ${result.detail}` : 'sent no statistics'
  throw new TsgiError(`${at} ${what}`, {
    code: 'TSGI_NO_STATS',
    kind: 'negative',
    causes: ['the address is that of "socket =", not that of "stats ="', 'uWSGI runs without a stats server'],
    suggestions: [`tsgi identify ${shellWord(at)}`, 'stats = /run/app/stats.sock in the configuration of uWSGI'],
  })
}
