import {relative} from 'node:path'
import type {ChalkInstance} from 'chalk'
import type {Change, Plan} from '../../plan/plan.js'
import {commandText} from '../../plan/run-command.js'
import {counted} from '../output.js'
import {printable, printableLines} from '../printable.js'

/** A step of a plan in a document. */
export interface ChangeDocument {
  readonly action: Change['action']
  readonly path?: string
  readonly command?: readonly string[]
  readonly diff?: string
  readonly foreign?: true
  /** Where the old content lies. */
  readonly backup?: string
}

const SIGNS = {create: '+', update: '~', remove: '-', run: '$', unchanged: '='} as const

export function changeDocument(change: Change & {readonly backup?: string}): ChangeDocument {
  const {wanted, action, diff, isForeign, backup} = change
  return {
    action,
    ...(wanted.kind === 'command' ? {command: wanted.argv} : {path: wanted.path}),
    ...(diff === undefined || action === 'unchanged' ? {} : {diff}),
    ...(isForeign ? {foreign: true} : {}),
    ...(backup === undefined ? {} : {backup}),
  }
}

/** `Plan (3 files)` and a line for each step; paths as seen from a folder. */
export function planLines(plan: Plan, {chalk, from}: {readonly chalk: ChalkInstance; readonly from: string}): string[] {
  const shown = plan.changes.filter((change) => !isImplied(change, plan))
  const colours = {create: chalk.green, update: chalk.yellow, remove: chalk.red, run: chalk.cyan, unchanged: chalk.dim}
  const names = shown.map((change) => nameOf(change, from))
  const width = Math.min(40, Math.max(...names.map(({length}) => length)))
  return [
    `${chalk.bold('Plan')} (${counted(shown.length, 'step')})`,
    ...shown.map((change, n) => {
      const colour = colours[change.action]
      const note = noteOf(change)
      const text = `${SIGNS[change.action]} ${change.action.padEnd(9)} ${note ? names[n]!.padEnd(width) : names[n]}`
      return `  ${colour(text)}${note ? `  ${note}` : ''}`
    }),
  ]
}

/** A folder that is made, or stands, for the files in it. */
function isImplied({wanted, action}: Change, {changes}: Plan): boolean {
  if (wanted.kind !== 'folder' || action === 'update') return false
  return changes.some((other) => 'path' in other.wanted && other.wanted.path.startsWith(`${wanted.path}/`))
}

/** The differences of a plan, those of new files only when asked for. */
export function diffLines(
  plan: Plan,
  {chalk, from, withNew}: {readonly chalk: ChalkInstance; readonly from: string; readonly withNew: boolean},
): string[] {
  return plan.changes
    .filter(({action, diff}) => diff !== undefined && (action === 'update' || (withNew && action === 'create')))
    .flatMap(({diff, wanted}) => ['', ...colouredDiff(shortened(diff!, wanted, from), chalk)])
}

/** The names in the first two lines as seen from a folder. */
function shortened(diff: string, wanted: Change['wanted'], from: string): string {
  if (wanted.kind !== 'file') return diff
  const [long, short] = [wanted.path, shortPath(wanted.path, from)]
  if (short === long) return diff
  return diff.replace(`--- a${long}`, `--- a/${short}`).replace(`+++ b${long}`, `+++ b/${short}`)
}

/** A unified diff, line by line, safe for a terminal. */
export function colouredDiff(diff: string, chalk: ChalkInstance): string[] {
  return printableLines(diff)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      if (/^(\+\+\+|---) /.test(line)) return chalk.bold(line)
      if (line.startsWith('@@')) return chalk.cyan(line)
      if (line.startsWith('+')) return chalk.green(line)
      return line.startsWith('-') ? chalk.red(line) : line
    })
}

function nameOf({wanted}: Change, from: string): string {
  if (wanted.kind === 'command') return printable(commandText(wanted.argv))
  const path = shortPath(wanted.path, from)
  return printable(
    wanted.kind === 'folder' ? `${path}/` : wanted.kind === 'link' ? `${path} -> ${wanted.target}` : path,
  )
}

/** As seen from a folder, where it lies in it. */
export function shortPath(path: string, from: string): string {
  const short = relative(from, path)
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

function noteOf({action, added, removed, isForeign, wanted}: Change): string {
  const lines =
    action === 'create' && added !== undefined
      ? counted(added, 'line')
      : action === 'update' && added !== undefined
        ? `+${added} −${removed}`
        : ''
  const purpose = wanted.kind === 'command' ? wanted.purpose : ''
  return [lines, purpose, isForeign ? 'not written by tsgi, or changed by hand' : ''].filter(Boolean).join(', ')
}
