import type {ConfigKind} from '../config/kind.js'
import type {Fix, Location, Severity} from '../diagnostics.js'
import type {Facts} from './facts.js'
import type {SubjectOf} from './subjects.js'

/** One place where a rule is broken. */
export interface Report {
  readonly at: Location
  /** What is wrong with this value, lower case, no full stop. */
  readonly message: string
  /** Where it differs from the rule's own. */
  readonly severity?: Severity
  /** What to write or type, the most direct first. */
  readonly remedy?: readonly string[]
  readonly fix?: Fix
}

/** An example of a rule: a text, or several files by name for a rule between files. */
export type Example = string | Readonly<Record<string, string>>

interface RuleWords {
  /** `UW101`: stable. */
  readonly id: string
  /** What it is called in prose: `no-inline-comments`. */
  readonly name: string
  readonly severity: Severity
  /** What to do, imperative, lower case. */
  readonly title: string
  /** What breaks in production, in a few sentences. */
  readonly why: string
  readonly examples: {
    /** Yields exactly one finding of this rule. */
    readonly bad: Example
    /** Yields none; when the rule can fix, the fixed `bad`. */
    readonly good: Example
  }
  /** Pages of the server's own documentation, files of its sources. */
  readonly references: readonly string[]
}

/** A rule about files of one kind. */
export interface FileRule<K extends ConfigKind = ConfigKind> extends RuleWords {
  readonly kind: K
  run(subject: SubjectOf<K>): Iterable<Report>
}

/** A rule between files. */
export interface CrossRule extends RuleWords {
  readonly kind: 'between'
  run(files: readonly Facts[]): Iterable<Report>
}

export type Rule = {[K in ConfigKind]: FileRule<K>}[ConfigKind] | CrossRule

/** Types the subject of a rule by its kind. */
export function defineRule<K extends ConfigKind>(rule: FileRule<K>): FileRule<K> {
  return rule
}

/** A rule that compares files with each other. */
export function defineCrossRule(rule: CrossRule): CrossRule {
  return rule
}
