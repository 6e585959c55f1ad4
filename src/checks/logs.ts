import {explainText, type LogFinding} from '../explain/explain-log.js'
import type {Host} from '../host/host.js'

/** What logs say of the last minutes. */
export interface RecentLogs {
  readonly findings: readonly LogFinding[]
  /** The last lines, for what is no known problem. */
  readonly text: string
  /** Logs that were read. */
  readonly paths: readonly string[]
  /** Logs that exist and may not be read. */
  readonly denied: readonly string[]
}

const TAIL = 256 * 1024
/** Milliseconds that count as recent. */
export const RECENT = 15 * 60_000

/** Reads the ends of logs: since the last start of uWSGI, findings with a time no older than a quarter of an hour. */
export async function recentLogs(host: Host, paths: readonly string[], now: number): Promise<RecentLogs> {
  const found: LogFinding[] = []
  const texts: string[] = []
  const denied: string[] = []
  const read: string[] = []
  for (const path of new Set(paths)) {
    const reading = await host.read(path, {maxBytes: TAIL, fromEnd: true})
    if (reading.status === 'denied') denied.push(path)
    if (reading.status !== 'read') continue
    read.push(path)
    const whole = reading.bytes.toString('utf8')
    const start = whole.lastIndexOf('*** Starting uWSGI')
    const text = start > 0 ? whole.slice(start) : whole
    texts.push(text)
    found.push(...explainText(text, path).findings.filter(({last}) => isRecent(last, now)))
  }
  return {paths: read, findings: found, text: texts.join('\n'), denied}
}

/** Times of logs are those of this machine. */
function isRecent(time: string | undefined, now: number): boolean {
  const at = time === undefined ? Number.NaN : Date.parse(time.replace(' ', 'T'))
  return Number.isNaN(at) || now - at < RECENT
}
