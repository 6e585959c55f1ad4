import type {StatsSummary, Utilisation} from './stats-summary.js'

/** Limits in the manner of a health check; what is not set is not looked at. */
export interface StatsThresholds {
  readonly maxQueue?: number
  /** 0 to 100; of the time between two samples when there are two, else of this moment. */
  readonly maxBusyPct?: number
  readonly minWorkers?: number
  readonly maxRssBytes?: number
  readonly maxAvgResponseMs?: number
  readonly maxHarakiris?: number
  readonly maxExceptions?: number
  readonly maxRespawns?: number
  readonly maxListenErrors?: number
}

export interface ThresholdResult {
  /** `max_queue`, `min_workers`, … */
  readonly name: string
  readonly limit: number
  /** `null`: the server does not tell, and a limit that cannot be checked is not met. */
  readonly value: number | null
  readonly ok: boolean
}

/** Holds the limits against what was read, in the order of {@link StatsThresholds}. */
export function checkThresholds(
  limits: StatsThresholds,
  summary: StatsSummary,
  used: Utilisation | undefined,
): ThresholdResult[] {
  // Without memory-report every worker says 0, which is not a measurement.
  const rss = summary.max_rss_bytes > 0 ? summary.max_rss_bytes : null
  const rows: readonly (readonly [string, number | undefined, number | null])[] = [
    ['max_queue', limits.maxQueue, summary.queue],
    ['max_busy_pct', limits.maxBusyPct, used?.busy_pct ?? summary.busy_pct],
    ['min_workers', limits.minWorkers, summary.workers],
    ['max_rss_bytes', limits.maxRssBytes, rss],
    ['max_avg_response_ms', limits.maxAvgResponseMs, summary.max_avg_response_ms],
    ['max_harakiris', limits.maxHarakiris, summary.harakiris],
    ['max_exceptions', limits.maxExceptions, summary.exceptions],
    ['max_respawns', limits.maxRespawns, summary.respawns],
    ['max_listen_errors', limits.maxListenErrors, summary.listen_queue_errors],
  ]
  return rows.flatMap(([name, limit, value]) => {
    if (limit === undefined) return []
    const ok = value !== null && (name.startsWith('min') ? value >= limit : value <= limit)
    return [{name, limit, value, ok}]
  })
}
