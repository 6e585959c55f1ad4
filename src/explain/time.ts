/** A point in time as a log has it: milliseconds of the wall clock there, as if it were UTC. Zones are not converted. */
export type WallTime = number

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTH = `(?<month>${MONTHS.join('|')})`
const CLOCK = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'

/** Each way of writing a time that servers have, the commonest first; looked for near the start of a line. */
const FORMS: readonly RegExp[] = [
  // uWSGI and Apache: Mon Nov 23 21:06:30 2026, with microseconds in Apache
  new RegExp(`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} +(?<day>\\d{1,2}) ${CLOCK}(?:\\.\\d+)? (?<year>\\d{4})`),
  // nginx: 2026/11/23 21:06:30; lighttpd, log-date, ISO 8601: 2026-11-23T21:06:30
  new RegExp(`(?<year>\\d{4})[-/](?<number>\\d\\d)[-/](?<day>\\d\\d)[T ]${CLOCK}`),
  // access logs: 23/Nov/2026:21:06:30
  new RegExp(`(?<day>\\d\\d)/${MONTH}/(?<year>\\d{4}):${CLOCK}`),
  // syslog and journalctl: Nov 23 21:06:30
  new RegExp(`^${MONTH} +(?<day>\\d{1,2}) ${CLOCK} `),
]

/** The commonest place and form: nginx, log-date, containers. */
const FIRST = new RegExp(`^(?<year>\\d{4})[-/](?<number>\\d\\d)[-/](?<day>\\d\\d)[T ]${CLOCK}`)

/** Characters of a line in which its time is looked for: request lines of uWSGI have it behind the addresses. */
const NEAR = 240

/** The time that a line carries; `undefined` where it has none. A line without a year is of the last twelve months. */
export function timeIn(line: string, now: Date = new Date()): WallTime | undefined {
  const own = FIRST.exec(line)
  if (own) return timeOf(own, now)
  const start = line.slice(0, NEAR)
  let nearest: RegExpExecArray | undefined
  for (const form of FORMS) {
    const found = form.exec(start)
    // What a log keeper put in front is the same clock for every line.
    if (found && (nearest === undefined || found.index < nearest.index)) nearest = found
    if (nearest?.index === 0) break
  }
  return nearest && timeOf(nearest, now)
}

/** A log has many lines of the same second. */
let known: {readonly text: string; readonly time: WallTime} | undefined

function timeOf({0: text, groups = {}}: RegExpExecArray, now: Date): WallTime {
  if (known?.text === text) return known.time
  const month = groups['number'] === undefined ? MONTHS.indexOf(groups['month']!) : Number(groups['number']) - 1
  const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((name) => Number(groups[name]))
  const at = (year: number) => Date.UTC(year, month, day, hour, minute, second)
  if (groups['year'] === undefined) {
    const guess = at(now.getUTCFullYear())
    return guess > now.getTime() + 2 * 86_400_000 ? at(now.getUTCFullYear() - 1) : guess
  }
  known = {text, time: at(Number(groups['year']))}
  return known.time
}

/** `2026-11-23 21:06:30`. */
export function timeText(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ')
}
