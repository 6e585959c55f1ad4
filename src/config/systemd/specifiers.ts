/** What the specifiers of a unit tell of; what is not given is not known. */
export interface UnitFacts {
  /** `shop@blue.service`. */
  readonly name: string
  readonly user?: string
  readonly home?: string
  readonly hostname?: string
}

/** Folders of the system's manager. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['t', '/run'],
  ['S', '/var/lib'],
  ['C', '/var/cache'],
  ['L', '/var/log'],
  ['E', '/etc'],
  ['T', '/tmp'],
  ['V', '/var/tmp'],
  ['%', '%'],
])
/** Real ones, whose value only a running machine tells. */
const UNTOLD = 'aAbBcdDfgGjJlmMoqRrsUvwWyY'

/** A text with its specifiers replaced. */
export interface Specified {
  readonly value: string
  /** False when a specifier could not be known: it still stands there. */
  readonly isKnown: boolean
  /** Specifiers that there are none of: systemd refuses the line. */
  readonly wrong: readonly string[]
}

/** Replaces `%i`, `%n`, `%t` and their kin, as the system's manager would. */
export function replaceSpecifiers(text: string, facts: UnitFacts): Specified {
  const wrong: string[] = []
  let isKnown = true
  const value = text.replace(/%(.?)/gsu, (whole, letter: string) => {
    const found = specifier(letter, facts)
    if (found !== undefined) return found
    if (letter !== '' && `${UNTOLD}uhH`.includes(letter)) isKnown = false
    else wrong.push(whole)
    return whole
  })
  return {value, isKnown, wrong}
}

function specifier(letter: string, {name, user, home, hostname}: UnitFacts): string | undefined {
  const stem = name.replace(/\.[^.]*$/, '')
  const at = stem.indexOf('@')
  const [prefix, instance] = at < 0 ? [stem, ''] : [stem.slice(0, at), stem.slice(at + 1)]
  switch (letter) {
    case 'n':
      return name
    case 'N':
      return stem
    case 'p':
      return prefix
    case 'P':
      return unescaped(prefix)
    case 'i':
      return instance
    case 'I':
      return unescaped(instance)
    case 'j':
      return prefix.slice(prefix.lastIndexOf('-') + 1)
    case 'J':
      return unescaped(prefix.slice(prefix.lastIndexOf('-') + 1))
    case 'u':
      return user
    case 'h':
      return home
    case 'H':
      return hostname
    default:
      return FOLDERS.get(letter)
  }
}

/** `srv-shop\x2dblue` is `srv/shop-blue`. */
function unescaped(name: string): string {
  const bytes = name.replaceAll('-', '/').replace(/\\x([\da-f]{2})/gi, (_, hex: string) => `%${hex}`)
  try {
    return decodeURIComponent(bytes.replace(/%(?![\da-f]{2})/gi, '%25'))
  } catch {
    return name
  }
}
