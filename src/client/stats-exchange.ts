import {resolve} from 'node:path'
import type {Address} from '../address.js'
import type {Host} from '../host/host.js'
import {node} from '../host/node.js'
import type {NoAnswer} from './answer.js'
import type {ServerStats, Stats} from './stats.js'
import {Fields} from './stats-fields.js'
import {normaliseStats} from './stats-normalise.js'
import {type RawStats, type ReadStatsOptions, readRawStats} from './stats-read.js'

export interface StatsOptions extends ReadStatsOptions {
  /** Leave cookies, credentials and queries of requests in progress as they are. */
  readonly showSecrets?: boolean
  /** Asked for the queues of unix sockets; default: this machine. */
  readonly host?: Pick<Host, 'unixQueue'>
}

/** The statistics of a server, and the bytes that they were read from. */
export interface ReadStats {
  readonly ok: true
  readonly stats: Stats
  readonly raw: RawStats
}

/** Asks a stats server of uWSGI, an emperor or a router; what does not answer as one is a {@link NoAnswer}, not an error. */
export async function readStats(address: Address, options: StatsOptions = {}): Promise<ReadStats | NoAnswer> {
  const raw = await readRawStats(address, options)
  if (!raw.ok) return raw
  const {showSecrets = false, host = node} = options
  const queues = await unixQueues(raw.document, host)
  const stats = normaliseStats(raw.document, {showSecrets, unixQueue: (name) => queues.get(name)})
  if (stats) return {ok: true, stats, raw}
  const {bytes, time_ms} = raw
  return {ok: false, state: 'garbled', detail: 'JSON, but not that of a stats server of uWSGI', bytes, time_ms}
}

/** Waiting connections of every unix socket of the document; relative names are relative to where the server runs. */
async function unixQueues(document: unknown, host: Pick<Host, 'unixQueue'>): Promise<ReadonlyMap<string, number>> {
  const fields = new Fields(document)
  const names = fields.list('sockets').map((socket) => socket.text('name'))
  const found = await Promise.all(
    names.map(async (name) => {
      const path = name.startsWith('@') ? name : resolve(fields.text('cwd') || '/', name)
      return [name, (await host.unixQueue(name)) ?? (await host.unixQueue(path))] as const
    }),
  )
  return new Map(found.filter((entry): entry is readonly [string, number] => entry[1] !== undefined))
}

/** Whether these are the statistics of a server with workers. */
export function isServer(stats: Stats): stats is ServerStats {
  return stats.kind === 'server'
}
