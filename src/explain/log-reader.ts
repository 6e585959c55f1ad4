import {AnchorScan} from './anchor-scan.js'
import {Group, type Sighting} from './group.js'
import {LineScan, type ScannedLine} from './line-scan.js'
import {knownAnchors, type Match, matchLine} from './match.js'
import {Requests} from './requests.js'
import {timeIn, type WallTime} from './time.js'
import {type Exception, MAX_TRACEBACK, TracebackReader} from './traceback.js'
import {Unknown} from './unknown.js'
import {unwrap} from './unwrap.js'

const TRACEBACK = 'Traceback (most recent call last)'
const WORDS = [...new Set([...knownAnchors, ...Requests.anchors, TRACEBACK, ...Unknown.anchors])]
const KNOWN = new Set(knownAnchors)
const SUSPICIOUS = new Set(Unknown.anchors)
const REQUEST_WORDS = new Set(Requests.anchors)
/** Lines behind a lost client in which its request is logged. */
const LOOK_AHEAD = 6
/** Lines before a message in which its time is looked for, when it has none. */
const LOOK_BACK = 12
/** Lines between an exception and the message that the application did not load. */
const NEAR_LINES = 60

/** Reads logs and collects what is known and unknown in them. Bounded in memory, whatever comes. */
export class LogReader {
  readonly groups = new Map<string, Group>()
  readonly requests = new Requests()
  readonly unknown = new Unknown()
  readonly #scan = new AnchorScan(WORDS)
  #lines = 0
  #name = '-'
  #lineScan = this.#newScan()
  #traceback: TracebackReader | undefined
  #exception: (Exception & {readonly at: number; readonly sighting: Sighting}) | undefined
  /** Processes that harakiri is about to kill. */
  readonly #doomed = new Set<string>()
  readonly #lastOf = new Map<string, {line: number; crowd: number}>()
  #isAwaitingRequest = 0
  #lastTime: WallTime | undefined

  #newScan(): LineScan {
    return new LineScan(this.#scan, (line) => this.#line(line))
  }

  /** What comes now is of this log. */
  begin(name: string): void {
    this.end()
    this.#name = name
    this.#lineScan = this.#newScan()
    this.#traceback = undefined
    this.#lastTime = undefined
  }

  push(chunk: Buffer): void {
    this.#lineScan.push(chunk)
  }

  /** Takes the last line, which may have no newline. */
  end(): void {
    this.#lineScan.end()
    this.#lines += this.#lineScan.lines
    this.#lineScan.lines = 0
  }

  get lines(): number {
    return this.#lines + this.#lineScan.lines
  }

  #line(line: ScannedLine): void {
    const words = line.anchors.map((index) => WORDS[index]!)
    const {text, time} = unwrap(line.text)
    if (this.#isAwaitingRequest > 0) this.#awaitRequest(text)
    const sighting = (): Sighting => ({
      text: line.text.startsWith('{') ? text : line.text,
      source: `${this.#name}:${line.number}`,
      line: line.number,
      time: time ?? this.#timeOf(line),
    })
    // In JSON an anchor may be escaped; elsewhere the scan has found them all.
    const match = matchLine(text, line.text.startsWith('{') ? knownAnchors : words.filter((word) => KNOWN.has(word)))
    if (match) this.#known(match, sighting())
    if (this.#traceback && this.#inTraceback(text, match, sighting)) return
    if (match) return
    if (words.includes(TRACEBACK)) this.#beginTraceback()
    else if (words.some((word) => REQUEST_WORDS.has(word)) && this.requests.add(text, sighting)) return
    else if (words.some((word) => SUSPICIOUS.has(word))) this.#unexplained(text, line, sighting)
  }

  #timeOf(line: ScannedLine): WallTime | undefined {
    const own = timeIn(line.text)
    if (own !== undefined) this.#lastTime = own
    if (own !== undefined) return own
    for (const earlier of line.before(LOOK_BACK)) {
      const time = timeIn(earlier)
      if (time !== undefined) return time
    }
    return this.#lastTime
  }

  #known(match: Match, sighting: Sighting): void {
    const {id} = match.problem
    if (id === 'U055' && match.values['pid'] !== undefined) this.#doom(match.values['pid'])
    // Killed by harakiri, whose lines stand before: one event, and none of the memory killer.
    if (id === 'U056' && this.#doomed.delete(match.values['pid']!)) return
    const group = this.#group(match)
    group.add(match, sighting)
    this.#countCrowd(group, sighting.line)
    if (id === 'U060') this.#expectRequest()
    if (['U038', 'U039', 'U041', 'U040'].includes(id)) this.#blame(group, sighting.line)
  }

  #group({problem}: Match): Group {
    const known = this.groups.get(problem.id)
    if (known) return known
    const group = new Group(problem)
    this.groups.set(problem.id, group)
    return group
  }

  #doom(pid: string): void {
    if (this.#doomed.size > 1000) this.#doomed.clear()
    this.#doomed.add(pid)
  }

  #countCrowd(group: Group, line: number): void {
    const last = this.#lastOf.get(group.problem.id)
    const crowd = last && line - last.line <= 3 ? last.crowd + 1 : 1
    this.#lastOf.set(group.problem.id, {line, crowd})
    group.crowd = Math.max(group.crowd, crowd)
  }

  #expectRequest(): void {
    this.#isAwaitingRequest = LOOK_AHEAD
    this.#lineScan.follow(LOOK_AHEAD)
  }

  #awaitRequest(text: string): void {
    this.#isAwaitingRequest--
    const took = /=> generated \d+ bytes in (\d+) msecs/.exec(text)?.[1]
    const group = this.groups.get('U060')
    if (took === undefined || !group) return
    this.#isAwaitingRequest = 0
    if (group.durations.length < 1000) group.durations.push(Number(took))
  }

  /** An error of Python without a traceback is one of its compiler. */
  #unexplained(text: string, line: ScannedLine, sighting: () => Sighting): void {
    if (!/^(?:Syntax|Indentation|Tab)Error: /.test(text)) {
      this.unknown.add(text, sighting)
      return
    }
    const reader = new TracebackReader()
    for (const earlier of line.before(4).reverse()) reader.push(unwrap(earlier).text)
    const found = reader.push(text)
    if (typeof found !== 'object') return
    const seen = sighting()
    this.#exception = {...found, at: seen.line, sighting: seen}
    this.unknown.addException(found, seen)
  }

  #beginTraceback(): void {
    this.#traceback = new TracebackReader()
    this.#lineScan.follow(MAX_TRACEBACK)
  }

  /** Whether the line was part of the traceback that is being read. */
  #inTraceback(text: string, match: Match | undefined, sighting: () => Sighting): boolean {
    const found = this.#traceback!.push(text)
    if (found === 'more') return true
    this.#traceback = undefined
    if (this.#isAwaitingRequest === 0) this.#lineScan.follow(0)
    if (found === undefined) return false
    const seen = sighting()
    this.#exception = {...found, at: seen.line, sighting: seen}
    if (!match) this.unknown.addException(found, seen)
    return true
  }

  /** The exception above is why no application was loaded. */
  #blame(group: Group, line: number): void {
    const exception = this.#exception
    if (!exception || line - exception.at > NEAR_LINES || line < exception.at) return
    const at = exception.where === undefined ? '' : ` (${exception.where})`
    const note = `the exception above it: ${exception.error}${at}`
    if (group.notes.includes(note) || group.notes.length > 2) return
    group.notes.push(note)
    group.evidence.push(exception.sighting)
    this.unknown.forgetException(exception)
  }
}
