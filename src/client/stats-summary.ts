import type {ServerStats, WorkerStats} from './stats.js'

/** What a table's head, a metric and a threshold are made of. */
export interface StatsSummary {
  /** Those that run, cheaped ones not among them. */
  readonly workers: number
  readonly busy_workers: number
  /** Cores (threads, async) of the workers that run, and those in a request. */
  readonly cores: number
  readonly busy_cores: number
  /** Share of the cores that are in a request, 0 to 100, at this moment. */
  readonly busy_pct: number
  /** The longest queue of a socket; `null` when none is known. */
  readonly queue: number | null
  readonly requests: number
  readonly exceptions: number
  readonly harakiris: number
  readonly respawns: number
  /** Of the largest worker. */
  readonly max_rss_bytes: number
  /** Of the slowest worker. */
  readonly max_avg_response_ms: number
  readonly listen_queue_errors: number
}

/** The figures of all workers together. */
export function summaryOf(stats: ServerStats): StatsSummary {
  const running = stats.workers.filter(isRunning)
  const cores = running.reduce((total, worker) => total + Math.max(1, worker.cores.length), 0)
  const busyCores = running.reduce((total, worker) => total + busyCoresOf(worker), 0)
  const queues = stats.sockets.map(({queue}) => queue).filter((queue) => queue !== null)
  const sum = (of: (worker: WorkerStats) => number) => stats.workers.reduce((total, worker) => total + of(worker), 0)
  const most = (of: (worker: WorkerStats) => number) => Math.max(0, ...stats.workers.map(of))
  return {
    workers: running.length,
    busy_workers: running.filter(({status}) => status === 'busy').length,
    cores,
    busy_cores: busyCores,
    busy_pct: cores === 0 ? 0 : Math.round((busyCores / cores) * 1000) / 10,
    queue: queues.length === 0 ? null : Math.max(...queues),
    requests: sum(({requests}) => requests),
    exceptions: sum(({exceptions}) => exceptions),
    harakiris: sum(({harakiris}) => harakiris),
    respawns: sum(({respawns}) => respawns),
    max_rss_bytes: most(({rss_bytes}) => rss_bytes),
    max_avg_response_ms: most(({avg_response_ms}) => avg_response_ms),
    listen_queue_errors: stats.listen_queue_errors,
  }
}

export function isRunning({pid, status}: WorkerStats): boolean {
  return pid > 0 && status !== 'cheap'
}

/** Without cores in the document (`stats-no-cores`) the status of the worker is all there is. */
function busyCoresOf({cores, status}: WorkerStats): number {
  return cores.length === 0 ? Number(status === 'busy') : cores.filter(({is_busy}) => is_busy).length
}

/** What happened between two samples of the same server. */
export interface Utilisation {
  readonly seconds: number
  readonly requests_per_s: number
  /** Share of their time that the running workers' cores spent in requests, 0 to 100. */
  readonly busy_pct: number
  readonly workers: readonly {readonly id: number; readonly busy_pct: number; readonly requests_per_s: number}[]
}

/** A sample, and when it was taken: milliseconds since the epoch. */
export interface Sample {
  readonly stats: ServerStats
  readonly at: number
}

/**
 * From the time that workers spent in requests. uWSGI adds a request when it ends (`running_time`); of those in progress the
 * part that lies between the samples is added, and of those that ended the part before the first one is taken away, to the
 * second in which they began. A worker that was replaced in between counts from zero.
 */
export function utilisation(before: Sample, after: Sample): Utilisation {
  const seconds = (after.at - before.at) / 1000
  const workers = after.stats.workers.filter(isRunning).map((worker) => {
    const earlier = before.stats.workers.find(({id, pid}) => id === worker.id && pid === worker.pid)
    const ended = worker.running_s - (earlier?.running_s ?? 0)
    const inProgress = timeInProgress(worker, after.at) - (earlier ? timeInProgress(earlier, before.at) : 0)
    const requests = Math.max(0, worker.requests - (earlier?.requests ?? 0))
    const cores = Math.max(1, worker.cores.length)
    const busy_pct = percent(Math.max(0, ended + inProgress), seconds * cores)
    return {id: worker.id, busy_pct, requests_per_s: tenths(requests / seconds)}
  })
  const busy = workers.reduce((sum, {busy_pct}) => sum + busy_pct, 0)
  return {
    seconds: tenths(seconds),
    requests_per_s: tenths(workers.reduce((sum, {requests_per_s}) => sum + requests_per_s, 0)),
    busy_pct: workers.length === 0 ? 0 : tenths(busy / workers.length),
    workers,
  }
}

/** Seconds that the requests in progress have taken so far. */
function timeInProgress({cores}: WorkerStats, at: number): number {
  return cores.reduce((sum, {since}) => sum + (since === undefined ? 0 : Math.max(0, at / 1000 - since)), 0)
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : tenths(Math.min(100, (part / whole) * 100))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
