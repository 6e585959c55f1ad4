import type {Finding} from '../diagnostics.js'

/** What a server's own test said of a configuration. */
export interface Verdict {
  readonly ok: boolean
  /** Places are those of the user's file. */
  readonly findings: readonly Finding[]
  /** What was run: program and arguments. */
  readonly command: readonly string[]
  /** What it printed, both streams. */
  readonly output: string
}
