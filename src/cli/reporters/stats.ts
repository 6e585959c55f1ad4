import type {ChalkInstance} from 'chalk'
import type {EmperorStats, RouterStats, ServerStats, Stats, WorkerStats} from '../../client/stats.js'
import {type StatsSummary, summaryOf, type Utilisation} from '../../client/stats-summary.js'
import type {ThresholdResult} from '../../client/stats-thresholds.js'
import {chalkFor, terminalWidth} from '../colour.js'
import {counted} from '../output.js'
import {printable} from '../printable.js'
import {formatSize} from '../sizes.js'
import {table} from './table.js'

export interface StatsView {
  readonly stats: Stats
  readonly used: Utilisation | undefined
  /** Seconds since the epoch. */
  readonly now: number
}

/** One screen: who it is, how busy it is, a row for each worker (vassal, node). */
export async function statsText(view: StatsView): Promise<string> {
  const {stats} = view
  if (stats.kind === 'emperor') return emperorText(stats)
  if (stats.kind === 'router') return routerText(stats)
  const rows = stats.workers.map((worker) => workerRow(worker, view))
  const head = [...HEAD.slice(0, 3), ...(view.used ? ['BUSY'] : []), ...HEAD.slice(3)]
  const grid = await table(head, rows, undefined)
  const chalk = await chalkFor('stdout')
  return [...headLines(stats, view), '', coloured(clipped(grid), chalk), ...requestLines(stats, view)].join('\n')
}

const HEAD = ['WORKER', 'PID', 'STATUS', 'REQUESTS', 'AVG', 'RSS', 'TX', 'EXC', 'HARAKIRI', 'RESPAWNS', 'UP']

function workerRow(worker: WorkerStats, {used, now}: StatsView): string[] {
  const {id, pid, status, requests, avg_response_ms, rss_bytes, tx_bytes, exceptions, harakiris, respawns} = worker
  const own = used?.workers.find((it) => it.id === id)
  return [
    ...[String(id), String(pid), status],
    ...(used ? [own ? `${own.busy_pct}%` : '-'] : []),
    ...[String(requests), `${avg_response_ms.toFixed(1)} ms`, rss_bytes > 0 ? formatSize(rss_bytes) : 'n/a'],
    ...[formatSize(tx_bytes), String(exceptions), String(harakiris), String(respawns), age(now - worker.started_at)],
  ]
}

function headLines(stats: ServerStats, {used, now}: StatsView): string[] {
  const summary = summaryOf(stats)
  const started = Math.min(...stats.workers.map(({started_at}) => started_at).filter((at) => at > 0))
  const up = Number.isFinite(started) ? ` · workers up ${age(now - started)}` : ''
  const rate = used ? ` · ${used.requests_per_s} req/s, ${used.busy_pct}% busy over ${used.seconds} s` : ''
  return [
    `uWSGI ${printable(stats.version)} · pid ${stats.pid}${up} · ${counted(summary.requests, 'request')}${rate}`,
    `${summary.busy_workers} of ${counted(summary.workers, 'worker')} busy${coresText(summary)} · ${queueText(stats)}`,
    ...stats.caches.map(
      ({name, items, max_items, hits, misses}) =>
        `cache ${printable(name)}: ${items}/${max_items} items, ${counted(hits, 'hit')}, ${misses} missed`,
    ),
    ...stats.spoolers.map(
      ({folder, pid, tasks}) => `spooler ${printable(folder)}: pid ${pid}, ${counted(tasks, 'task')}`,
    ),
  ]
}

function coresText({cores, workers, busy_cores}: StatsSummary): string {
  return cores > workers ? ` (${busy_cores} of ${cores} cores)` : ''
}

function queueText({sockets, listen_queue_errors}: ServerStats): string {
  const queues = sockets.map(
    ({name, queue, max_queue}) => `${printable(name)} ${queue ?? 'n/a'}${max_queue === null ? '' : `/${max_queue}`}`,
  )
  const refused = listen_queue_errors > 0 ? ` · ${listen_queue_errors} refused` : ''
  return `queue ${queues.join(', ') || 'n/a'}${refused}`
}

