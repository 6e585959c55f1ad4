import type {Deployment} from './deployment.js'
import type {DescriptionProblem} from './problem.js'

/** Values that are good each for itself, and not together. Each names both keys. */
export function contradictionsOf(_deployment: Deployment): readonly DescriptionProblem[] {
  return []
}
