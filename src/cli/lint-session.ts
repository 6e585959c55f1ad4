import {readFileSync} from 'node:fs'
import {relative} from 'node:path'
import type {Command, Interfaces} from '@oclif/core'
import type {LintDocument} from '../commands/lint.js'
import {countFindings, type Finding} from '../diagnostics.js'
import {didYouMean} from '../did-you-mean.js'
import {usageError} from '../errors.js'
import {node} from '../host/node.js'
import {pluginNamed} from '../knowledge/uwsgi-plugins.js'
import {isTerminal} from './colour.js'
import type {lintFlags} from './lint-flags.js'
import {type LintRun, lintPaths, ruleLine} from './lint-run.js'
import {counted} from './output.js'
import {findingsDocument, renderFindings} from './reporters/findings/render.js'
import type {FindingsReport} from './reporters/findings/report.js'
import {ruleText} from './reporters/rule.js'

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

  async listRules(): Promise<object> {
    const {rules} = await import('../rules/index.js')
    for (const rule of rules) this.#command.log(ruleLine(rule))
    const facts = rules.map(({id, name, kind, severity, title}) => ({id, name, kind, severity, title}))
    return {ok: true, rules: facts}
  }

  async explain(id: string): Promise<object> {
    const {rules} = await import('../rules/index.js')
    const rule = rules.find((it) => it.id === id.toUpperCase() || it.name === id)
    if (!rule) {
      const near = didYouMean(
        id.toUpperCase(),
        rules.map((it) => it.id),
      )
      throw usageError(
        'TSGI_UNKNOWN_RULE',
        `there is no rule ${JSON.stringify(id)}`,
        `tsgi lint ${near ? `--explain ${near}` : '--list-rules'}`,
      )
    }
    this.#command.log(ruleText(rule))
    const {name, kind, severity, title, why, examples, references} = rule
    return {ok: true, rule: {id: rule.id, name, kind, severity, title, why, examples, references}}
  }

  async run(paths: readonly string[]): Promise<LintOutcome> {
    let run = await this.#lint(paths)
    const {fix, diff} = this.#flags
    const fixed = fix ? await this.#fix(run) : []
    if (fixed.length > 0) run = await this.#lint(paths)
    if (diff) return this.#diff(run)
    const {findings, files} = run
    const report = this.#isQuiet ? '' : await renderFindings(this.#format(), this.#reportOf(run))
    const isFailure = this.#isFailure(findings)
    const document = {...findingsDocument(findings, !isFailure), files: files.length, fixed}
    return {report, summary: this.#summary(run, fixed), isFailure, document}
  }

  #lint(paths: readonly string[]): Promise<LintRun> {
    const {select = [], ignore = [], severity, as, plugins} = this.#flags
    return lintPaths({
      ...{host: node, paths, as, severity, select, ignore},
      stdinName: this.#flags['stdin-filename'],
      severities: {},
      settings: {
        ...(this.#flags['uwsgi-version'] ? {uwsgiVersion: this.#flags['uwsgi-version']} : {}),
        ...(this.#flags['nginx-version'] ? {nginxVersion: this.#flags['nginx-version']} : {}),
        ...(plugins ? {builtIn: plugins.map(pluginNamed)} : {}),
        folder: process.cwd(),
        environment: {},
      },
    })
  }

  async #fix({findings}: LintRun): Promise<string[]> {
    const {applyFixes, planFixes} = await import('./lint-fix.js')
    const plan = await planFixes(findings, {host: node, unsafe: this.#flags['unsafe-fixes']})
    return (await applyFixes(plan, node)).map(({wanted}) => relative('.', (wanted as {path: string}).path))
  }

  async #diff(run: LintRun): Promise<LintOutcome> {
    const {planFixes} = await import('./lint-fix.js')
    const plan = await planFixes(run.findings, {host: node, unsafe: this.#flags['unsafe-fixes']})
    const report = plan.changes.map(({diff = ''}) => diff).join('')
    const document = {...findingsDocument(run.findings, report === ''), files: run.files.length, fixed: []}
    return {report, summary: '', isFailure: report !== '', document}
  }

  #format() {
    return this.#flags.format ?? (isTerminal('stdout') && this.#flags.output === undefined ? 'text' : 'gcc')
  }

  #reportOf({findings, files, texts}: LintRun): FindingsReport {
    const known = new Map(texts)
    const textOf = (file: string) => {
      if (!known.has(file)) known.set(file, readText(file) ?? '')
      return known.get(file)
    }
    return {command: 'lint', version: this.#command.config.version, findings, files, ruleOf: () => undefined, textOf}
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
