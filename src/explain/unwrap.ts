import type {WallTime} from './time.js'

/** A line without what a log keeper puts around it. */
export interface Unwrapped {
  readonly text: string
  /** Where the wrapping says it. */
  readonly time?: WallTime
}

/** What a terminal takes for colours: compose and supervisors leave it in what they are asked to save. */
const ESCAPE = '\u001b'
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;:?]*[A-Za-z]`, 'g')

/** `web_1  | …`; `2026-11-23T21:06:30.1Z stderr F …`; `Nov 23 21:06:30 host uwsgi[12]: …`; `MESSAGE=…` */
const PREFIXES: readonly RegExp[] = [
  /^\S{1,64} +\| /,
  /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) std(?:out|err) [FP] /,
  /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z /,
  /^(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-]\d\d:?\d\d)) [\w.-]+ (?!WARNING:)[\w.@/-]+(?:\[\d+\])?: /,
  /^\d{4}-\d\d-\d\dT[\d:.]+Z (?!\[)/,
  /^ *MESSAGE=/,
]

/** The message inside a line of the journal (`-o json`, `-o export`), of docker, syslog or compose; else the line itself. */
export function unwrap(line: string): Unwrapped {
  if (line.startsWith('{') && line.endsWith('}')) return fromJson(line) ?? {text: line}
  let text = line.includes(ESCAPE) ? line.replace(COLOURS, '') : line
  for (const prefix of PREFIXES) {
    const found = prefix.exec(text)
    if (found) text = text.slice(found[0].length)
  }
  return {text}
}

function fromJson(line: string): Unwrapped | undefined {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
  const message = entry['MESSAGE'] ?? entry['log'] ?? entry['message'] ?? entry['msg'] ?? longest(entry)
  // The journal gives a message that is no UTF-8 as a list of bytes.
  const text = Array.isArray(message) ? Buffer.from(message.map(Number)).toString('utf8') : message
  if (typeof text !== 'string') return undefined
  const unit = entry['UNIT']
  const named = typeof unit === 'string' && entry['SYSLOG_IDENTIFIER'] === 'systemd' && !text.startsWith(unit)
  const time = timeOf(entry)
  return {text: `${named ? `${unit}: ` : ''}${text.trimEnd()}`, ...(time !== undefined && {time})}
}

/** Everyone names the message as they like in an encoder of their own; it is what has the most to say. */
function longest(entry: Record<string, unknown>): string | undefined {
  const texts = Object.values(entry).filter(
    (value): value is string => typeof value === 'string' && !/^[\d:.,TZ +-]*$/.test(value),
  )
  return texts.reduce<string | undefined>((most, text) => (text.length > (most?.length ?? 0) ? text : most), undefined)
}

function timeOf(entry: Record<string, unknown>): WallTime | undefined {
  const micros = Number(entry['__REALTIME_TIMESTAMP'] ?? Number.NaN)
  if (Number.isFinite(micros)) return Math.floor(micros / 1e6) * 1000
  const written = entry['time'] ?? entry['timestamp'] ?? entry['@timestamp']
  const time = typeof written === 'string' ? Date.parse(written) : Number.NaN
  return Number.isFinite(time) ? Math.floor(time / 1000) * 1000 : undefined
}
