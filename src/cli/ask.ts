import {type Command, Flags} from '@oclif/core'
import {TsgiError, usageError} from '../errors.js'
import {isTerminal} from './colour.js'
import {printable} from './printable.js'

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
