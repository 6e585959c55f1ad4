import {uwsgiOption, uwsgiShortOption} from '../knowledge/uwsgi-options.js'

/**
 * Words that begin with a dash and are things, not flags: messages of uWSGI (`--- no python application found …`) and
 * its options (`--harakiri`). A blank before them keeps the parser from taking them for flags of this command.
 */
export function asThings(argv: readonly string[], flags: Readonly<Record<string, unknown>>): string[] {
  const end = argv.indexOf('--')
  return argv.map((word, at) => ((end === -1 || at < end) && isThing(word, flags) ? ` ${word}` : word))
}

function isThing(word: string, flags: Readonly<Record<string, unknown>>): boolean {
  if (/^-[^=]*\s/.test(word)) return true
  const {name, letter} = /^(?:--(?:no-)?(?<name>[a-z][a-z\d-]*)|-(?<letter>[A-Za-z]))(?:=.*)?$/.exec(word)?.groups ?? {}
  if (name !== undefined) return !Object.hasOwn(flags, name) && uwsgiOption(word.replace(/^--|=.*/g, '')) !== undefined
  const isOurs = Object.values(flags).some((flag) => (flag as {char?: string}).char === letter)
  return letter !== undefined && letter !== 'h' && !isOurs && uwsgiShortOption(letter) !== undefined
}
