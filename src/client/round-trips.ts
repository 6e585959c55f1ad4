/** Milliseconds, as `ping(8)` reports them, and two percentiles (nearest rank). */
export interface RoundTrips {
  readonly min_ms: number
  readonly avg_ms: number
  readonly max_ms: number
  /** The standard deviation, which `ping(8)` calls mean deviation. */
  readonly mdev_ms: number
  readonly p50_ms: number
  readonly p99_ms: number
}

/** Statistics of round trips in milliseconds; `null` for none. */
export function roundTrips(times: readonly number[]): RoundTrips | null {
  if (times.length === 0) return null
  const sorted = [...times].sort((a, b) => a - b)
  const avg = sorted.reduce((sum, time) => sum + time, 0) / sorted.length
  const variance = sorted.reduce((sum, time) => sum + (time - avg) ** 2, 0) / sorted.length
  const percentile = (p: number) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!
  return {
    min_ms: rounded(sorted[0]!),
    avg_ms: rounded(avg),
    max_ms: rounded(sorted.at(-1)!),
    mdev_ms: rounded(Math.sqrt(variance)),
    p50_ms: rounded(percentile(0.5)),
    p99_ms: rounded(percentile(0.99)),
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}
