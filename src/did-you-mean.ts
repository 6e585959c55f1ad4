import {closest, distance} from 'fastest-levenshtein'

/** The known name that was probably meant; undefined when nothing is near enough to be worth saying. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || typed.length < 2) return undefined
  const nearest = closest(typed, known)
  const isNear = distance(typed, nearest) <= Math.ceil(nearest.length / 3) || sorted(typed) === sorted(nearest)
  if (isNear) return nearest
  const longer = known.filter((name) => name.startsWith(typed))
  return longer.length === 1 ? longer[0] : undefined
}

/** Letters in the wrong order are the commonest slip: `pign`. */
function sorted(name: string): string {
  return [...name].sort().join('')
}
