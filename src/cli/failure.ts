import type {Config} from '@oclif/core'
import {didYouMean} from '../did-you-mean.js'
import {TsgiError, usageError} from '../errors.js'
import {type Definitions, unknownFlagsIn} from './parsing.js'

/** What oclif's parser throws, as far as it is used here; each kind carries some of it. */
interface ParserError extends Error {
  readonly args?: readonly ArgShape[] | readonly string[]
  readonly oclif?: {readonly exit?: number}
}

interface ArgShape {
  readonly name: string
  readonly description?: string
}

/**
 * Whatever was thrown, as the one error class: oclif's parser errors in our words, with what was probably meant; errors of
 * the operating system as the environment's; anything else as a bug.
 */
export function asTsgiError(thrown: unknown, id: string | undefined): TsgiError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (error instanceof TsgiError) return withHelp(withFlagName(error), helpOf(id))
  if (error.name === 'ExitPromptError') return interrupted()
  if (isUsage(error)) return usageFailure(error, helpOf(id))
  if ('syscall' in error && 'code' in error) return systemFailure(error as NodeJS.ErrnoException)
  return bug(error)
}

/** Ctrl-C, in a prompt or anywhere else. Exit 130. */
export function interrupted(): TsgiError {
  return new TsgiError('interrupted', {code: 'TSGI_INTERRUPTED', kind: 'negative'})
}

/** SIGTERM. Exit 143. */
export function terminated(): TsgiError {
  return new TsgiError('terminated', {code: 'TSGI_TERMINATED', kind: 'negative'})
}

/** `tsgi pign`, `tsgi cache gte`. */
export function unknownCommand(words: readonly string[], config: Config): TsgiError {
  const typed = words.join(' ')
  const known = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(':', ' '))
  const topics = config.topics.map((topic) => topic.name.replaceAll(':', ' '))
  const meant = didYouMean(typed, known) ?? didYouMean(words[0] ?? '', [...known, ...topics])
  return usageError(
    'TSGI_UNKNOWN_COMMAND',
    `${JSON.stringify(typed)} is not a tsgi command`,
    ...(meant === undefined ? [] : [`tsgi ${meant}`]),
    'tsgi --help',
  )
}

/** `tsgi --jsn`: a flag before any command. */
export function unknownGlobalFlag(flag: string): TsgiError {
  const meant = didYouMean(flag, ['--help', '--version', '--json', '--color', '--no-color', '--no-input'])
  return usageError(
    'TSGI_UNKNOWN_FLAG',
    `unknown flag ${JSON.stringify(flag)} before a command`,
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    'tsgi --help',
  )
}

/** `tsgi ping --timout 3`: said before anything else that may be wrong, for it is the cause of it. */
export function unknownFlags(
  argv: readonly string[],
  flags: Definitions,
  id: string | undefined,
): TsgiError | undefined {
  const typed = unknownFlagsIn(argv, flags)
  if (typed.length === 0) return undefined
  const known = Object.entries(flags).flatMap(([name, flag]) =>
    flag.allowNo ? [`--${name}`, `--no-${name}`] : [`--${name}`],
  )
  const meant = typed.map((flag) => didYouMean(flag.replace(/=.*/s, ''), known)).filter((flag) => flag !== undefined)
  return usageError(
    'TSGI_UNKNOWN_FLAG',
    `unknown flag ${quoted(typed)}`,
    ...meant.map((flag) => `did you mean ${flag}?`),
    helpOf(id),
  )
}

function helpOf(id: string | undefined): string {
  return id === undefined ? 'tsgi --help' : `tsgi ${id.replaceAll(':', ' ')} --help`
}

function isUsage(error: ParserError): boolean {
  // Of an argument (not of a flag) that is out of range, oclif throws a plain Error.
  return 'parse' in error || error.oclif?.exit === 2 || /^Expected an integer /.test(error.message)
}

function usageFailure(error: ParserError, help: string): TsgiError {
  const plain = withoutOclifNoise(error.message)
  switch (error.constructor.name) {
    case 'UnexpectedArgsError':
      return usageError('TSGI_UNEXPECTED_ARGUMENT', `unexpected argument ${quoted(error.args as string[])}`, help)
    case 'RequiredArgsError': {
      const names = (error.args as ArgShape[]).map(({name, description}) =>
        description ? `${name.toUpperCase()} (${description})` : name.toUpperCase(),
      )
      return usageError('TSGI_MISSING_ARGUMENT', `missing ${names.join(' and ')}`, help)
    }
    case 'FlagInvalidOptionError':
    case 'ArgInvalidOptionError':
      return invalidOption(plain, help)
    default:
      return usageError('TSGI_USAGE', plain.charAt(0).toLowerCase() + plain.slice(1), help)
  }
}

/** `Expected --format=jsno to be one of: text, json`, or the same of an argument. */
function invalidOption(message: string, help: string): TsgiError {
  const found = /^Expected (?:(--[\w-]+)=)?(.*) to be one of: (.*)$/s.exec(message)
  if (!found) return usageError('TSGI_BAD_VALUE', message, help)
  const [, flag, typed = '', list = ''] = found
  const meant = didYouMean(typed, list.split(', '))
  return usageError(
    'TSGI_BAD_VALUE',
    `${flag ? `${flag}: ` : ''}${JSON.stringify(typed)} is none of ${list}`,
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    help,
  )
}

/** oclif wraps what a flag's parser throws: `Parsing --timeout \n\t…\nSee more help with --help`. */
function withFlagName(error: TsgiError): TsgiError {
  const found = /^Parsing (--[\w-]+) \n\t(.*)\nSee more help with --help$/s.exec(error.message)
  if (found) error.message = `${found[1]}: ${found[2]}`
  return error
}

/** Somebody who typed something wrong is never left without something to type. */
function withHelp(error: TsgiError, help: string): TsgiError {
  if (error.kind !== 'usage' || error.suggestions.length > 0) return error
  return Object.assign(error, {suggestions: [help]})
}

function withoutOclifNoise(message: string): string {
  return message
    .replace(/\nSee more help with --help/g, '')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/^Parsing (--[\w-]+) \n\t/, '$1: ')
    .replace(/^Missing required flag ([\w-]+)/gm, 'missing --$1')
    .replace(/\s*\n\s*/g, '; ')
    .trim()
}

function systemFailure(error: NodeJS.ErrnoException): TsgiError {
  return new TsgiError(error.message, {code: error.code ?? 'TSGI_SYSTEM', kind: 'environment'})
}

function bug(error: Error): TsgiError {
  return new TsgiError(`this is a bug in tsgi: ${error.message}`, {
    code: 'TSGI_BUG',
    kind: 'bug',
    suggestions: ['run it again with DEBUG=tsgi and report what it prints, with the command that you typed'],
    cause: error,
  })
}

function quoted(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(', ')
}
