import type {EmperorStats, ServerStats, Stats, WorkerStats} from '../../client/stats.js'
import {isRunning} from '../../client/stats-summary.js'

type Labels = Readonly<Record<string, string>>
interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly {readonly labels: Labels; readonly value: number}[]
}

/** The statistics in the text format 0.0.4 of Prometheus, base units, in a fixed order. */
export async function prometheusText(stats: Stats): Promise<string> {
  const {Counter, Gauge, Registry} = (await import('prom-client')).default
  const registry = new Registry()
  for (const {name, help, type, samples} of metricsOf(stats)) {
    const labelNames = Object.keys(samples[0]?.labels ?? {})
    const options = {name, help, labelNames, registers: [registry]}
    if (type === 'gauge') {
      const gauge = new Gauge(options)
      for (const {labels, value} of samples) gauge.set(labels, value)
    } else {
      const counter = new Counter(options)
      for (const {labels, value} of samples) counter.inc(labels, value)
    }
  }
  return registry.metrics()
}

function metricsOf(stats: Stats): Metric[] {
  const up = one('uwsgi_up', 'gauge', 'Whether the stats server answered.', 1)
  if (stats.kind === 'server') return [up, ...serverMetrics(stats), ...workerMetrics(stats)]
  if (stats.kind === 'router') {
    return [up, one('uwsgi_router_active_sessions', 'gauge', 'Sessions that are open.', stats.active_sessions)]
  }
  return [up, ...vassalMetrics(stats)]
}

function vassalMetrics({vassals}: EmperorStats): Metric[] {
  const of = (
    name: string,
    type: Metric['type'],
    help: string,
    value: (vassal: (typeof vassals)[number]) => number,
  ): Metric => ({
    ...{name, type, help},
    samples: vassals.map((vassal) => ({labels: {vassal: vassal.id}, value: value(vassal)})),
  })
  return [
    of('uwsgi_vassal_accepting', 'gauge', 'Whether it accepts requests.', ({is_accepting}) => Number(is_accepting)),
    of('uwsgi_vassal_cursed', 'gauge', 'Whether the emperor is about to stop it.', ({is_cursed}) => Number(is_cursed)),
    of('uwsgi_vassal_respawns_total', 'counter', 'Restarts of the vassal.', ({respawns}) => respawns),
  ]
}

function serverMetrics(stats: ServerStats): Metric[] {
  const queues = stats.sockets.filter(({queue}) => queue !== null)
  return [
    {
      ...{name: 'uwsgi_listen_queue_length', type: 'gauge', help: 'Connections that wait at a socket.'},
      samples: queues.map(({name, queue}) => ({labels: {socket: name}, value: queue!})),
    },
    one(
      'uwsgi_listen_queue_errors_total',
      'counter',
      'Connections that the kernel refused.',
      stats.listen_queue_errors,
    ),
    one('uwsgi_load', 'gauge', 'Requests in progress.', stats.load),
    one('uwsgi_signal_queue_length', 'gauge', 'Signals that wait.', stats.signal_queue),
    one(
      'uwsgi_workers_running',
      'gauge',
      'Workers that run, cheaped ones not among them.',
      stats.workers.filter(isRunning).length,
    ),
    ...cacheMetrics(stats),
  ]
}

function cacheMetrics({caches}: ServerStats): Metric[] {
  const of = (
    name: string,
    type: Metric['type'],
    help: string,
    value: (cache: (typeof caches)[number]) => number,
  ): Metric => ({
    ...{name, type, help},
    samples: caches.map((cache) => ({labels: {cache: cache.name}, value: value(cache)})),
  })
  if (caches.length === 0) return []
  return [
    of('uwsgi_cache_items', 'gauge', 'Items of the cache.', ({items}) => items),
    of('uwsgi_cache_hits_total', 'counter', 'Keys that were found.', ({hits}) => hits),
    of('uwsgi_cache_misses_total', 'counter', 'Keys that were not found.', ({misses}) => misses),
    of('uwsgi_cache_full_total', 'counter', 'Items that found no room.', ({full}) => full),
  ]
}

const WORKER_METRICS: readonly (readonly [
  name: string,
  type: Metric['type'],
  help: string,
  value: (worker: WorkerStats) => number,
])[] = [
  ['uwsgi_worker_accepting', 'gauge', 'Whether the worker accepts requests.', ({is_accepting}) => Number(is_accepting)],
  ['uwsgi_worker_busy', 'gauge', 'Whether the worker is in a request.', ({status}) => Number(status === 'busy')],
  [
    'uwsgi_worker_busy_cores',
    'gauge',
    'Cores of the worker that are in a request.',
    ({cores}) => cores.filter(({is_busy}) => is_busy).length,
  ],
  ['uwsgi_worker_requests_total', 'counter', 'Requests of the worker.', ({requests}) => requests],
  ['uwsgi_worker_exceptions_total', 'counter', 'Requests that raised.', ({exceptions}) => exceptions],
  [
    'uwsgi_worker_harakiris_total',
    'counter',
    'Requests that were killed for taking too long.',
    ({harakiris}) => harakiris,
  ],
  ['uwsgi_worker_respawns_total', 'counter', 'Times that the worker was replaced.', ({respawns}) => respawns],
  ['uwsgi_worker_running_seconds_total', 'counter', 'Time in requests.', ({running_s}) => running_s],
  [
    'uwsgi_worker_average_response_seconds',
    'gauge',
    'Average time of a request.',
    ({avg_response_ms}) => avg_response_ms / 1000,
  ],
  ['uwsgi_worker_transmitted_bytes_total', 'counter', 'Bytes of responses.', ({tx_bytes}) => tx_bytes],
  ['uwsgi_worker_rss_bytes', 'gauge', 'Resident memory; 0 without memory-report.', ({rss_bytes}) => rss_bytes],
  ['uwsgi_worker_vsz_bytes', 'gauge', 'Address space; 0 without memory-report.', ({vsz_bytes}) => vsz_bytes],
  [
    'uwsgi_worker_start_time_seconds',
    'gauge',
    'When the worker was started, since the epoch.',
    ({started_at}) => started_at,
  ],
]

function workerMetrics({workers}: ServerStats): Metric[] {
  return WORKER_METRICS.map(([name, type, help, value]) => ({
    ...{name, type, help},
    samples: workers.map((worker) => ({labels: {worker: String(worker.id)}, value: value(worker)})),
  }))
}

function one(name: string, type: Metric['type'], help: string, value: number): Metric {
  return {name, type, help, samples: [{labels: {}, value}]}
}
