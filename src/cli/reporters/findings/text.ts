import type {ChalkInstance} from 'chalk'
import type {Finding, Location, Severity} from '../../../diagnostics.js'
import {chalkFor, terminalWidth} from '../../colour.js'
import {printable} from '../../printable.js'
import {wrapped} from '../../wrapped.js'
import type {FindingsReport} from './report.js'

/** Columns of a line that are shown around the mark. */
const MAX_LINE = 120
/** Columns before the mark, where the line starts too far away. */
const CONTEXT = 20

/** Each finding with the line that it is about, marked, and what to do. */
export async function findingsText(report: FindingsReport): Promise<string> {
  const chalk = await chalkFor('stdout')
  const width = terminalWidth('stdout')
  const texts = new Map<string, readonly string[]>()
  const linesOf = (file: string) => {
    const known = texts.get(file) ?? report.textOf(file)?.split(/\r?\n/) ?? []
    texts.set(file, known)
    return known
  }
  return report.findings.map((finding) => findingText(finding, {chalk, width, linesOf})).join('\n')
}

interface Style {
  readonly chalk: ChalkInstance
  readonly width: number | undefined
  linesOf(file: string): readonly string[]
}

function findingText(finding: Finding, style: Style): string {
  const {chalk, width} = style
  const {id, severity, message, location, cause, evidence = [], remedy = []} = finding
  const place = location ? `${printable(`${location.file}:${location.line}:${location.column}`)}: ` : ''
  const head = wrapped(`${printable(message)} [${id}]`, {indent: 4, width}).trimStart()
  const item = (mark: string, text: string) =>
    mark + wrapped(printable(text), {indent: mark.length, width}).slice(mark.length)
  return [
    `${chalk.bold(place)}${colourOf(chalk, severity)(`${severity}:`)} ${head}`,
    ...(location ? markedLine(location, style) : []),
    ...evidence.map(({text, source}) => chalk.dim(item('    | ', source ? `${source}: ${text}` : text))),
    ...(cause ? [item('    why: ', cause)] : []),
    ...remedy.map((text, n) => item(n === 0 ? '    fix: ' : '         ', text)),
    '',
  ].join('\n')
}

function colourOf(chalk: ChalkInstance, severity: Severity): ChalkInstance {
  return severity === 'error' ? chalk.red.bold : severity === 'warning' ? chalk.yellow.bold : chalk.cyan.bold
}

/** The line and, under it, `^~~~` from the first to the last character of the place. */
function markedLine({file, line, column, endLine, endColumn}: Location, {chalk, linesOf}: Style): string[] {
  const text = linesOf(file)[line - 1]
  if (text === undefined) return []
  const start = column > MAX_LINE ? column - CONTEXT : 0
  const shown = printable(text.slice(start, start + MAX_LINE))
  const before = printable(text.slice(start, column - 1)).length
  const last = endLine === line && endColumn !== undefined ? endColumn : text.length + 1
  const marked = printable(text.slice(column - 1, last - 1)).length
  const length = Math.max(1, Math.min(marked, shown.length - before))
  const number = String(line).padStart(5)
  return [
    `${chalk.dim(`${number} |`)} ${shown}`,
    `${chalk.dim(`${' '.repeat(5)} |`)} ${' '.repeat(before)}${chalk.red(`^${'~'.repeat(length - 1)}`)}`,
  ]
}
