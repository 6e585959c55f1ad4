interface Definition {
  readonly type?: string
  readonly char?: string
  readonly allowNo?: boolean
  readonly multiple?: boolean | undefined
  readonly env?: string | undefined
}

export type Definitions = Readonly<Record<string, Definition>>

/**
 * What holds for the words of every command, so that no command can forget it:
 * a flag that was not typed is read from `TSGI_<FLAG>`; an argument that was not typed is never read from standard input
 * (oclif would, and a pipe would become a socket's name); each `-H` takes one value, not all words that follow.
 */
export function withHabits<I extends object>(input: I): I {
  // Read by name: what a command class inherits is not there for a spread.
  const {flags, baseFlags, args, enableJsonFlag} = input as Partial<
    Record<'flags' | 'baseFlags' | 'args', Definitions>
  > & {enableJsonFlag?: boolean}
  return {
    ...input,
    enableJsonFlag,
    flags: mapValues(flags, flagWithHabits),
    baseFlags: mapValues(baseFlags, flagWithHabits),
    args: mapValues(args, (arg) => ({...arg, ignoreStdin: true})),
  }
}

/** The variable that stands for a flag: `TSGI_NO_INPUT` for `--no-input`. */
export function variableOf(flag: string): string {
  return `TSGI_${flag.replaceAll('-', '_').toUpperCase()}`
}

/**
 * The words that are written like flags and are none. oclif looks at arguments first, so that `--timout 3` is told that
 * "3" is not an address.
 */
export function unknownFlagsIn(argv: readonly string[], flags: Definitions): string[] {
  const unknown: string[] = []
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    const word = argv[at]!
    if (!/^-[^\d]/.test(word)) continue
    const flag = flagOf(word, flags)
    if (!flag) unknown.push(word)
    else if (flag.type === 'option' && /^--[^=]*$|^-.$/.test(word)) at++ // the next word is its value
  }
  return unknown
}

function flagOf(word: string, flags: Definitions): Definition | undefined {
  if (!word.startsWith('--')) return Object.values(flags).find(({char}) => char === word[1])
  const name = word.slice(2).replace(/=.*/s, '')
  const negated = flags[name.replace(/^no-/, '')]
  return flags[name] ?? (negated?.allowNo ? negated : undefined)
}

function flagWithHabits(flag: Definition, name: string): object {
  if (flag.multiple) return {...flag, multipleNonGreedy: true} // a variable holds one value; repeating needs the flag
  return {...flag, env: flag.env ?? variableOf(name)}
}

function mapValues(values: Definitions = {}, change: (value: Definition, name: string) => object): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]))
}
