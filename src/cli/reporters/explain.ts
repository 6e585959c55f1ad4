import type {ChalkInstance} from 'chalk'
import {reaches, type Severity} from '../../diagnostics.js'
import type {LogExplanation, LogFinding} from '../../explain/explain-log.js'
import {timeText} from '../../explain/time.js'
import {chalkFor, terminalWidth} from '../colour.js'
import type {Explained} from '../explain-run.js'
import {printable, printableExcerpt} from '../printable.js'
import {wrapped} from '../wrapped.js'
import {topicLines} from './topic.js'

/** How things look: the width of lines, and colour. */
export interface Look {
  readonly chalk: ChalkInstance
  readonly width: number | undefined
}

/** Columns behind which the text of an entry starts. */
const INDENT = 9
const EVIDENCE_CHARACTERS = 300
const SAMPLES = 5

/** Everything for a person: what to fix first stands first. */
export async function explainedText(explained: Explained, threshold: Severity): Promise<string> {
  const look: Look = {chalk: await chalkFor('stdout'), width: terminalWidth('stdout')}
  if (explained.kind === 'topics') return topicLines(explained.topics, explained.thing, look).join('\n')
  const {log, isMessage, names} = explained
  const isShort = (finding: LogFinding) => !reaches(finding.severity, threshold) && !isMessage
  const full = log.findings.filter((finding) => !isShort(finding) && finding.because.length === 0)
  const followers = log.findings.filter((finding) => !isShort(finding) && finding.because.length > 0)
  return [
    ...(isMessage ? [] : [headline(log, names, look), '']),
    ...full.flatMap((finding, n) => [...findingLines(finding, isMessage ? undefined : n + 1, look), '']),
    ...section(
      'Follows from the above:',
      followers.map((finding) => oneLine(finding, look)),
      look,
    ),
    ...section(
      'Also said:',
      log.findings.filter(isShort).map((finding) => oneLine(finding, look)),
      look,
    ),
    ...section(
      'Exceptions of the application:',
      log.exceptions
        .slice(0, SAMPLES)
        .map((it) => counted(it.count, `${it.error}${it.where ? ` at ${it.where}` : ''}`, look)),
      look,
    ),
    ...section(
      'Requests that failed:',
      log.statuses.map((it) =>
        counted(it.count, `${it.status}: ${it.examples.join(', ')}${timesOf(it.first, it.last)}`, look),
      ),
      look,
    ),
    ...section(
      unknownTitle(log),
      log.unknown.kinds
        .slice(0, SAMPLES)
        .map((it) => counted(it.count, `${it.example.source}: ${it.example.text}`, look)),
      look,
    ),
  ]
    .join('\n')
    .replace(/\n+$/, '')
}

function headline({findings, lines}: LogExplanation, names: readonly string[], {chalk, width}: Look): string {
  const of = (severity: Severity, word: string) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]
  }
  const found = [...of('error', 'error'), ...of('warning', 'warning'), ...of('info', 'remark')]
  const where = names.map((name) => (name === '-' ? 'standard input' : printable(name))).join(', ')
  const what = found.length === 0 ? 'Nothing known' : found.join(', ')
  const text = `${what} in ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} of ${where}`
  return chalk.bold(wrapped(text, {indent: 0, width}))
}

function findingLines(finding: LogFinding, number: number | undefined, look: Look): string[] {
  const {chalk} = look
  const count = finding.count > 1 ? `, ${finding.count.toLocaleString('en')} times` : ''
  const head = `${number === undefined ? '' : `${number}. `}${finding.id} ${finding.severity}${count}`
  const more = finding.values.slice(1).map((it) => `${it.count} × ${Object.values(it.values).join(' ')}`)
  return [
    colourOf(chalk, finding.severity)(head),
    chalk.bold(wrapped(printableExcerpt(finding.message), {indent: 3, width: look.width})),
    ...(finding.first === undefined ? [] : [entry('when', span(finding.first, finding.last), look)]),
    ...(finding.evidence ?? []).map(({text, source}) =>
      chalk.dim(
        entry(
          'line',
          `${source?.startsWith('-:') ? '' : `${source}: `}${text.trim().slice(0, EVIDENCE_CHARACTERS)}`,
          look,
        ),
      ),
    ),
    ...(more.length === 0 ? [] : [entry('also', more.join('; '), look)]),
    entry('means', finding.means, look),
    entry('why', finding.cause ?? '', look),
    ...finding.notes.map((note) => entry('note', note, look)),
    ...finding.check.map((line, n) => entry(n === 0 ? 'sure' : '', line, look)),
    ...(finding.remedy ?? []).map((line, n) => entry(n === 0 ? 'fix' : '', line, look)),
    chalk.dim(
      entry(
        'see',
        [finding.documentation, ...finding.related.map((id) => `tsgi explain ${id}`).slice(0, 1)].join('  '),
        look,
      ),
    ),
  ]
}

/** `   fix     uwsgi_pass …`, the rest of it below. */
export function entry(name: string, text: string, {chalk, width}: Look): string {
  const lines = wrapped(printable(text), {indent: INDENT + 2, width})
  return `   ${chalk.cyan(name.padEnd(INDENT - 1))}${lines.slice(INDENT + 2)}`
}

function oneLine(finding: LogFinding, {chalk, width}: Look): string {
  const because = finding.because.length === 0 ? '' : ` (because of ${finding.because.join(', ')})`
  const notes = finding.notes.map((note) => `; ${note}`).join('')
  const text = `${finding.id} ${finding.count} × ${finding.message}${because}${notes}`
  const [first = '', ...rest] = wrapped(printableExcerpt(text), {indent: 5, width}).split('\n')
  return [`   ${colourOf(chalk, finding.severity)(first.slice(5, 9))}${first.slice(9)}`, ...rest].join('\n')
}

function counted(count: number, text: string, {width}: Look): string {
  const shown = `${count} × ${printableExcerpt(text)}`
  return `   ${wrapped(shown, {indent: 5, width}).slice(5)}`
}

function section(title: string, lines: readonly string[], {chalk}: Look): string[] {
  return lines.length === 0 ? [] : [chalk.bold(title), ...lines, '']
}

function unknownTitle({unknown}: LogExplanation): string {
  const {count} = unknown
  const lines = count === 1 ? '1 line looks' : `${count.toLocaleString('en')} lines look`
  return `Not known here: ${lines} like trouble`
}

function timesOf(first: number | undefined, last: number | undefined): string {
  return first === undefined ? '' : ` (${span(timeText(first), last === undefined ? undefined : timeText(last))})`
}

function span(first: string, last: string | undefined): string {
  if (last === undefined || last === first) return first
  return `${first} to ${last.slice(0, 10) === first.slice(0, 10) ? last.slice(11) : last}`
}

/** The colour of a severity. */
export function colourOf(chalk: ChalkInstance, severity: Severity): ChalkInstance {
  return severity === 'error' ? chalk.red.bold : severity === 'warning' ? chalk.yellow.bold : chalk.cyan
}
