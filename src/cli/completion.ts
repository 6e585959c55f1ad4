import type {Command, Config} from '@oclif/core'
import {defineTemplate} from '../render/template.js'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** What the templates of templates/completion/ are rendered with; every text is quoted for the shell already. */
export interface Completion {
  readonly bin: string
  /** Every name a command or group of commands has: `ping`, `cache`, `cache get`. */
  readonly names: readonly string[]
  /** Where the next word is a name: at the start, and after a group. */
  readonly groups: readonly {readonly name: string; readonly members: readonly Member[]}[]
  readonly commands: readonly CompletedCommand[]
}

interface Member {
  readonly word: string
  readonly summary: string
}

interface CompletedCommand {
  readonly name: string
  readonly flags: readonly CompletedFlag[]
  /** The words that the first argument can be; empty when it is anything, such as a file. */
  readonly words: string
}

interface CompletedFlag {
  /** Without the dashes; `no-color` is a flag of its own. */
  readonly long: string
  /** Empty when there is none. */
  readonly char: string
  /** `-W` and `--timeout`, and what zsh writes where their value may follow at once. */
  readonly spellings: readonly {readonly text: string; readonly joint: '+' | '='}[]
  readonly description: string
  readonly repeatable: boolean
  readonly takesValue: boolean
  readonly valueName: string
  /** The values it can have; empty when it is free. */
  readonly words: string
  readonly takesFile: boolean
}

const TEMPLATES = {
  bash: defineTemplate<Completion>('completion/bash.hbs'),
  zsh: defineTemplate<Completion>('completion/zsh.hbs'),
  fish: defineTemplate<Completion>('completion/fish.hbs'),
}

/** The text inside single quotes, as each shell reads it; zsh takes more characters for its own in a description. */
const QUOTED: Readonly<Record<Shell, (text: string) => string>> = {
  bash: (text) => text.replaceAll("'", "'\\''"),
  zsh: (text) => text.replaceAll(/[\\[\]:]/g, '\\$&').replaceAll("'", "'\\''"),
  fish: (text) => text.replaceAll(/[\\']/g, '\\$&'),
}

/** The completion script for a shell: static text, made from what oclif's manifest says of the commands. */
export async function completionScript(shell: Shell, config: Config): Promise<string> {
  return TEMPLATES[shell].render(completionOf(config, QUOTED[shell]))
}

function completionOf(config: Config, quoted: (text: string) => string): Completion {
  const commands = config.commands.filter((command) => !command.hidden)
  const names = new Set(commands.flatMap(({id}) => id.split(':').map((_, n, words) => words.slice(0, n + 1).join(' '))))
  const summaryOf = (name: string) =>
    commands.find(({id}) => id.replaceAll(':', ' ') === name)?.summary ?? config.findTopic(name)?.description ?? name
  const members = (group: string) =>
    [...names]
      .filter((name) => name.startsWith(group) && !name.slice(group.length).includes(' '))
      .map((name) => ({word: name.slice(group.length), summary: quoted(summaryOf(name))}))
  const groups = [...names].filter((name) => members(`${name} `).length > 0)
  return {
    bin: config.bin,
    names: [...names].sort(),
    groups: [{name: '', members: members('')}, ...groups.map((name) => ({name, members: members(`${name} `)}))],
    commands: commands.map((command) => completedCommand(command, quoted)),
  }
}

function completedCommand({id, flags, args}: Command.Loadable, quoted: (text: string) => string): CompletedCommand {
  const [first] = Object.values(args)
  return {
    name: id.replaceAll(':', ' '),
    words: words(first?.options),
    flags: Object.values(flags)
      .filter((flag) => !flag.hidden)
      .flatMap((flag) => completedFlags(flag, quoted)),
  }
}

function completedFlags(flag: Command.Flag.Cached, quoted: (text: string) => string): CompletedFlag[] {
  const takesValue = flag.type === 'option'
  const valueName = takesValue ? String(flag.helpValue ?? 'VALUE') : ''
  const long = (name: string) => ({text: `--${name}`, joint: '='}) as const
  const short = flag.char === undefined ? [] : [{text: `-${flag.char}`, joint: '+'} as const]
  const shown = {
    long: flag.name,
    char: flag.char ?? '',
    spellings: [...short, long(flag.name)],
    description: quoted(flag.summary ?? flag.description ?? ''),
    repeatable: takesValue && flag.multiple === true,
    takesValue,
    valueName: quoted(valueName),
    words: takesValue ? words(flag.options) : '',
    takesFile: /FILE|DIR|PATH|SOCKET/.test(valueName),
  }
  const no = `no-${flag.name}`
  const negated = {...shown, long: no, char: '', spellings: [long(no)], description: quoted(`not --${flag.name}`)}
  return flag.type === 'boolean' && flag.allowNo ? [shown, negated] : [shown]
}

/** Joined by spaces; a word that a shell would take apart is not offered. */
function words(options: readonly string[] = []): string {
  return options.filter((option) => /^[\w./:@%+,-]+$/.test(option)).join(' ')
}
