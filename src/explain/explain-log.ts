import {type Finding, SEVERITIES} from '../diagnostics.js'
import {problemUrl} from '../knowledge/problems/index.js'
import {relate} from './correlate.js'
import {fillCommand, fillSentence} from './fill.js'
import type {Group} from './group.js'
import {LogReader} from './log-reader.js'
import type {StatusCount} from './requests.js'
import {timeText} from './time.js'
import type {ExceptionCount, UnknownLines} from './unknown.js'

/** A known problem in logs, with what belongs to it. */
export interface LogFinding extends Finding {
  /** How often it happened; lines that belong to one event count once. */
  readonly count: number
  /** `2026-11-23 21:06:30`, as the log has it; absent without times. */
  readonly first?: string
  readonly last?: string
  readonly means: string
  /** Commands that make sure. */
  readonly check: readonly string[]
  /** What was found out by lines that belong together. */
  readonly notes: readonly string[]
  /** Ids of problems in the same logs that bring this one about. */
  readonly because: readonly string[]
  readonly related: readonly string[]
  readonly documentation: string
  /** What the messages say most often: the commonest first. */
  readonly values: readonly {readonly count: number; readonly values: Readonly<Record<string, string>>}[]
}

/** What logs say. */
export interface LogExplanation {
  readonly lines: number
  readonly bytes: number
  /** What to fix first stands first; what follows from another problem stands behind it. */
  readonly findings: readonly LogFinding[]
  /** Exceptions of the application that are no known problem. */
  readonly exceptions: readonly ExceptionCount[]
  /** Requests that were answered with 499 or 5xx. */
  readonly statuses: readonly StatusCount[]
  /** Lines that look like trouble and that nothing here explains. */
  readonly unknown: {readonly count: number; readonly kinds: readonly UnknownLines[]}
}

/** A log by its name, whole or in pieces. */
export interface LogSource {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface ExplainLogOptions {
  /** Told how many bytes were read, after each piece. */
  readonly onProgress?: (bytes: number) => void
}

/** Reads logs, one after the other, and says what is known about them. Memory does not grow with their size. */
export async function explainLogs(
  sources: readonly LogSource[],
  {onProgress}: ExplainLogOptions = {},
): Promise<LogExplanation> {
  const reader = new LogReader()
  let bytes = 0
  for (const {name, chunks} of sources) {
    reader.begin(name)
    for await (const chunk of chunks) {
      bytes += chunk.length
      reader.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      onProgress?.(bytes)
    }
  }
  reader.end()
  return resultOf(reader, bytes)
}

/** The same for a text that is at hand. */
export function explainText(text: string, name = '-'): LogExplanation {
  const reader = new LogReader()
  reader.begin(name)
  const bytes = Buffer.from(text, 'utf8')
  reader.push(bytes)
  reader.end()
  return resultOf(reader, bytes.length)
}

function resultOf(reader: LogReader, bytes: number): LogExplanation {
  relate(reader.groups)
  return {
    lines: reader.lines,
    bytes,
    findings: inOrder([...reader.groups.values()]).map(findingOf),
    exceptions: reader.unknown.exceptions,
    statuses: reader.requests.statuses,
    unknown: {count: reader.unknown.count, kinds: reader.unknown.lines},
  }
}

/** What others follow from comes before them; then the severe, then what is nearer to the root, then the frequent. */
function inOrder(groups: readonly Group[]): Group[] {
  const rank = ({because, severity, problem}: Group) =>
    (because.size > 0 ? 10_000 : 0) + SEVERITIES.indexOf(severity) * 1000 + problem.order
  return [...groups].sort((a, b) => rank(a) - rank(b) || b.count - a.count || (a.problem.id < b.problem.id ? -1 : 1))
}

function findingOf(group: Group): LogFinding {
  const {problem, evidence, notes} = group
  const values = {...group.values, ...group.lead[0]?.values}
  return {
    id: problem.id,
    severity: group.severity,
    message: (problem.say && fillSentence(problem.say, values)) ?? problem.title,
    ...(evidence[0] && {location: {file: evidence[0].source.replace(/:\d+$/, ''), line: evidence[0].line, column: 1}}),
    evidence: evidence.map(({text, source}) => ({text, source})),
    cause: fillSentence(problem.why, values) ?? problem.why,
    remedy: problem.fix.map((line) => fillCommand(line, values)),
    url: problemUrl(problem.id),
    count: group.count,
    ...(group.first !== undefined && {first: timeText(group.first)}),
    ...(group.last !== undefined && {last: timeText(group.last)}),
    means: fillSentence(problem.means, values) ?? problem.means,
    check: problem.sure.map((line) => fillCommand(line, values)),
    notes,
    because: [...group.because],
    related: problem.related ?? [],
    documentation: problem.docs,
    values: group.lead,
  }
}
