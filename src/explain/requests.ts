import type {Sighting} from './group.js'
import type {WallTime} from './time.js'

/** Requests of one status that tells of a fault. */
export interface StatusCount {
  readonly status: number
  readonly count: number
  readonly first: WallTime | undefined
  readonly last: WallTime | undefined
  /** The first few. */
  readonly examples: readonly string[]
}

/** The end of a request line: uWSGI's own, and the combined format of access logs. */
const UWSGI =
  /\] (?<client>\S*) \([^)]*\) \{[^}]*\} \[[^\]]*\] (?<request>\S* \S*) => .*\(HTTP\/[\d.]+ (?<status>\d{3})\)/
const ACCESS = /"(?<request>[A-Z]+ \S+)(?: HTTP\/[\d.]+)?" (?<status>\d{3}) /
const EXAMPLES = 3
const VERSIONS = ['HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0', 'HTTP/2', 'HTTP/3.0']

/** Counts the 499s and 5xx of access logs and of uWSGI's request lines. */
export class Requests {
  /** What such a line has. */
  static readonly anchors: readonly string[] = VERSIONS.flatMap((version) => [
    `${version} 5`,
    `${version}" 5`,
    `${version}" 499`,
  ])

  readonly #byStatus = new Map<number, StatusCount>()

  /** Whether it was a request line. */
  add(text: string, sighting: () => Sighting): boolean {
    const groups = (UWSGI.exec(text) ?? ACCESS.exec(text))?.groups
    if (!groups) return false
    const status = Number(groups['status'])
    if (status < 499 || status > 599) return true
    const known = this.#byStatus.get(status) ?? {status, count: 0, first: undefined, last: undefined, examples: []}
    const {time} = sighting()
    const request = groups['request']!.slice(0, 200)
    const isNew = known.examples.length < EXAMPLES && !known.examples.includes(request)
    this.#byStatus.set(status, {
      status,
      count: known.count + 1,
      first: known.first ?? time,
      last: time ?? known.last,
      examples: isNew ? [...known.examples, request] : known.examples,
    })
    return true
  }

  get statuses(): readonly StatusCount[] {
    return [...this.#byStatus.values()].sort((a, b) => b.count - a.count)
  }
}
