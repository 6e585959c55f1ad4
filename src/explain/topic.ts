import type {Severity} from '../diagnostics.js'

/** What there is to know about a thing that was asked for by name or number. */
export interface Topic {
  /** `problem`, `option`, `exit code`, …: tells apart what one word may mean. */
  readonly kind: string
  /** `U001`, `harakiri`, `22`. */
  readonly name: string
  /** One line. */
  readonly title: string
  readonly severity?: Severity
  /** Nobody named it: the words of a message come near to its own. */
  readonly isNear?: boolean
  /** Sentences. */
  readonly means?: string
  readonly cause?: string
  /** What is shown as it stands, line by line: an example, bad or good. */
  readonly examples?: readonly (readonly [label: string, text: string])[]
  readonly facts?: readonly (readonly [name: string, value: string])[]
  readonly check?: readonly string[]
  readonly remedy?: readonly string[]
  /** Things to explain next. */
  readonly related?: readonly string[]
  /** A page of docs/, or of the server's own documentation. */
  readonly url?: string
  readonly documentation?: string
}

/** Knows things of one kind; gives back every one that the words may mean. */
export type Lookup = (thing: string) => readonly Topic[] | Promise<readonly Topic[]>
