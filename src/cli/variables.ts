import {usageError} from '../errors.js'
import {utf8Bytes, type Var} from '../wire/vars.js'

/** `NAME=VALUE` words as variables, in order; the first `=` separates. UTF-8. @throws TsgiError `TSGI_BAD_VARIABLE`, usage. */
export function parseVariables(words: readonly string[]): Var[] {
  return words.map((word) => {
    const at = word.indexOf('=')
    if (at > 0) return [utf8Bytes(word.slice(0, at)), utf8Bytes(word.slice(at + 1))]
    const problem = at === 0 ? 'has no name in front of its =' : 'has no ='
    throw usageError('TSGI_BAD_VARIABLE', `${JSON.stringify(word)} ${problem}`, 'write it like NAME=VALUE')
  })
}
