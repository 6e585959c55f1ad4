import type {Finding, Severity} from '../diagnostics.js'
import type {Subject} from './subjects.js'
import {UNREADABLE} from './unruled.js'

/** What the reader of a configuration stumbled over, as findings. */
export function problemFindings(subject: Subject): Finding[] {
  const problems = 'problems' in subject ? subject.problems : []
  return problems.map(({message, location, isMissingInclude, ...more}) => ({
    id: UNREADABLE[subject.kind],
    severity: severityOf({isMissingInclude, ...more}),
    message,
    location,
    url: `docs/rules/${UNREADABLE[subject.kind]}.md`,
  }))
}

/** A file may be linted elsewhere than where it will stand: what it includes may not be here. */
function severityOf(problem: {
  readonly isMissingInclude?: boolean | undefined
  readonly kind?: string
  readonly severity?: Severity
}): Severity {
  if (problem.isMissingInclude || problem.kind === 'include-missing' || problem.kind === 'file-missing') return 'info'
  return problem.severity ?? 'error'
}
