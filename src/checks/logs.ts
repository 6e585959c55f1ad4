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

/** Whether a line of a web server's log may be about this way: one log is often that of many sites. */
export function isAbout(line: string, {address, site}: {readonly address?: string; readonly site?: string}): boolean {
  const upstream = / upstream: "([^"]*)"/.exec(line)?.[1]
  if (upstream !== undefined) return address === undefined || upstream.includes(address)
  const server = /, server: ([^,]+),/.exec(line)?.[1]
  return server === undefined || site === undefined || site.includes(server)
}

/** Reads the ends of logs: since the last start of uWSGI, findings with a time no older than a quarter of an hour. */
export async function recentLogs(
  host: Host,
  paths: readonly string[],
  now: number,
  keep: (line: string) => boolean = () => true,
): Promise<RecentLogs> {
  const found: LogFinding[] = []
  const texts: string[] = []
  const denied: string[] = []
  const read: string[] = []
  for (const path of new Set(paths)) {
    const reading = await host.read(path, {maxBytes: TAIL, fromEnd: true})
    if (reading.status === 'denied') denied.push(path)
    if (reading.status !== 'read') continue
    read.push(path)
    const lines = reading.bytes.toString('utf8').split('\n')
    // A line that is left out stays as an empty one: places keep their numbers.
    const whole = lines.map((line) => (keep(line) ? line : '')).join('\n')
    const start = whole.lastIndexOf('*** Starting uWSGI')
    const text = start > 0 ? whole.slice(start) : whole
    texts.push(text)
    const before = '\n'.repeat(start > 0 ? whole.slice(0, start).split('\n').length - 1 : 0)
    const recent = explainText(before + text, path).findings.filter(({last}) => isRecent(last, now))
    found.push(...(reading.bytes.length < TAIL ? recent : recent.map(withoutLines)))
  }
  return {paths: read, findings: found, text: texts.join('\n'), denied}
}

/** Of a log that was not read from its start, lines have no number. */
function withoutLines(finding: LogFinding): LogFinding {
  const evidence = finding.evidence?.map(({text, source}) => ({
    text,
    ...(source ? {source: source.replace(/:\d+$/, '')} : {}),
  }))
  return {...finding, ...(evidence ? {evidence} : {})}
}

/** Times of logs are those of this machine. */
function isRecent(time: string | undefined, now: number): boolean {
  const at = time === undefined ? Number.NaN : Date.parse(time.replace(' ', 'T'))
  return Number.isNaN(at) || now - at < RECENT
}
