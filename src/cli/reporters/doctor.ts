import type {ChalkInstance} from 'chalk'
import type {Examination, HopResult, RouteResult} from '../../checks/examine.js'
import {countFindings} from '../../diagnostics.js'
import {chalkFor, terminalWidth} from '../colour.js'
import {counted} from '../output.js'
import {printable} from '../printable.js'

/** Each way as a picture, then what was found, then one line that counts. */
export async function doctorText(
  examination: Examination,
  findings: string,
  {verbose}: {readonly verbose: boolean},
): Promise<string> {
  const chalk = await chalkFor('stdout')
  const {routes, blind} = examination
  const width = terminalWidth('stdout') ?? Number.POSITIVE_INFINITY
  const isShort = routes.length > 3 && !verbose
  const pictures = routes
    .filter(({findings: own}) => !isShort || own.length > 0)
    .map((route) => picture(route, chalk, {verbose, width}).join('\n'))
  const unseen = blind.map((text) => chalk.dim(`not seen: ${printable(text)}`))
  return [
    ...pictures,
    ...(findings === '' ? [] : [findings.trimEnd()]),
    [...unseen, closing(examination)].join('\n'),
  ].join('\n\n')
}

interface Style {
  readonly verbose: boolean
  readonly width: number
}

function picture({label, hops, checks}: RouteResult, chalk: ChalkInstance, style: Style): string[] {
  const shown = hops.filter(({state}) => style.verbose || state !== 'skipped')
  const lines = shown.map((hop) => hopLine(hop, chalk, style.width))
  const outcomes = checks.map(({id, name, outcome}) => {
    const why = 'reason' in outcome ? outcome.reason : 'note' in outcome ? outcome.note : undefined
    return chalk.dim(printable(`      ${id} ${name}: ${outcome.status}${why ? `, ${why}` : ''}`))
  })
  return [chalk.bold(printable(label)), ...lines, ...(style.verbose ? outcomes : [])]
}

const MARKS: Readonly<Record<HopResult['state'], string>> = {
  ...{ok: '[✓]', warning: '[!]', broken: '[✗]', behind: '[·]', skipped: '[ ]', unknown: '[?]'},
}

function hopLine({hop, state, notes, time_ms}: HopResult, chalk: ChalkInstance, width: number): string {
  const colour = {
    ok: chalk.green,
    warning: chalk.yellow,
    broken: chalk.red,
    behind: chalk.dim,
    skipped: chalk.dim,
    unknown: chalk.yellow,
  }
  const time = time_ms === undefined ? '' : `  ${Math.round(time_ms * 10) / 10} ms`
  const room = Math.max(10, width - 20 - time.length)
  const note = printable(notes.filter((text) => text !== '').join('; '))
  const text = note.length > room ? `${note.slice(0, room - 1)}…` : note
  const line = `  ${colour[state](MARKS[state])} ${hop.padEnd(12)}`
  return `${line} ${state === 'broken' ? chalk.red(text || 'here it is broken') : chalk.dim(text)}${chalk.dim(time)}`.trimEnd()
}

function closing({routes, findings, servers}: Examination): string {
  if (routes.length === 0) {
    return `Nothing to examine: ${counted(servers.uwsgi, 'uWSGI')} and ${counted(servers.web, 'web server')} run here. Name a URL, a socket or a configuration.`
  }
  const {errors, warnings} = countFindings(findings)
  const ways = counted(routes.length, 'way')
  if (findings.length === 0) return `No problem found on ${ways}.`
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ]
  return `${counted(findings.length, 'problem')} on ${ways} (${parts.join(', ')}).`
}
