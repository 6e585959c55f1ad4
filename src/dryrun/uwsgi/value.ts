/** What becomes of a value in the copy; `undefined`: the option is left out. */
export interface CopiedValue {
  readonly value: string | undefined
  /** What was taken out of it, for a person. */
  readonly without: readonly string[]
}

const kept = (value: string): CopiedValue => ({value, without: []})

/** Of `cache2` what makes a cache in memory; the rest opens files or talks to other machines. */
const CACHE_KEYS =
  /^(name|max_items|maxitems|items|blocksize|bsize|blocks|bitmap|keysize|hash|hashsize|hash_size|lastmod|ignore_full|purge_lru|lazy_expire|sweep_on_full|clear_on_full|no_expire|expires|expire|math_initial)$/
const SHAREDAREA_KEYS = /^(pages|size)$/

/** A value of an option that is rewritten because of what it may hold. */
export function rewrittenValue(name: string, value: string): CopiedValue {
  if (name === 'cache2') return onlyKeys(value, CACHE_KEYS)
  if (name === 'sharedarea') {
    // A bare number is a number of pages; anything else may be a file or a descriptor that is mapped.
    const isPlain = value.split(',').every((pair) => /^\d+$/.test(pair) || SHAREDAREA_KEYS.test(pair.split('=')[0]!))
    return isPlain ? kept(value) : {value: undefined, without: [value]}
  }
  return kept(value)
}

function onlyKeys(value: string, keys: RegExp): CopiedValue {
  if (!value.includes('=')) return kept(value)
  const pairs = value.split(',')
  const isKept = (pair: string) => keys.test(pair.split('=')[0]!.trim())
  return {value: pairs.filter(isKept).join(','), without: pairs.filter((pair) => !isKept(pair))}
}

/** Options whose value is text, and never the place of something that uWSGI opens. */
const PLAIN_TEXT =
  /^(i?env|set-ph|set-placeholder|.*route.*|add-header|.*-page-.*|php-(set|var|constant)|log.*format.*)$/
const RUNS = /(?:^|[=,\s])(?:exec|call|callint|fd|sym|emperor|http|https):\/\//

/** What uWSGI would run, or fetch, to have the file that an option names: `wsgi-file = exec://…`. */
export function fetches(name: string, value: string): boolean {
  return !PLAIN_TEXT.test(name) && RUNS.test(value)
}

/** The placeholders that uWSGI would run something for: `@(exec://…)`, `@(http://…)`. */
export function runningPlaceholders(value: string): readonly string[] {
  return [...value.matchAll(/@\([^()]*(?:\([^()]*\)[^()]*)*\)?/g)].map(([text]) => text)
}

/**
 * A value, placeholders replaced, as a line of an ini says it: `%` twice, and nothing left that would be replaced again. What
 * is left of `@(…)` would run; `$(…)` of a variable that is there was the first thing in what came in, and stays.
 */
export function iniValue(
  value: string,
  {environment, mayRun}: {readonly environment: Readonly<Record<string, string | undefined>>; readonly mayRun: boolean},
): string {
  const quiet = mayRun ? value : value.replaceAll('@(', '@ (')
  return quiet
    .replace(/\$\(([^)]*)/g, (whole, name: string) =>
      environment[name] === undefined ? whole : whole.replace('(', ' ('),
    )
    .replace(/%(?!\()/g, '%%')
}

/** Whether a line of an ini can say it at all: names and values of JSON, YAML and the environment may hold anything. */
export function isSayable(name: string, value: string): boolean {
  return /^[\w.-][\w.:-]*$/.test(name) && !/[\r\n\0]/.test(value) && value === value.replace(/^[ \t]+|[ \t]+$/g, '')
}
