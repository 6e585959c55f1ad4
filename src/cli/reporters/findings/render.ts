import {countFindings, type Finding} from '../../../diagnostics.js'
import {jsonLine, jsonText, schemaOf} from '../../json.js'
import {gccLine} from './gcc.js'
import {githubLine} from './github.js'
import type {FindingFormat, FindingsReport} from './report.js'

/** The text of a report in one of the formats, as it goes to stdout; empty when there is nothing to say. */
export async function renderFindings(format: FindingFormat, report: FindingsReport): Promise<string> {
  const {findings} = report
  if (format === 'gcc') return lines(findings.map(gccLine))
  if (format === 'github') return lines(findings.map(githubLine))
  if (format === 'ndjson') return lines(findings.map(jsonLine))
  if (format === 'json') return jsonText({schema: schemaOf(report.command), ...findingsDocument(findings)})
  if (format === 'sarif') return jsonText((await import('./sarif.js')).sarifLog(report))
  if (format === 'junit') return (await import('./xml.js')).junitText(report)
  if (format === 'checkstyle') return (await import('./xml.js')).checkstyleText(report)
  return (await import('./text.js')).findingsText(report)
}

/** The same in every command that finds; `ok` is the command's to say. */
export interface FindingsDocument {
  readonly ok: boolean
  readonly findings: readonly Finding[]
  readonly summary: {readonly errors: number; readonly warnings: number; readonly infos: number}
}

export function findingsDocument(findings: readonly Finding[], ok = findings.length === 0): FindingsDocument {
  return {ok, findings, summary: countFindings(findings)}
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}
