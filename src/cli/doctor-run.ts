import {readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Check} from '../checks/check.js'
import {type Examination, examine, type HopResult, type RouteResult} from '../checks/examine.js'
import {reaches} from '../diagnostics.js'
import {TsgiError, usageError} from '../errors.js'
import {node} from '../host/node.js'
import {type DOCTOR_FORMATS, WATCH_EVERY} from './doctor-flags.js'
import {jsonText, schemaOf} from './json.js'
import {type FindingsDocument, findingsDocument, renderFindings} from './reporters/findings/render.js'

export interface DoctorFlags {
  readonly only?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
  readonly verbose: boolean
  readonly format: (typeof DOCTOR_FORMATS)[number]
  readonly 'fail-on': 'error' | 'warning'
  readonly yes: boolean
  readonly watch: boolean
  readonly timeout: number
  readonly wait: number
}

export interface DoctorDocument extends FindingsDocument {
  readonly routes: readonly {
    readonly label: string
    readonly hops: readonly HopResult[]
    readonly checks: RouteResult['checks']
  }[]
  /** What could not be seen. */
  readonly blind: readonly string[]
}

export interface DoctorResult {
  readonly document: DoctorDocument
  readonly examination: Examination
  readonly checks: readonly Check[]
}

/** Examines once, or again and again until nothing is found; `say` hears of each look. */
export async function doctor(
  targets: readonly string[],
  flags: DoctorFlags,
  say: (text: string) => void,
): Promise<DoctorResult> {
  const checks = await chosen(flags)
  const until = flags.timeout === 0 ? Number.POSITIVE_INFINITY : Date.now() + flags.timeout
  for (;;) {
    const examination = await examine({host: node, targets, yes: flags.yes, timeout: flags.wait, checks})
    refuseNothing(examination, targets)
    const {findings, routes, blind} = examination
    const ok = !findings.some(({severity}) => reaches(severity, flags['fail-on']))
    const document = {
      ...findingsDocument(findings, ok),
      routes: routes.map(({label, hops, checks: outcomes}) => ({label, hops, checks: outcomes})),
      blind,
    }
    if (!flags.watch || ok || Date.now() + WATCH_EVERY > until) return {document, examination, checks}
    const [first] = findings
    say(`${new Date().toTimeString().slice(0, 8)} not yet: ${first?.message ?? ''} [${first?.id ?? ''}]`)
    await sleep(WATCH_EVERY)
  }
}

function refuseNothing({routes}: Examination, targets: readonly string[]): void {
  if (routes.length > 0 || targets.length === 0) return
  throw new TsgiError(`nothing that runs or is configured here belongs to ${targets.join(' ')}`, {
    code: 'TSGI_NO_DEPLOYMENT',
    kind: 'negative',
    suggestions: ['tsgi doctor', 'name its URL, its socket or its configuration'],
  })
}

async function chosen({only = [], skip = []}: DoctorFlags): Promise<readonly Check[]> {
  const {checks} = await import('../checks/index.js')
  const isNamed = ({id, name}: Check, names: readonly string[]) =>
    names.some((text) => name === text || id.startsWith(text.toUpperCase()))
  for (const name of [...only, ...skip]) {
    if (checks.some((check) => isNamed(check, [name]))) continue
    throw usageError('TSGI_UNKNOWN_CHECK', `there is no check ${JSON.stringify(name)}`, 'tsgi doctor --list-checks')
  }
  return checks.filter((check) => (only.length === 0 || isNamed(check, only)) && !isNamed(check, skip))
}

/** What can be checked, for those who list it. */
export async function checkList(): Promise<
  readonly Pick<Check, 'id' | 'name' | 'hop' | 'severity' | 'title' | 'why'>[]
> {
  const {checks} = await import('../checks/index.js')
  return checks.map(({id, name, hop, severity, title, why}) => ({id, name, hop, severity, title, why}))
}

/** What goes to stdout, without the newline at its end. */
export async function doctorReport(result: DoctorResult, flags: DoctorFlags, version: string): Promise<string> {
  const {document, examination, checks} = result
  if (flags.format === 'json') return jsonText({schema: schemaOf('doctor'), ...document}).trimEnd()
  const report = {
    ...{command: 'doctor', version, findings: examination.findings, files: []},
    ruleOf: (id: string) => checks.find((check) => check.id === id),
    textOf: readText,
  }
  if (flags.format !== 'text') return (await renderFindings(flags.format, report)).trimEnd()
  const [{doctorText}, findings] = await Promise.all([import('./reporters/doctor.js'), renderFindings('text', report)])
  return doctorText(examination, findings, {verbose: flags.verbose})
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
