type Definitions = Record<string, {type?: string; multiple?: boolean | undefined; env?: string | undefined}>

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

function flagWithHabits(flag: Definitions[string], name: string): object {
  if (flag.multiple) return {...flag, multipleNonGreedy: true} // a variable holds one value; repeating needs the flag
  return {...flag, env: flag.env ?? variableOf(name)}
}

function mapValues(values: Definitions = {}, change: (value: Definitions[string], name: string) => object): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]))
}
