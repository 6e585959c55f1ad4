import type {TsgiError} from '../errors.js'
import {exitCodeFor} from './base-command.js'
import {asTsgiError, interrupted, terminated} from './failure.js'
import {errorDocument, jsonText, schemaOf} from './json.js'
import type {Program} from './program.js'
import {failureText} from './reporters/failure-text.js'
import type {Ending} from './signals.js'

/** Says what went wrong, on stderr or as the one document of `--json`, and sets the exit code. */
export async function report(thrown: unknown, program: Program, argv: readonly string[]): Promise<void> {
  const error = asTsgiError(thrown, program.running)
  process.exitCode = exitCodeFor(error)
  if (wantsJson(argv)) process.stdout.write(jsonText(errorDocument(schemaOf(program.running), error)))
  else if (process.exitCode !== 130 && process.exitCode !== 143) await printError(error, program)
}

/** A signal ended the program: a script that asked for JSON still gets its one document. */
export async function reportSignal(signal: Ending, program: Program, argv: readonly string[]): Promise<void> {
  if (wantsJson(argv)) await report(signal === 'SIGINT' ? interrupted() : terminated(), program, argv)
}

async function printError(error: TsgiError, program: Program): Promise<void> {
  process.stderr.write(`${await failureText(error)}\n`)
  if (/\btsgi\b|^\*/.test(process.env['DEBUG'] ?? '')) console.error(error.cause ?? error.stack)
  const command = program.running === undefined ? undefined : program.findCommand(program.running)
  if (command && error.code === 'TSGI_MISSING_ARGUMENT') await shortHelp(program, command.id)
}

async function shortHelp(program: Program, id: string): Promise<void> {
  const {TsgiHelp} = await import('./help.js')
  process.stderr.write('\n')
  await new TsgiHelp(program, {sections: ['usage', 'examples']}).showHelpOf(id.split(':'))
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json') || process.env['TSGI_JSON'] === '1'
}
