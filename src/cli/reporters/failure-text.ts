import {chalkFor, terminalWidth} from '../colour.js'
import {printable} from '../printable.js'
import {wrapped} from '../wrapped.js'

export interface Failure {
  /** What failed, and with what. */
  readonly message: string
  /** Without one the message stands alone: it is part of an answer, not an error. */
  readonly code?: string
  /** Each thing that is wrong, under the message. */
  readonly details?: readonly string[]
  readonly causes: readonly string[]
  readonly suggestions: readonly string[]
}

/** How every failure reads: what happened, what is probably behind it, what to type next. For stderr. */
export async function failureText({message, code, details = [], causes, suggestions}: Failure): Promise<string> {
  const chalk = await chalkFor('stderr')
  const width = terminalWidth('stderr')
  const item = (mark: string, text: string) =>
    mark + wrapped(printable(text), {indent: mark.length, width}).slice(mark.length)
  const heading =
    code === undefined
      ? chalk.bold(wrapped(printable(message), {indent: 0, width}))
      : chalk.red.bold('Error:') + item('Error: ', `${message} [${code}]`).slice(6)
  return [
    heading,
    ...details.map((detail) => item('  ', detail)),
    ...(causes.length > 0 ? ['Likely causes, in this order:'] : []),
    ...causes.map((cause, n) => item(` ${n + 1}. `, cause)),
    ...suggestions.map((text, n) =>
      n === 0 ? chalk.bold('Try:') + item('Try: ', text).slice(4) : item('     ', text),
    ),
  ].join('\n')
}
