import type {Finding} from '../../../diagnostics.js'

/** What is known of the rule, the check or the problem behind a finding, for formats that carry it along. */
export interface RuleFacts {
  readonly id: string
  readonly title: string
  readonly why?: string
  readonly url?: string
}

/** Findings, and what a format may need to show them. */
export interface FindingsReport {
  /** Of the command that found them: `lint`, `check`, `doctor`, `explain`. */
  readonly command: string
  readonly version: string
  readonly findings: readonly Finding[]
  /** Files that were looked at, those without a finding too. */
  readonly files: readonly string[]
  ruleOf(id: string): RuleFacts | undefined
  /** The text of a file that was looked at, to show a line of it. */
  textOf(file: string): string | undefined
}

/** The formats of every command that finds; `text` is for people. */
export const FINDING_FORMATS = ['text', 'gcc', 'json', 'ndjson', 'sarif', 'github', 'junit', 'checkstyle'] as const
export type FindingFormat = (typeof FINDING_FORMATS)[number]

/** The findings of each file, in the order of the lines; those without a file stand under `''`. */
export function byFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const file = finding.location?.file ?? ''
    const those = files.get(file)
    if (those) those.push(finding)
    else files.set(file, [finding])
  }
  return files
}
