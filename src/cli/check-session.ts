import {readFileSync} from 'node:fs'
import type {Command, Interfaces} from '@oclif/core'
import {countFindings, type Finding} from '../diagnostics.js'
import type {LeftOut} from '../dryrun/uwsgi/copy.js'
import {node} from '../host/node.js'
import {problemById, problemUrl} from '../knowledge/problems/index.js'
import type {checkFlags} from './check-flags.js'
import {type Checked, checkFile} from './check-run.js'
import {isTerminal} from './colour.js'
import {counted} from './output.js'
import {printableLines} from './printable.js'
import {type FindingsDocument, findingsDocument, renderFindings} from './reporters/findings/render.js'
import type {FindingsReport} from './reporters/findings/report.js'

export type CheckFlags = Interfaces.InferredFlags<typeof checkFlags>

export interface CheckDocument extends FindingsDocument {
  readonly files: readonly {
    readonly file: string
    readonly kind: string
    readonly ok: boolean
    /** What was run; with `--show` what would be. */
    readonly command: readonly string[]
    readonly output: string
    /** Of uWSGI: what it got in place of the configuration, and what of it is not there. */
    readonly copy?: string
    readonly left_out?: readonly LeftOut[]
    readonly kept?: string
  }[]
}

const AS_ROOT = 'the application was loaded as root, since nothing names another user; --user does'

/** One run of `tsgi check`. */
export class CheckSession {
  readonly #command: Command
  readonly #flags: CheckFlags

  constructor(command: Command, flags: CheckFlags) {
    this.#command = command
    this.#flags = flags
  }

  /** One after the other: each may load an application. */
  async check(names: readonly string[]): Promise<readonly Checked[]> {
    const checked: Checked[] = []
    for (const name of names) checked.push(await checkFile(name, this.#request()))
    return checked
  }

  async report(checked: readonly Checked[]): Promise<CheckDocument> {
    const findings = checked.flatMap((one) => one.findings)
    const ok = checked.every((one) => one.ok)
    const files = checked.map(({file, kind, ok: isOk, command, output, copy, leftOut, kept}) => ({
      ...{file, kind, ok: isOk, command, output},
      ...(copy === undefined ? {} : {copy}),
      ...(leftOut ? {left_out: leftOut} : {}),
      ...(kept === undefined ? {} : {kept}),
    }))
    await this.#print(checked, findings)
    return {...findingsDocument(findings, ok), files}
  }

  #request() {
    const {as, uwsgi, user, timeout, keep, show} = this.#flags
    return {
      ...{host: node, folder: process.cwd(), as, uwsgi, user, timeout, keep},
      mayRun: this.#flags['allow-exec'],
      onlyCopy: show,
    }
  }

  async #print(checked: readonly Checked[], findings: readonly Finding[]): Promise<void> {
    if (this.#flags.show) {
      for (const {copy = ''} of checked) this.#command.log(printableLines(copy.trimEnd()))
    }
    const report = await renderFindings(this.#format(), this.#reportOf(checked, findings))
    if (report !== '') {
      if (this.#flags.show) this.#command.logToStderr(report.trimEnd())
      else this.#command.log(report.trimEnd())
    }
    for (const one of checked) for (const line of this.#summary(one)) this.#command.logToStderr(line)
  }

  #format() {
    return this.#flags.format ?? (isTerminal('stdout') ? 'text' : 'gcc')
  }

  /** What a person wants to know besides the findings. */
  #summary({file, kind, ok, findings, leftOut = [], kept, output, isRoot = false}: Checked): string[] {
    const {errors, warnings} = countFindings(findings)
    const doubts = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
    const found = doubts.filter((text) => text !== '').join(', ')
    const verdict = this.#flags.show
      ? 'was not run'
      : ok
        ? kind === 'uwsgi'
          ? 'loads'
          : 'is accepted'
        : kind === 'uwsgi'
          ? 'does not load'
          : 'is refused'
    const without = leftOut.filter(({matters}) => !matters).length
    const left = without === 0 ? '' : `; ${counted(without, 'line')} left out that a server alone needs (--show)`
    return [
      printableLines(`${file} ${verdict}${found === '' ? '' : ` (${found})`}${left}`),
      ...(isRoot && output !== '' ? [AS_ROOT] : []),
      ...(kept === undefined ? [] : [`the copy is ${kept}`]),
    ]
  }

  #reportOf(checked: readonly Checked[], findings: readonly Finding[]): FindingsReport {
    const known = new Map(checked.map(({file, text}) => [file, text] as const))
    const textOf = (file: string) => {
      if (!known.has(file)) known.set(file, readText(file) ?? '')
      return known.get(file)
    }
    const files = checked.map(({file}) => file)
    return {command: 'check', version: this.#command.config.version, findings, files, ruleOf, textOf}
  }
}

function ruleOf(id: string) {
  const problem = problemById(id)
  return problem && {id, title: problem.title, why: problem.means, url: problemUrl(id)}
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
