/** How bad a finding is: an error breaks or opens the deployment, a warning will hurt, an info is a missing good default. */
export type Severity = 'error' | 'warning' | 'info'

/** The severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** A place in a file; lines and columns count from 1, columns in characters (UTF-16 units). */
export interface Location {
  /** As it was given or found; `-` is standard input. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  /** Behind the last character. */
  readonly endColumn?: number
}

/** What shows that a finding is true: a line of a file or a log, the output of a command. */
export interface Evidence {
  readonly text: string
  /** `/etc/nginx/nginx.conf:12`, or the command that prints it. */
  readonly source?: string
}

/** Replaces the text from `start` up to `end`, offsets into the file's text (UTF-16 units), by `text`. */
export interface Edit {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Edits that remove the finding. Safe: the meaning that was wanted stays; the rest of the file stays byte for byte. */
export interface Fix {
  readonly safe: boolean
  readonly edits: readonly Edit[]
}

/** What lint, check, explain and doctor find: one shape in every command that finds. */
export interface Finding {
  /** `UW101`, `NX003`, `DR012`, `U001`: stable, documented in docs/. */
  readonly id: string
  readonly severity: Severity
  /** What is wrong, with the value that is; one sentence, lower case, no full stop. */
  readonly message: string
  readonly location?: Location
  readonly evidence?: readonly Evidence[]
  readonly cause?: string
  /** Commands or edits, the most direct first. */
  readonly remedy?: readonly string[]
  readonly fix?: Fix
  /** The page of docs/ that explains it. */
  readonly url?: string
}

/** How many findings there are of each severity. */
export interface FindingCounts {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return {errors: of('error'), warnings: of('warning'), infos: of('info')}
}

/** Whether a severity reaches a threshold: an error reaches `warning`. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold)
}
