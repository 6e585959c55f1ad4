import type {Explanation} from '../../client/request-explanation.js'
import {chalkFor, terminalWidth} from '../colour.js'
import {printable} from '../printable.js'
import {wrapped} from '../report.js'

/** Why there is no whole answer, for stderr: what happened, why probably, what to type. */
export async function failureText({message, code, causes, suggestions}: Explanation): Promise<string> {
  const chalk = await chalkFor('stderr')
  const width = terminalWidth('stderr')
  const item = (mark: string, text: string) => mark + wrapped(printable(text), {indent: 4, width}).slice(mark.length)
  return [
    chalk.red.bold('Error:') + wrapped(`${printable(message)} [${code}]`, {indent: 7, width}).slice(6),
    ...(causes.length > 0 ? ['Likely causes, the likeliest first:'] : []),
    ...causes.map((cause) => item('  - ', cause)),
    ...suggestions.map((suggestion, n) => {
      const text = wrapped(printable(suggestion), {indent: 5, width})
      return n === 0 ? chalk.bold('Try:') + text.slice(4) : text
    }),
  ].join('\n')
}
