import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import type {ExportedOption} from '../../config/uwsgi/exported.js'
import {type Finding, SEVERITIES} from '../../diagnostics.js'
import {fillCommand, fillSentence} from '../../explain/fill.js'
import {matchLine} from '../../explain/match.js'
import {problemById} from '../../knowledge/problems/index.js'
import {appFindings} from './app-findings.js'
import {pluginFindings} from './plugin-findings.js'
import {type DryRun, findingAt, lastOf, UNKNOWN_ID} from './subject.js'
import {unknownOptions} from './unknown-options.js'

/** What is told in other words, at a better place, or follows from something that is. */
const TOLD = ['U015', 'U016', 'U034', 'U035', 'U036', 'U037', 'U038', 'U039', 'U041', 'U045', 'U022', 'U023']
/** Where the line stands that a problem is about. */
const AT: Readonly<Record<string, RegExp>> = {
  U033: /^(chdir2?|force-cwd)$/,
  U042: /^(virtualenv|home|venv|pyhome)$/,
  U043: /^(virtualenv|home|venv|pyhome)$/,
  U044: /^([ug]id|add-gid|immediate-[ug]id)$/,
}
const MAX_EVIDENCE = 8

/** What a dry run came to, in words; places are those of the files that the user wrote. */
export async function dryRunFindings(run: DryRun): Promise<Finding[]> {
  const told = [
    ...problemsOf(run.config),
    ...(await pluginFindings(run)),
    ...unknownOptions(run),
    ...(await appFindings(run)),
  ]
  const known = knownProblems(run)
  const all = [...told, ...known.filter(({id}) => !told.some((one) => one.id === id))]
  return [...all, ...ending(run, all), ...emperor(run)].sort(bySeverity)
}

const bySeverity = (one: Finding, other: Finding) =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)

/** Of an emperor there is nothing to load. */
function emperor({config}: DryRun): Finding[] {
  const option = lastOf(config, /^emperor$/)
  if (!option) return []
  const message = 'an emperor: the configurations that it starts are not looked at'
  const remedy = option.value.startsWith('/')
    ? [`tsgi check ${option.value}${/[*?]/.test(option.value) ? '' : '/*.ini'}`]
    : []
  return [{id: UNKNOWN_ID, severity: 'info', message, location: option.option.location, remedy}]
}

/** What the configuration itself has wrong: it was read before uWSGI was asked. */
export function problemsOf({problems}: Pick<ExpandedConfig, 'problems'>): Finding[] {
  return problems
    .filter(({kind, severity}) => (severity !== 'info' || kind === 'not-followed') && kind !== 'strict-unknown')
    .map(({kind, message, severity, location}) => ({
      ...(kind === 'no-section'
        ? findingAt('U021', message, {severity})
        : {id: UNKNOWN_ID, severity: severity === 'info' ? 'warning' : severity, message}),
      location,
    }))
}

/** Lines that the catalogue of known problems explains, each problem once. */
function knownProblems({said, config}: DryRun): Finding[] {
  const findings = new Map<string, Finding>()
  for (const text of said.lines) {
    const match = matchLine(text)
    if (match?.problem.severity !== 'error' || TOLD.includes(match.problem.id)) continue
    const {problem, values} = match
    if (findings.has(problem.id) || !problem.patterns.some(({source}) => source === 'uwsgi')) continue
    const message = fillSentence(problem.say ?? problem.title, values) ?? problem.title
    const option = AT[problem.id] ? lastOf(config, AT[problem.id]!) : namedIn(text, config)
    const remedy = problem.fix.map((fix) => fillCommand(fix, values))
    if (problem.id === 'U043' && findings.has('U042')) continue // the one makes the other
    findings.set(problem.id, findingAt(problem.id, message, {option, cause: problem.means, remedy, evidence: [{text}]}))
  }
  return [...findings.values()]
}

/** How it ended, where nothing else says why. */
function ending(run: DryRun, findings: readonly Finding[]): Finding[] {
  const {code, said} = run
  if (code === 124) return [timedOut(run)]
  if (findings.some(({severity}) => severity === 'error') || (code === 0 && said.isWhole)) return []
  const evidence = said.lines.slice(-MAX_EVIDENCE).map((text) => ({text}))
  if (code === 22) return [withoutApplication(run)]
  const last = said.lines.at(-1)?.trim()
  // What uWSGI itself cannot do it says, and ends with 1.
  if (code === 1 && last !== undefined) {
    const option = namedIn(last, run.config)
    return [findingAt(UNKNOWN_ID, `uWSGI ended with 1: ${last}`, {option, evidence})]
  }
  const message = `the application ended uWSGI while it was loaded, with the exit code ${code}`
  return [findingAt(UNKNOWN_ID, message, {evidence, cause: SILENT_END, option: lastOf(run.config, ENTRY)})]
}

function withoutApplication({config}: DryRun): Finding {
  const problem = problemById('U039')!
  const option = lastOf(config, /^need-app$/)
  const remedy = problem.fix.map((fix) => fillCommand(fix, {}))
  return findingAt('U039', 'no application is configured that need-app would count', {
    option,
    cause: problem.means,
    remedy,
  })
}

function timedOut({config, said, timeout}: DryRun): Finding {
  const evidence = said.lines.slice(-MAX_EVIDENCE).map((text) => ({text}))
  const option = lastOf(config, ENTRY)
  if (said.isWhole) {
    const message = `it was loaded, and left a process behind that was still there after ${timeout / 1000} s`
    return findingAt(UNKNOWN_ID, message, {option, evidence, severity: 'warning'})
  }
  const remedy = ['look for what blocks while it is imported: a connection, a loop, a server', '--timeout 2m']
  return findingAt(UNKNOWN_ID, `after ${timeout / 1000} s it was still being loaded`, {option, evidence, remedy})
}

const ENTRY = /^(module|wsgi|wsgi-file|file|psgi|rack|lua|mount)$/
const SILENT_END = 'code that runs when it is loaded ends the process: exit(), sys.exit(), os._exit()'

/** The option that a sentence of uWSGI names: by the longest of the values in it, or the first of the names. */
function namedIn(text: string, {options}: ExpandedConfig): ExportedOption | undefined {
  const words = text.split(/[^\w./:-]+/).map((word) => word.replace(/[:.]+$/, ''))
  const isSaid = ({value}: ExportedOption) =>
    (value.length > 3 && text.includes(value)) || (/\D/.test(value) && words.includes(value))
  const byValue = options.filter(isSaid).sort((a, b) => a.value.length - b.value.length)
  const name = words.find((word) => options.some((option) => option.name === word))
  return byValue.at(-1) ?? options.findLast((option) => option.name === name)
}
