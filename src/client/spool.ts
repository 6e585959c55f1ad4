import type {Address} from '../address.js'
import {usageError} from '../errors.js'
import {decodeAcknowledgement} from '../wire/acknowledgement.js'
import {encodeSpoolTask, type SpoolTask} from '../wire/spool.js'
import type {Var} from '../wire/vars.js'
import {type Answer, type AskOptions, ask, type NoAnswer} from './answer.js'

/** `value`: true when the task was written to the spooler's folder, false when it was refused. */
export type SpoolResult = Answer<boolean> | NoAnswer

export interface SpoolOptions extends AskOptions {
  /** The sub-folder; smaller runs first with `spooler-ordered`. */
  readonly priority?: number
  /** Not before this second since the epoch. */
  readonly at?: number
}

/**
 * Hands a task to the spooler of a server. Names and values are byte strings.
 *
 * @throws TsgiError `TSGI_BAD_TASK`, usage, for a task without a variable, or `priority` and `at` that are no whole numbers.
 */
export async function spool(address: Address, task: SpoolTask, options: SpoolOptions = {}): Promise<SpoolResult> {
  const {priority, at, ...rest} = options
  if (task.vars.length === 0 && task.body === undefined) {
    throw usageError('TSGI_BAD_TASK', 'a task needs at least one variable, or a body')
  }
  const vars: Var[] = [...task.vars, ...number('priority', priority), ...number('at', at)]
  return ask(address, encodeSpoolTask({...task, vars}), {...rest, decode: decodeAcknowledgement})
}

function number(name: string, value: number | undefined): Var[] {
  if (value === undefined) return []
  if (Number.isSafeInteger(value) && value >= 0) return [[name, String(value)]]
  throw usageError('TSGI_BAD_TASK', `${name} is ${value}; it is a whole number`)
}
