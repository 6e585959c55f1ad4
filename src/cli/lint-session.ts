import {readFileSync} from 'node:fs'
import type {Command, Interfaces} from '@oclif/core'
import type {LintDocument} from '../commands/lint.js'
import {countFindings, type Finding} from '../diagnostics.js'
import type {Host} from '../host/host.js'
import {node} from '../host/node.js'
import {pluginNamed} from '../knowledge/uwsgi-plugins.js'
import type {LintSettings} from '../rules/subjects.js'
import {isTerminal} from './colour.js'
import type {lintFlags} from './lint-flags.js'
import {type LintRequest, type LintRun, lintPaths} from './lint-run.js'
import {counted} from './output.js'
import {findingsDocument, renderFindings} from './reporters/findings/render.js'
import type {FindingsReport} from './reporters/findings/report.js'

export type LintFlags = Interfaces.InferredFlags<typeof lintFlags>

export interface LintOutcome {
  /** What goes to stdout or to the file. */
  readonly report: string
  /** One line for a person; empty where a program reads. */
  readonly summary: string
  readonly isFailure: boolean
  readonly document: LintDocument
}

/** One run of `tsgi lint`. */
export class LintSession {
  readonly #command: Command
  readonly #flags: LintFlags
  readonly #isQuiet: boolean

  constructor(command: Command, flags: LintFlags, isQuiet: boolean) {
    this.#command = command
    this.#flags = flags
    this.#isQuiet = isQuiet
  }

  async run(paths: readonly string[]): Promise<LintOutcome> {
    const request = await this.request(paths)
    const lint = (host: Host) => lintPaths({...request, host})
    const {fix, diff, 'unsafe-fixes': unsafe} = this.#flags
    const first = await lint(node)
    if (!fix && !diff) return this.#outcome(first, [])
    const {applyFixes, planFixes} = await import('./lint-fix.js')
    const {run, plan} = await planFixes(first, {host: node, unsafe, lint})
    if (diff) return this.#diff(first, plan.changes.map(({diff = ''}) => diff).join(''))
    return this.#outcome(run, await applyFixes(plan, node))
  }

  async #settings(): Promise<LintSettings> {
    const {installed, plugins, 'uwsgi-version': version, 'nginx-version': nginxVersion} = this.#flags
    const found = installed ? await (await import('./lint-installed.js')).installedUwsgi(node) : {}
    return {
      ...found,
      ...(version ? {uwsgiVersion: version} : {}),
      ...(nginxVersion ? {nginxVersion} : {}),
      ...(plugins ? {builtIn: plugins.map(pluginNamed)} : {}),
      ...{folder: process.cwd(), environment: {}},
    }
  }

  /** What the flags ask for, with what the nearest `tsgi.yaml` says of severities. */
  async request(paths: readonly string[]): Promise<LintRequest> {
    const {select = [], ignore = [], severity, as, 'stdin-filename': stdinName} = this.#flags
    const {projectSeverities} = await import('./lint-settings.js')
    const near = paths[0] === undefined || paths[0] === '-' ? '.' : paths[0]
    const {severities, unreadable} = await projectSeverities(near, node)
    if (unreadable !== undefined) this.#command.warn(`${unreadable} cannot be read: its severities do not count`)
    const settings = await this.#settings()
    return {...{host: node, paths, as, severity, select, ignore, severities}, stdinName, settings}
  }

  async #outcome(run: LintRun, fixed: readonly string[]): Promise<LintOutcome> {
    const {findings, files} = run
    const report = this.#isQuiet && !this.#flags.output ? '' : await this.#render(run)
    const isFailure = this.#isFailure(findings)
    const document = {...findingsDocument(findings, !isFailure), files: files.length, fixed}
    return {report, summary: this.#summary(run, fixed), isFailure, document}
  }

  #diff({findings, files}: LintRun, report: string): LintOutcome {
    const document = {...findingsDocument(findings, report === ''), files: files.length, fixed: [], diff: report}
    return {report: this.#isQuiet ? '' : report, summary: '', isFailure: report !== '', document}
  }

  #format() {
    return this.#flags.format ?? (isTerminal('stdout') && this.#flags.output === undefined ? 'text' : 'gcc')
  }

  async #render({findings, files, texts}: LintRun): Promise<string> {
    const known = new Map(texts)
    const textOf = (file: string) => {
      if (!known.has(file)) known.set(file, readText(file) ?? '')
      return known.get(file)
    }
    const {ruleFacts} = await import('./lint-rules.js')
    const about = {command: 'lint', version: this.#command.config.version, ruleOf: await ruleFacts()}
    return renderFindings(this.#format(), {...about, findings, files, textOf} satisfies FindingsReport)
  }

  #isFailure(findings: readonly Finding[]): boolean {
    const {errors, warnings, infos} = countFindings(findings)
    return errors + infos > 0 || warnings > this.#flags['max-warnings']
  }

  #summary({findings, files}: LintRun, fixed: readonly string[]): string {
    const format = this.#format()
    if (this.#isQuiet || (format !== 'text' && format !== 'gcc')) return ''
    const {errors, warnings, infos} = countFindings(findings)
    const done = fixed.length > 0 ? `, ${counted(fixed.length, 'file')} fixed` : ''
    if (findings.length === 0) return `${counted(files.length, 'file')}, nothing to complain about${done}`
    const fixable = findings.filter(({fix}) => fix?.safe).length
    const parts = [
      ...(errors > 0 ? [counted(errors, 'error')] : []),
      ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
      ...(infos > 0 ? [counted(infos, 'note')] : []),
    ]
    const more = fixable > 0 ? `, ${fixable} fixable with --fix` : ''
    return `${counted(findings.length, 'problem')} in ${counted(files.length, 'file')} (${parts.join(', ')})${more}${done}`
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
