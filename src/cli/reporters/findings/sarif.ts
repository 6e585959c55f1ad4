import {createHash} from 'node:crypto'
import {isAbsolute, relative} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Finding, Location} from '../../../diagnostics.js'
import type {FindingsReport, RuleFacts} from './report.js'

const LEVELS = {error: 'error', warning: 'warning', info: 'note'} as const
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** A log of SARIF 2.1.0 (OASIS) with one run. */
export function sarifLog(report: FindingsReport): object {
  const ids = [...new Set(report.findings.map(({id}) => id))].sort()
  const rules = ids.map((id) => ruleOf(report.ruleOf(id) ?? {id, title: id}))
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {driver: {name: 'tsgi', version: report.version, semanticVersion: report.version, rules}},
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, ids.indexOf(finding.id), report)),
      },
    ],
  }
}

function ruleOf({id, title, why, url}: RuleFacts): object {
  return {
    id,
    shortDescription: {text: title},
    ...(why ? {fullDescription: {text: why}, help: {text: why}} : {}),
    ...(url?.startsWith('http') ? {helpUri: url} : {}),
  }
}

function resultOf(finding: Finding, ruleIndex: number, report: FindingsReport): object {
  const {id, severity, message, location} = finding
  return {
    ruleId: id,
    ruleIndex,
    level: LEVELS[severity],
    message: {text: finding.cause ? `${message}: ${finding.cause}` : message},
    ...(location ? {locations: [{physicalLocation: physical(location)}]} : {}),
    partialFingerprints: {'tsgi/v1': fingerprint(finding, report)},
  }
}

function physical({file, line, column, endLine, endColumn}: Location): object {
  return {
    artifactLocation: {uri: uriOf(file)},
    region: {
      startLine: line,
      startColumn: column,
      ...(endLine === undefined ? {} : {endLine}),
      ...(endColumn === undefined ? {} : {endColumn}),
    },
  }
}

/** Relative to where the command runs, so that it is the same on every machine. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin'
  const path = isAbsolute(file) ? relative(process.cwd(), file) : file
  if (path.startsWith('..')) return pathToFileURL(file).href
  return path.split('/').map(encodeURIComponent).join('/')
}

/** Of the rule and the text of the line, so that a finding stays the same when lines above it come and go. */
function fingerprint({id, message, location}: Finding, report: FindingsReport): string {
  const line = location && report.textOf(location.file)?.split('\n')[location.line - 1]
  return createHash('sha256')
    .update([id, location?.file ?? '', line?.trim() ?? message].join('\0'))
    .digest('hex')
    .slice(0, 32)
}
