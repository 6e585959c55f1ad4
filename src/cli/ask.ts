import {type Command, Flags} from '@oclif/core'
import {TsgiError, usageError} from '../errors.js'
import {isTerminal} from './colour.js'
import {printable} from './printable.js'
import {shellWord} from './shell-word.js'

/** The flags of a command that may ask. */
export const askFlags = {
  yes: Flags.boolean({char: 'y', description: 'do not ask'}),
  'no-input': Flags.boolean({description: 'never ask: fail where an answer is needed'}),
}

export interface AskFlags {
  readonly yes?: boolean
  readonly 'no-input'?: boolean
}

export interface Intention {
  /** What is about to happen: `empty the cache "main" at /run/app.sock`. */
  readonly action: string
  readonly flags: AskFlags
  /** Without a terminal it needs `--yes`. Else what was asked for by name needs no second yes there. */
  readonly needsYes?: boolean
}

/**
 * Says what is about to happen, on stderr, and asks at a terminal.
 *
 * @throws TsgiError `TSGI_NEEDS_YES`, usage, where nobody can be asked and it needs a yes; `TSGI_CANCELLED` after a no.
 */
export async function confirm(command: Command, {action, flags, needsYes = false}: Intention): Promise<void> {
  const said = printable(action)
  if (!flags.yes && canAsk(flags)) {
    if (await confirmed(`${said.charAt(0).toUpperCase()}${said.slice(1)}?`)) return
    throw new TsgiError('cancelled, nothing was sent', {code: 'TSGI_CANCELLED', kind: 'negative'})
  }
  if (needsYes && !flags.yes) {
    throw usageError(
      'TSGI_NEEDS_YES',
      `this would ${action}, and there is nobody to ask`,
      'add --yes when that is meant',
    )
  }
  command.logToStderr(`about to ${said}`)
}

export interface Question<T> {
  /** The flag that answers it, without dashes. */
  readonly flag: string
  readonly message: string
  /** What the flag said. */
  readonly given: T | undefined
  /** What was found out; then nobody is asked. */
  readonly detected?: T | undefined
  /** The answer of `--yes`, and of Enter. Without one somebody has to say it. */
  readonly fallback?: T | undefined
  /** One of these; else any text that `parse` takes. */
  readonly choices?: readonly {readonly name: string; readonly value: T}[]
  parse?(text: string): T
  /** A value of the flag, for who has to type it. */
  readonly example?: string
  readonly flags: AskFlags
}

/**
 * The answer to a question: the flag, else what was found out, else the default where nobody can or should be asked, else
 * what is typed at the terminal.
 *
 * @throws TsgiError `TSGI_NEEDS_ANSWER`, usage, naming the flag, where there is nobody to ask and no default.
 */
export async function ask<T>(question: Question<T>): Promise<T> {
  const {given, detected, fallback, flags} = question
  if (given !== undefined) return given
  if (detected !== undefined) return detected
  if (!flags.yes && canAsk(flags)) return prompted(question)
  if (fallback !== undefined) return fallback
  const values = question.choices?.map(({name}) => name).join(', ')
  throw usageError(
    'TSGI_NEEDS_ANSWER',
    `${question.message.replace(/\?$/, '')}: there is nobody to ask${values ? `, and it may be ${values}` : ''}`,
    `--${question.flag} ${question.example === undefined ? 'VALUE' : shellWord(question.example)}`,
  )
}

async function prompted<T>({message, choices, fallback, parse}: Question<T>): Promise<T> {
  const {createPromptModule} = (await import('inquirer')).default
  const prompt = createPromptModule({output: process.stderr})
  const said = printable(message)
  if (choices) {
    const list = choices.map(({name, value}) => ({name: printable(name), value}))
    const asked = {type: 'select', name: 'answer', message: said, choices: list, default: fallback} as const
    return (await prompt<{answer: T}>([asked])).answer
  }
  const validate = (text: string) => refusalOf(() => parse!(text)) ?? true
  const shown = fallback === undefined ? {} : {default: String(fallback)}
  const {answer} = await prompt<{answer: string}>([{type: 'input', name: 'answer', message: said, validate, ...shown}])
  return parse!(answer)
}

function refusalOf(parse: () => unknown): string | undefined {
  try {
    parse()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** Whether a person can answer: both ends are a terminal, it is no CI job, and nobody said not to. */
export function canAsk({'no-input': noInput}: AskFlags): boolean {
  const {CI} = process.env
  const isJob = CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0'
  return !noInput && !isJob && process.stdin.isTTY === true && isTerminal('stdout')
}

/** The answer to a yes or no at a terminal; Enter is a no. */
export async function confirmed(message: string): Promise<boolean> {
  const {createPromptModule} = (await import('inquirer')).default
  const prompt = createPromptModule({output: process.stderr})
  const {yes} = await prompt<{yes: boolean}>([{type: 'confirm', name: 'yes', message, default: false}])
  return yes
}
