import {Command, Flags, type Interfaces} from '@oclif/core'
import type {ErrorKind, TsgiError} from '../errors.js'
import {errorDocument, jsonText, schemaOf} from './json.js'
import {variableOf, withHabits} from './parsing.js'
import {withSpinner} from './ui.js'

/** Exit codes by kind of error; docs/errors.md documents them. */
export const EXIT: Readonly<Record<ErrorKind, number>> = {negative: 1, usage: 2, environment: 3, bug: 70}

/** Every command: `--json`, `--no-color`, exit codes and the shape of errors. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
    json: Flags.boolean({
      description: 'print one JSON document and nothing else, also on failure',
      helpGroup: 'GLOBAL',
    }),
    color: Flags.boolean({
      description: 'colour the output (default: when it goes to a terminal)',
      allowNo: true,
      helpGroup: 'GLOBAL',
    }),
  }

  /** Ends the command with this code although nothing was thrown: the answer itself was a no. */
  protected exitWith(code: number): void {
    process.exitCode = code
  }

  /** Does the work behind a spinner on stderr, where a person watches and it takes long enough to wonder. */
  protected withSpinner<T>(text: string, work: () => Promise<T>): Promise<T> {
    return withSpinner(text, work, {quiet: this.jsonEnabled()})
  }

  /** Also `TSGI_JSON=1`, as any flag has its variable. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || (this.ctor.enableJsonFlag && isTrue(process.env[variableOf('json')]))
  }

  /** Whether a switch was given, typed or by its variable, where parsing may have failed. */
  protected isAsked(flag: string): boolean {
    return this.argv.includes(`--${flag}`) || isTrue(process.env[variableOf(flag)])
  }

  override logJson(json: unknown): void {
    process.stdout.write(jsonText(json))
  }

  /** One line on stderr; silent under `--json`. */
  override warn(input: Error | string): Error | string {
    this.logToStderr(`Warning: ${typeof input === 'string' ? input : input.message}`)
    return input
  }

  /** `{schema: "tsgi.<command>/1", ok, …}`; the command returns the rest, `ok` included. */
  protected override toSuccessJson(result: unknown): unknown {
    return {schema: schemaOf(this.id), ...(result as object)}
  }

  protected override parse<
    F extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    B extends Interfaces.OutputFlags<Interfaces.FlagInput>,
    A extends Interfaces.OutputArgs<Interfaces.ArgInput>,
  >(options?: Interfaces.Input<F, B, A>, argv = this.argv): Promise<Interfaces.ParserOutput<F, B, A>> {
    return super.parse<F, B, A>(withHabits(options ?? (this.ctor as Interfaces.Input<F, B, A>)), argv)
  }

  /** What was thrown in our words, with what was probably meant. */
  protected async errorOf(thrown: Error): Promise<TsgiError> {
    const {asTsgiError, unknownFlags} = await import('./failure.js')
    const flags = {...this.ctor.baseFlags, ...this.ctor.flags}
    return unknownFlags(this.argv, flags, this.id) ?? asTsgiError(thrown, this.id)
  }

  protected override async catch(thrown: Interfaces.CommandError): Promise<unknown> {
    const error = await this.errorOf(thrown)
    const exit = exitCodeFor(error)
    process.exitCode = exit
    if (!this.jsonEnabled()) throw Object.assign(error, {oclif: {exit}})
    this.logJson(errorDocument(schemaOf(this.id), error))
    return undefined
  }
}

export function exitCodeFor(error: TsgiError): number {
  if (error.code === 'TSGI_INTERRUPTED') return 130
  if (error.code === 'TSGI_TERMINATED') return 143
  return EXIT[error.kind]
}

function isTrue(text: string | undefined): boolean {
  return /^(1|true|yes|y)$/i.test(text ?? '')
}
