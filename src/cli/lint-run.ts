import {type Finding, reaches, type Severity} from '../diagnostics.js'
import {machineFiles} from '../host/files.js'
import type {Host} from '../host/host.js'
import {Linter, type LintInput} from '../rules/lint.js'
import type {Rule} from '../rules/rule.js'
import type {LintSettings} from '../rules/subjects.js'
import {type InputOptions, lintInputs, type ReadInput} from './lint-inputs.js'
import {readAhead} from './read-ahead.js'

export interface LintRequest extends InputOptions {
  readonly host: Host
  readonly paths: readonly string[]
  readonly select: readonly string[]
  readonly ignore: readonly string[]
  /** The least that is of interest. */
  readonly severity: Severity
  readonly settings: LintSettings
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

export interface LintRun {
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
  /** Those of files: what was read from standard input has no file that could be edited, even where it names some. */
  readonly fixable: readonly Finding[]
  /** Texts of what did not come from a file: standard input. */
  readonly texts: ReadonlyMap<string, string>
}

/** Lints what was asked for, file after file: of ten thousand files a few are in memory at a time. */
export async function lintPaths(request: LintRequest): Promise<LintRun> {
  const {host, paths, settings, severity, severities} = request
  const {rules} = await import('../rules/index.js')
  const chosen = rules.filter(({id}) => isChosen(id, request))
  const linter = new Linter({rules: chosen, files: machineFiles(host), settings, severities})
  const run = {files: [] as string[], findings: [] as Finding[], fixable: [] as Finding[], texts: new Map()}
  const take = (all: readonly Finding[], isFile: boolean) => {
    const findings = all.filter((it) => reaches(it.severity, severity) && isChosen(it.id, request))
    run.findings.push(...findings)
    if (isFile) run.fixable.push(...findings)
  }
  const read = async (input: ReadInput) => ({input, read: await linter.read(await withDeployment(input))})
  for await (const {input, read: file} of readAhead(lintInputs(paths, request), read)) {
    run.files.push(input.file)
    if (input.isStdin) run.texts.set(input.file, input.text)
    take(linter.judge(file).findings, !input.isStdin)
  }
  take(linter.between(), !paths.includes('-'))
  return run
}

/** A `tsgi.yaml` is read by what reads it for every other command. */
async function withDeployment(input: LintInput): Promise<LintInput> {
  if (input.kind !== 'tsgi') return input
  const {deploymentFindings} = await import('./lint-deployment.js')
  return {...input, findings: await deploymentFindings(input.file, input.text)}
}

function isChosen(id: string, {select, ignore}: Pick<LintRequest, 'select' | 'ignore'>): boolean {
  const starts = (prefixes: readonly string[]) => prefixes.some((prefix) => id.startsWith(prefix))
  return (select.length === 0 || starts(select)) && !starts(ignore)
}

/** What the rules are called, for those who list them. */
export function ruleLine({id, severity, kind, title}: Rule): string {
  return `${id}  ${severity.padEnd(7)}  ${kind.padEnd(10)}  ${title}`
}