/** What the busy cores are doing, the oldest first: the first thing to know when all of them are. */
function requestLines({workers}: ServerStats, {now}: StatsView): string[] {
  const busy = workers
    .flatMap(({id, cores}) => cores.filter(({is_busy}) => is_busy).map((core) => ({worker: id, core})))
    .sort((one, other) => (one.core.since ?? now) - (other.core.since ?? now))
  if (busy.length === 0) return []
  const shown = busy.slice(0, 10).map(({worker, core}) => {
    const of = (name: string) =>
      core.variables.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
    const what = printable(`${of('REQUEST_METHOD')} ${of('REQUEST_URI')}`.trim()) || 'a request'
    const since = core.since === undefined ? '' : `, for ${age(now - core.since)}`
    return `  worker ${worker} core ${core.id}: ${what}${since}`
  })
  const more = busy.length > shown.length ? [`  … and ${busy.length - shown.length} more`] : []
  return ['', 'In progress:', ...shown, ...more]
}

async function emperorText({version, pid, vassals, blacklist}: EmperorStats): Promise<string> {
  const rows = vassals.map((vassal) => [
    ...[printable(vassal.id), String(vassal.pid), yes(vassal.is_ready), yes(vassal.is_accepting), yes(vassal.is_loyal)],
    ...[vassal.is_cursed ? 'cursed' : '', String(vassal.respawns)],
  ])
  const head = ['VASSAL', 'PID', 'READY', 'ACCEPTING', 'LOYAL', '', 'RESPAWNS']
  return [
    `emperor, uWSGI ${printable(version)} · pid ${pid} · ${counted(vassals.length, 'vassal')}`,
    ...(blacklist.length > 0 ? [`blacklisted: ${blacklist.map(printable).join(', ')}`] : []),
    '',
    clipped(await table(head, rows, undefined)),
  ].join('\n')
}

async function routerText({version, pid, active_sessions, subscriptions}: RouterStats): Promise<string> {
  const rows = subscriptions.flatMap(({key, nodes}) =>
    nodes.map((node) => [
      ...[printable(key), printable(node.name), String(node.requests), String(node.failures)],
      node.is_dead ? 'dead' : '',
    ]),
  )
  const head = ['KEY', 'NODE', 'REQUESTS', 'FAILURES', '']
  return [
    `router, uWSGI ${printable(version)} · pid ${pid} · ${counted(active_sessions, 'session')}`,
    ...(rows.length > 0 ? ['', clipped(await table(head, rows, undefined))] : []),
  ].join('\n')
}

/** Flags that are not called as what they limit is in the document. */
const FLAGS: Readonly<Record<string, string>> = {max_avg_response_ms: 'max_avg_rt', max_harakiris: 'max_harakiri'}

/** Limits that were not kept, one a line; nothing when all were. */
export function thresholdLines(results: readonly ThresholdResult[]): string[] {
  return results
    .filter(({ok}) => !ok)
    .map(({name, limit, value}) => {
      const flag = `--${(FLAGS[name] ?? name).replace(/_(pct|bytes|ms)$/, '').replaceAll('_', '-')}`
      return `${flag}: ${value === null ? 'not known' : shown(name, value)}, the limit is ${shown(name, limit)}`
    })
}

function shown(name: string, value: number): string {
  if (name.endsWith('_bytes')) return formatSize(value)
  if (name.endsWith('_pct')) return `${value}%`
  return name.endsWith('_ms') ? `${value} ms` : String(value)
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}

/** `12 s`, `3 min`, `5 h`, `2 d` */
function age(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 120) return `${whole} s`
  if (whole < 7200) return `${Math.round(whole / 60)} min`
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} d`
}

/** On a terminal a row stays a row: what does not fit is cut off. */
function clipped(grid: string): string {
  const width = terminalWidth('stdout')
  if (width === undefined) return grid
  return grid
    .split('\n')
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join('\n')
}

function coloured(grid: string, chalk: ChalkInstance): string {
  return grid
    .replace(/^WORKER.*$/m, (head) => chalk.bold(head))
    .replace(/\bbusy\b/g, (word) => chalk.green(word))
    .replace(/\bcheap\b/g, (word) => chalk.magenta(word))
}
