import type {Location} from '../diagnostics.js'
import type {Subject} from './subjects.js'

/** What files have to agree on: little enough to keep of ten thousand files. */
export interface Facts {
  readonly kind: Subject['kind']
  readonly file: string
}

/** A value, and where it stands. */
export interface Stated<T> {
  readonly value: T
  readonly at: Location
}

/** What the rules between files need of one. */
export function factsOf({kind, file}: Subject): Facts {
  return {kind, file}
}
