import {TsgiError, usageError} from '../errors.js'
import type {SpoolTask} from '../wire/spool.js'
import {readArgument} from './input.js'
import {counted} from './output.js'
import {parseVariables} from './variables.js'

/** A task from `NAME=VALUE` words and a body. @throws TsgiError, usage, when there is neither. */
export async function readTask(words: readonly string[], body: string | undefined): Promise<SpoolTask> {
  const vars = parseVariables(words)
  if (body !== undefined) return {vars, body: await readArgument(body)}
  if (vars.length > 0) return {vars}
  throw usageError(
    'TSGI_BAD_TASK',
    'the task is empty',
    'tsgi spool SOCKET NAME=VALUE',
    'tsgi spool SOCKET --body TEXT',
  )
}

/** `a task of 2 variables and a body of 10 bytes`. */
export function describeTask({vars, body}: SpoolTask): string {
  const behind = body === undefined ? '' : ` and a body of ${counted(body.length, 'byte')}`
  return `a task of ${counted(vars.length, 'variable')}${behind}`
}

/** The spooler plugin answered no. */
export function taskRefused(where: string): TsgiError {
  return new TsgiError(`${where} refused the task: there is no spooler, or its folder cannot be written`, {
    code: 'TSGI_SPOOL_REFUSED',
    kind: 'negative',
    suggestions: ['spooler = FOLDER in the uWSGI configuration', 'look into its log for "the spooler is inactive"'],
  })
}
