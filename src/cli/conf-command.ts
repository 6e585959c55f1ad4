import {resolve} from 'node:path'
import type {Deployment} from '../deployment/deployment.js'
import type {DeploymentDescription} from '../deployment/description.js'
import {countFindings} from '../diagnostics.js'
import type {Verdict} from '../dryrun/verdict.js'
import {usageError} from '../errors.js'
import {node} from '../host/node.js'
import type {RenderedFile, RenderOptions} from '../render/rendered.js'
import {BaseCommand} from './base-command.js'
import {checkFiles} from './conf-check.js'
import type {ConfFlags} from './conf-flags.js'
import {readInput} from './input.js'
import {printable, printableLines} from './printable.js'
import type {ChangeDocument} from './reporters/plan.js'

/** What a command that renders a configuration hands to {@link ConfCommand.produce}. */
export interface ConfRequest {
  readonly source: string | undefined
  readonly flags: ConfFlags
  /** What the flags of the command alone say; they go before `tsgi.yaml`. */
  readonly description?: DeploymentDescription
  /** At least one file, the main one first. */
  render(deployment: Deployment, options: RenderOptions): Promise<readonly RenderedFile[]>
  /** The server's own test on what was rendered. */
  validate?(files: readonly RenderedFile[], deployment: Deployment): Promise<Verdict>
}

export interface ConfDocument {
  readonly ok: boolean
  /** The text of the main file. */
  readonly config: string
  readonly files: readonly {readonly name: string; readonly text: string; readonly mode?: string}[]
  readonly warnings: readonly string[]
  /** With `--check`. */
  readonly drift?: readonly {readonly path: string; readonly diff: string}[]
  /** With `--validate`. */
  readonly validation?: Verdict
  /** With `--output`. */
  readonly dry_run?: boolean
  readonly changes?: readonly ChangeDocument[]
}

/** Keys of the deployment that a command's configuration is made of. */
const DOUBTS = {
  web: /^web\.|\.(buffer-size|max-body)$/,
  uwsgi: /^(uwsgi|applications?)\./,
  service: /\.socket$/,
}

const octal = (mode: number) => mode.toString(8).padStart(4, '0')

/**
 * Base of the commands that render one configuration: prints just that, or writes it (`-o`), compares it (`--check`), has
 * the server test it (`--validate`). A subclass spreads `confFlags` and `sourceArg` and calls {@link produce}.
 */
export abstract class ConfCommand extends BaseCommand {
  protected async produce(request: ConfRequest): Promise<ConfDocument> {
    const {flags} = request
    if (flags.output !== undefined && flags.check !== undefined) {
      throw usageError('TSGI_CONTRADICTION', '--output writes the file and --check only looks at one', 'leave one out')
    }
    const {readDeployment} = await import('./deployment-source.js')
    const deployment = await readDeployment({...request, cwd: process.cwd(), purpose: this.#purpose()})
    const files = await this.#render(request, deployment)
    const warnings = [...(await this.#doubts(deployment)), ...files.flatMap(({warnings}) => warnings)]
    for (const warning of warnings) this.warn(printable(warning))
    const validation = flags.validate ? await this.#validate(request, files, deployment) : undefined
    const ok = validation?.ok ?? true
    const document = {
      config: files[0]!.text,
      files: files.map(({name, text, mode}) => ({name, text, ...(mode === undefined ? {} : {mode: octal(mode)})})),
      warnings,
      ...(validation ? {validation} : {}),
    }
    if (!ok) this.exitWith(1)
    if (flags.check !== undefined) return {...document, ...(await this.#check(flags.check, files, ok))}
    if (!ok) return {ok, ...document}
    if (flags.output !== undefined) return {ok, ...document, ...(await this.#write(flags.output, files, flags))}
    if (!flags.validate) this.#print(files)
    return {ok, ...document}
  }

  #purpose(): 'uwsgi' | 'web' | 'service' {
    return this.id === 'uwsgi-conf' ? 'uwsgi' : this.id === 'systemd-unit' ? 'service' : 'web'
  }

  /** What is probably not meant in the part of the deployment that this command prints. */
  async #doubts(deployment: Deployment): Promise<readonly string[]> {
    const {warningsOf} = await import('../deployment/warnings.js')
    const part = DOUBTS[this.#purpose()]
    return warningsOf(deployment).flatMap(({key, message}) => (part.test(key) ? [`${key}: ${message}`] : []))
  }

  async #render(request: ConfRequest, deployment: Deployment): Promise<readonly RenderedFile[]> {
    const {comments, template} = request.flags
    if (template === undefined) return request.render(deployment, {comments})
    const text = (await readInput(template)).toString('utf8')
    const {inTemplate} = await import('./template-failure.js')
    return inTemplate(template, () => request.render(deployment, {comments, template: text}))
  }

  /** Several files are told apart by a line that every one of these formats takes for a comment. */
  #print(files: readonly RenderedFile[]): void {
    for (const [n, {name, text}] of files.entries()) {
      const heading = files.length === 1 ? '' : `${n === 0 ? '' : '\n'}# ==> ${name} <==\n`
      this.log(`${heading}${text.replace(/\n$/, '')}`)
    }
  }

  async #validate(request: ConfRequest, files: readonly RenderedFile[], deployment: Deployment): Promise<Verdict> {
    if (!request.validate) throw usageError('TSGI_CONTRADICTION', `nothing on this machine can validate ${this.id}`)
    const verdict = await this.withSpinner('asking the server', () => request.validate!(files, deployment))
    const {gccLine} = await import('./reporters/findings/gcc.js')
    for (const finding of verdict.findings) this.log(gccLine(finding))
    if (verdict.ok) this.logToStderr(`${verdict.command[0]} accepts it`)
    else if (countFindings(verdict.findings).errors === 0) this.logToStderr(printableLines(verdict.output.trimEnd()))
    return verdict
  }

  async #check(path: string, files: readonly RenderedFile[], ok: boolean): Promise<Pick<ConfDocument, 'ok' | 'drift'>> {
    const {drift, lines} = await checkFiles(resolve(path), files, node)
    for (const line of lines) this.log(line)
    if (drift.length === 0) this.logToStderr(`${path} is as it should be`)
    else this.exitWith(1)
    return {ok: ok && drift.length === 0, drift}
  }

  async #write(output: string, files: readonly RenderedFile[], flags: ConfFlags) {
    const [{wantedFiles}, {writeFiles}] = await Promise.all([import('./conf-check.js'), import('./conf-write.js')])
    return writeFiles(this, await wantedFiles(resolve(output), files, node), flags)
  }
}
