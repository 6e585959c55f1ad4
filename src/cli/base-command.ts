import {Command, Flags, type Interfaces} from '@oclif/core'
import {type ErrorKind, TsgiError} from '../errors.js'

/** Exit codes by kind of error; docs/errors.md documents them. */
export const EXIT: Readonly<Record<ErrorKind, number>> = {negative: 1, usage: 2, environment: 3, bug: 70}

/** Every command: `--json`, `--no-color`, exit codes and the shape of errors. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
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

  /** `{schema: "tsgi.<command>/1", ok, …}`; the command returns the rest, `ok` included. */
  protected override toSuccessJson(result: unknown): unknown {
    return {schema: this.#schema(), ...(result as object)}
  }

  protected override toErrorJson(error: unknown): object {
    const {message, code, suggestions} = error as Partial<TsgiError>
    return {
      schema: this.#schema(),
      ok: false,
      error: {code: code ?? 'TSGI_USAGE', message, suggestions: suggestions ?? []},
    }
  }

  protected override async catch(error: Interfaces.CommandError): Promise<unknown> {
    const exit = exitCodeFor(error)
    process.exitCode = exit // what oclif uses with --json
    Object.assign(error, {oclif: {...(error as {oclif?: object}).oclif, exit}}) // what it uses without
    return super.catch(error)
  }

  #schema(): string {
    return `tsgi.${(this.id ?? 'tsgi').replaceAll(':', '-')}/1`
  }
}

export function exitCodeFor(error: Error): number {
  if (error instanceof TsgiError) return EXIT[error.kind]
  if (error.name === 'ExitPromptError') return 130 // Ctrl-C in a prompt
  if ('parse' in error) return EXIT.usage // oclif's parser
  return (error as {oclif?: {exit?: number}}).oclif?.exit ?? EXIT.bug
}
