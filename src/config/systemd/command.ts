import type {CommandWord} from '../uwsgi/command-line.js'
import {parseCommandWords} from '../uwsgi/command-line.js'
import type {UwsgiConfig} from '../uwsgi/model.js'
import type {LoadedUnit, UnitConfig, UnitSetting} from './unit.js'

/** A command of `ExecStart=` and its kin, split as systemd does: no shell reads it. */
export interface UnitCommand {
  /** The signs before the program: `-`, `@`, `:`, `+`, `!`. */
  readonly prefix: string
  readonly words: readonly CommandWord[]
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['s', ' '],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
])

/** Splits a value at blanks; quotes may stand anywhere in a word. Undefined where systemd refuses it: an open quote, `\q`. */
export function splitWords({
  value,
  offsetOf,
}: Pick<UnitSetting, 'value' | 'offsetOf'>): readonly CommandWord[] | undefined {
  const words: CommandWord[] = []
  const blank = /[ \t\r\n]*/y
  for (let at = 0; ; ) {
    blank.lastIndex = at
    at += blank.exec(value)![0].length
    if (at >= value.length) return words
    const word = wordAt(value, at)
    if (!word) return undefined
    words.push({value: word.text, start: offsetOf(at), end: offsetOf(word.end - 1) + 1})
    at = word.end
  }
}

function wordAt(value: string, start: number): {readonly text: string; readonly end: number} | undefined {
  let [text, quote] = ['', '']
  for (let at = start; at < value.length; at++) {
    const sign = value[at]!
    if (sign === '\\') {
      const found = escapeAt(value, at + 1)
      if (!found) return undefined
      text += found.text
      at += found.length
    } else if (quote === '' && /[ \t\r\n]/.test(sign)) return {text, end: at}
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign
    else if (sign === quote) quote = ''
    else text += sign
  }
  return quote === '' ? {text, end: value.length} : undefined
}

function escapeAt(value: string, at: number): {readonly text: string; readonly length: number} | undefined {
  const known = ESCAPES.get(value[at] ?? '')
  if (known !== undefined) return {text: known, length: 1}
  const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2}))/.exec(value.slice(at, at + 9))
  if (!code) return value[at] === ';' ? {text: '\\;', length: 1} : undefined
  const [whole, hex, short, long, octal] = code
  const number = octal ? Number.parseInt(octal, 8) : Number.parseInt(hex ?? short ?? long ?? '0', 16)
  if (number === 0 || number > 0x10ffff) return undefined
  return {text: String.fromCodePoint(number), length: whole.length}
}

/** The commands of a setting; more than one when a `;` stands between them. Undefined where systemd refuses it. */
export function commandsOf(setting: UnitSetting): readonly UnitCommand[] | undefined {
  const words = splitWords(setting)
  if (!words) return undefined
  const commands: CommandWord[][] = [[]]
  for (const word of words) {
    if (word.value === ';') commands.push([])
    else commands.at(-1)!.push(word.value === '\\;' ? {...word, value: ';'} : word)
  }
  return commands.filter((command) => command.length > 0).map(withoutPrefix)
}

function withoutPrefix([program, ...rest]: readonly CommandWord[]): UnitCommand {
  const prefix = /^[-@:+!]*/.exec(program!.value)![0]
  const first = {...program!, value: program!.value.slice(prefix.length)}
  // Behind `@` comes the name that the program sees of itself.
  return {prefix, words: [first, ...(prefix.includes('@') ? rest.slice(1) : rest)]}
}

/** The uWSGI that a unit starts: the command line as a configuration, and the file in which it stands. */
export function uwsgiOf(unit: LoadedUnit): UwsgiConfig | undefined {
  for (const config of unit.files.toReversed()) {
    const found = uwsgiIn(config)
    if (found) return found
  }
  return undefined
}

function uwsgiIn({settings, text, file}: UnitConfig): UwsgiConfig | undefined {
  const starts = settings.filter(({section, name}) => section === 'Service' && name === 'ExecStart')
  for (const setting of starts.toReversed()) {
    for (const {words} of commandsOf(setting) ?? []) {
      const at = words.findIndex(({value}) => /(^|\/)(py)?uwsgi(-core|_\w+|\d[\d.]*)?$/.test(value))
      // A shell, or env(1), may stand before it.
      if (at >= 0 && at <= 3) return parseCommandWords(words.slice(at + 1), text, file)
    }
  }
  return undefined
}
