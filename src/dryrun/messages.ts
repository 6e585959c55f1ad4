import type {Finding, Severity} from '../diagnostics.js'

/** How a program words what it finds. */
export interface MessageForm {
  readonly id: string
  readonly severity: Severity
  /** Of one line. Groups: `message`; `file`, `line`, `column` as far as the program tells. */
  readonly pattern: RegExp
}

/** The lines that say something, by the first form that fits each; the others are chatter. */
export function findingsIn(output: string, forms: readonly MessageForm[]): Finding[] {
  return output.split(/\r?\n/).flatMap((text) => {
    for (const {id, severity, pattern} of forms) {
      const groups = pattern.exec(text)?.groups
      if (groups) return [findingOf(text, {id, severity}, groups)]
    }
    return []
  })
}

function findingOf(
  text: string,
  {id, severity}: Pick<Finding, 'id' | 'severity'>,
  {message = text, file, line, column}: Readonly<Record<string, string>>,
): Finding {
  const finding = {id, severity, message: message.trim().replace(/\.$/, ''), evidence: [{text}]}
  if (file === undefined) return finding
  return {...finding, location: {file, line: Number(line ?? 1), column: Number(column ?? 1)}}
}
