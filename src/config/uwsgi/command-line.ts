import {type OptionFacts, uwsgiOption, uwsgiOptions, uwsgiShortOption} from '../../knowledge/uwsgi-options.js'
import {pluginsIn} from '../../knowledge/uwsgi-plugins.js'
import {POSITIONAL} from './loader.js'
import {unknownMagic} from './magic.js'
import type {UwsgiConfig} from './model.js'
import {Source} from './source.js'

/** A word of a command line, after the quotes, and where it stands in the text that it was taken from. */
export interface CommandWord {
  readonly value: string
  readonly start: number
  readonly end: number
}

/** Reads the words behind `uwsgi` as options; what they say of each is as `getopt_long(3)` would. */
export function parseCommandLine(args: readonly string[], file = 'command line'): UwsgiConfig {
  let start = 0
  const words = args.map((value) => {
    const word = {value, start, end: start + value.length}
    start = word.end + 1
    return word
  })
  return parseCommandWords(words, args.join(' '), file)
}

/** As {@link parseCommandLine}, with words that stand somewhere in a file: the `ExecStart=` of a unit. */
export function parseCommandWords(words: readonly CommandWord[], text: string, file: string): UwsgiConfig {
  const source = new Source(text, file, unknownMagic, {isSubstituted: false})
  new CommandReader(source, words).read()
  const {options, sections, comments, problems, original} = source
  return {format: 'argv', file, text: original, options, sections, comments, problems}
}

class CommandReader {
  readonly #source: Source
  readonly #words: readonly CommandWord[]
  readonly #plugins = new Set(['core'])
  #at = 0

  constructor(source: Source, words: readonly CommandWord[]) {
    this.#source = source
    this.#words = words
  }

  /** Options first, then the files: that is the order in which uWSGI takes them, wherever they stand. */
  read(): void {
    const files: CommandWord[] = []
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at++]!
      if (word.value === '--') files.push(...this.#words.slice(this.#at))
      if (word.value === '--') break
      if (word.value.startsWith('--')) this.#long(word)
      else if (word.value.startsWith('-') && word.value !== '-') this.#short(word)
      else files.push(word)
    }
    for (const word of files.filter(({value}) => !value.startsWith('['))) this.#add(POSITIONAL, word, word.start, word)
  }

  #long(word: CommandWord): void {
    const equals = word.value.indexOf('=')
    const written = word.value.slice(2, equals < 0 ? undefined : equals)
    const facts = this.#named(written, word)
    if (!facts) return
    const nameEnd = word.start + 2 + written.length
    if (equals >= 0 && facts.takes === 'nothing') {
      this.#source.problem('takes-no-value', `--${facts.name} takes no value: uWSGI refuses it`, word.start, word.end)
    }
    if (equals >= 0) this.#add(facts.name, word, nameEnd, this.#rest(word, equals + 1))
    else this.#add(facts.name, word, nameEnd, facts.takes === 'value' ? this.#next(facts, word) : undefined)
  }

  #short(word: CommandWord): void {
    for (let at = 1; at < word.value.length; at++) {
      const letter = word.value[at]!
      const facts = uwsgiShortOption(letter)
      if (!facts) {
        this.#unknown(`-${letter}`, word)
        return
      }
      const nameEnd = word.start + at + 1
      const isLast = at === word.value.length - 1
      if (facts.takes === 'nothing') this.#add(facts.name, word, nameEnd, undefined)
      else if (!isLast) {
        this.#add(facts.name, word, nameEnd, this.#rest(word, at + 1))
        return
      } else this.#add(facts.name, word, nameEnd, facts.takes === 'value' ? this.#next(facts, word) : undefined)
    }
  }

  #rest(word: CommandWord, from: number): CommandWord {
    return {value: word.value.slice(from), start: Math.min(word.start + from, word.end), end: word.end}
  }

  #next(facts: OptionFacts, word: CommandWord): CommandWord | undefined {
    const next = this.#words[this.#at++]
    if (!next) {
      this.#source.problem('value-missing', `--${facts.name} takes a value: uWSGI refuses it`, word.start, word.end)
    }
    return next
  }

  /** By its name, or by the start of it where no other option of core and the plugins that were loaded starts so. */
  #named(written: string, word: CommandWord): OptionFacts | undefined {
    const exact = uwsgiOption(written)
    if (exact) return exact
    const isKnown = ({name, plugin}: OptionFacts) => name.startsWith(written) && this.#plugins.has(plugin)
    const found = written === '' ? [] : [...uwsgiOptions()].filter(isKnown)
    if (found.length === 1) return found[0]
    if (found.length > 1) {
      const names = found.slice(0, 3).map(({name}) => `--${name}`)
      const message = `--${written} may be ${names.join(', ')}${found.length > 3 ? ' …' : ''}: uWSGI refuses it`
      this.#source.problem('ambiguous-option', message, word.start, word.end)
    } else this.#unknown(`--${written}`, word)
    return undefined
  }

  #unknown(option: string, word: CommandWord): void {
    this.#source.problem('unknown-option', `uWSGI knows no ${option}, and does not start`, word.start, word.end)
  }

  #add(name: string, word: CommandWord, nameEnd: number, value: CommandWord | undefined): void {
    if (/^(need-)?plugins?$/.test(name)) {
      for (const {plugin} of pluginsIn(value?.value ?? '')) this.#plugins.add(plugin)
    }
    const end = Math.min(nameEnd, word.end)
    this.#source.option({
      name,
      value: value?.value ?? '',
      hasValue: value !== undefined,
      section: '',
      at: {
        name: [word.start, end],
        value: [value?.start ?? end, value?.end ?? end],
        whole: [word.start, Math.max(value?.end ?? 0, word.end)],
      },
    })
  }
}

/** Variables of the environment that uWSGI keeps for itself. */
const NOT_OPTIONS = [
  ...['RELOADS', 'VASSALS_DIR', 'EMPEROR_FD', 'BROODLORD_NUM', 'EMPEROR_FD_CONFIG', 'EMPEROR_PROXY', 'JAIL_PID'],
  'ORIGINAL_PROC_NAME',
]

/** The options that `UWSGI_*` variables are: `UWSGI_MAX_REQUESTS=9` is `max-requests = 9`. */
export function parseEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  file = 'environment',
): UwsgiConfig {
  const lines = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && name.startsWith('UWSGI_') && !NOT_OPTIONS.includes(name.slice(6)),
  )
  const source = new Source(lines.map(([name, value]) => `${name}=${value}`).join('\n'), file, unknownMagic, {
    isSubstituted: false,
  })
  let start = 0
  for (const [name, value = ''] of lines) {
    const nameEnd = start + name.length
    const end = nameEnd + 1 + value.length
    source.option({
      name: name.slice(6).toLowerCase().replaceAll('_', '-'),
      value,
      hasValue: true,
      section: '',
      at: {name: [start, nameEnd], value: [nameEnd + 1, end], whole: [start, end]},
    })
    start = end + 1
  }
  const {options, sections, comments, problems, original} = source
  return {format: 'environment', file, text: original, options, sections, comments, problems}
}
