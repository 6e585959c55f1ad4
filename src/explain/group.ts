import type {Severity} from '../diagnostics.js'
import type {Problem, Values} from '../knowledge/problems/problem.js'
import type {Match} from './match.js'
import type {WallTime} from './time.js'

/** A line that shows a problem. */
export interface Sighting {
  readonly text: string
  /** `uwsgi.log:12`. */
  readonly source: string
  readonly line: number
  readonly time: WallTime | undefined
}

/** Lines kept of each problem: the first ones of each pattern. */
const KEPT = 3
/** Seconds, and different values, that are kept apart; beyond that only the count goes on. */
const MAX_SECONDS = 20_000
const MAX_VALUES = 200
const MAX_LEAD = 3

/** Everything seen of one problem; of bounded size however long the log. */
export class Group {
  readonly problem: Problem
  readonly evidence: Sighting[] = []
  /** How often it happened: an event may write several lines, each of a pattern of its own, and counts once. */
  count = 0
  /** How often in which second. */
  readonly seconds = new Map<number, number>()
  /** What the messages say, the first value of each name, until {@link lead} knows better. */
  readonly values: Record<string, string> = {}
  first: WallTime | undefined
  last: WallTime | undefined
  /** Raised by what belongs together. */
  severity: Severity
  /** What was found out beyond the message. */
  readonly notes: string[] = []
  /** Problems of the same log that bring this one about. */
  readonly because = new Set<string>()
  /** The most events in neighbouring lines, for logs without times. */
  crowd = 0
  /** Milliseconds that the requests took, where the log says it. */
  readonly durations: number[] = []
  readonly #counts = new Map<number, number>()
  readonly #variants = new Map<string, {count: number; values: Values}>()

  constructor(problem: Problem) {
    this.problem = problem
    this.severity = problem.severity
  }

  add({pattern, values}: Match, sighting: Sighting): void {
    const seen = this.#counts.get(pattern) ?? 0
    this.#counts.set(pattern, seen + 1)
    if (seen >= this.count) this.count = seen + 1
    if (this.evidence.length < KEPT || (seen === 0 && this.evidence.length < 2 * KEPT)) this.evidence.push(sighting)
    for (const name in values) this.values[name] ??= values[name]!
    this.#addVariant(values)
    if (sighting.time !== undefined) this.#addTime(sighting.time, seen + 1 === this.count)
  }

  #addVariant(values: Values): void {
    let key = ''
    for (const name in values) if (VARYING.has(name)) key += `${values[name]}\0`
    const known = this.#variants.get(key)
    if (known) known.count++
    else if (this.#variants.size < MAX_VALUES && key !== '') {
      this.#variants.set(key, {count: 1, values})
    }
  }

  #addTime(time: WallTime, isEvent: boolean): void {
    if (this.first === undefined || time < this.first) this.first = time
    if (this.last === undefined || time > this.last) this.last = time
    const second = Math.floor(time / 1000)
    if (isEvent && (this.seconds.has(second) || this.seconds.size < MAX_SECONDS)) {
      this.seconds.set(second, (this.seconds.get(second) ?? 0) + 1)
    }
  }

  /** What it was about most often: the commonest address, request or name first. */
  get lead(): readonly {readonly count: number; readonly values: Values}[] {
    return [...this.#variants.values()].sort((a, b) => b.count - a.count).slice(0, MAX_LEAD)
  }
}

/** Values by which events of one problem differ. */
const VARYING = new Set([
  ...['url', 'request', 'module', 'error', 'option', 'socket', 'address', 'upstream', 'file', 'vassal', 'unit'],
  ...['plugin', 'size', 'host', 'name', 'home', 'library', 'modifier', 'program'],
])
