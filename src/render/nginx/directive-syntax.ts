const TIME = /^\d+(ms|s|m|h|d|w|M|y)?$/
const SIZE = /^\d+[kKmMgG]?$/
const NUMBER = /^\d+$/

/** Whether the words behind a directive fit one of its forms. Only forms of which the words are known are judged. */
export function fitsSyntax(words: readonly string[], forms: readonly string[]): boolean {
  if (words.length === 0) return false
  return forms.some((form) => fitsForm(words, form))
}

function fitsForm(words: readonly string[], form: string): boolean {
  if (form.includes(' | ')) return fitsChoice(words, form)
  const [first = '', second] = words
  if (form === 'time') return words.length === 1 && fits(first, TIME)
  if (form === 'size' || form === 'rate') return words.length === 1 && fits(first, SIZE)
  if (form === 'number') return words.length === 1 && fits(first, NUMBER)
  if (form === 'number size') return words.length === 2 && fits(first, NUMBER) && fits(second ?? '', SIZE)
  if (form === '[code ...] time') return fits(words.at(-1) ?? '', TIME) && words.slice(0, -1).every(isCode)
  if (form === 'parameter value [if_not_empty]') {
    return words.length === 2 || (words.length === 3 && words[2] === 'if_not_empty')
  }
  if (/^(string|field|path|file|name|ciphers)$/.test(form)) return words.length === 1
  return true
}

/** `on | off`, `error | timeout | off ...`, `zone | off`. */
function fitsChoice(words: readonly string[], form: string): boolean {
  const isList = form.endsWith(' ...')
  const choices = form.replace(/ \.\.\.$/, '').split(' | ')
  if (choices.some((choice) => /string|zone|address/.test(choice))) return true
  return (isList || words.length === 1) && words.every((word) => hasVariable(word) || choices.includes(word))
}

function isCode(word: string): boolean {
  return word === 'any' || /^[1-5]\d\d$/.test(word)
}

function fits(word: string, pattern: RegExp): boolean {
  return hasVariable(word) || pattern.test(word)
}

function hasVariable(word: string): boolean {
  return word.includes('$')
}
