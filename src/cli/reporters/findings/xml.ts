import type {Finding} from '../../../diagnostics.js'
import {defineTemplate} from '../../../render/template.js'
import {byFile, type FindingsReport} from './report.js'

/** Every text is escaped for an attribute. */
export interface XmlReport {
  readonly name: string
  readonly version: string
  readonly tests: number
  readonly failures: number
  readonly files: readonly {
    readonly name: string
    readonly tests: number
    readonly failures: number
    readonly findings: readonly {
      readonly id: string
      readonly severity: string
      readonly message: string
      readonly line: number
      readonly column: number
      readonly where: string
    }[]
  }[]
}

const junit = defineTemplate<XmlReport>('reports/junit.hbs')
const checkstyle = defineTemplate<XmlReport>('reports/checkstyle.hbs')

/** A test suite for each file, a failed test for each finding; a file without one is a test that passed. */
export function junitText(report: FindingsReport): Promise<string> {
  return junit.render(contextOf(report))
}

/** The format of Checkstyle, which many a dashboard reads. */
export function checkstyleText(report: FindingsReport): Promise<string> {
  return checkstyle.render(contextOf(report))
}

function contextOf({command, version, findings, files}: FindingsReport): XmlReport {
  const found = byFile(findings)
  const names = [...new Set([...files, ...found.keys()])]
  const suites = names.map((name) => suiteOf(name, found.get(name) ?? []))
  return {
    name: `tsgi ${command}`,
    version: escaped(version),
    tests: suites.reduce((sum, {tests}) => sum + tests, 0),
    failures: findings.length,
    files: suites,
  }
}

function suiteOf(name: string, findings: readonly Finding[]): XmlReport['files'][number] {
  return {
    name: escaped(name === '' ? 'this machine' : name),
    tests: Math.max(findings.length, 1),
    failures: findings.length,
    findings: findings.map(({id, severity, message, location}) => ({
      id: escaped(id),
      severity,
      message: escaped(message),
      line: location?.line ?? 0,
      column: location?.column ?? 0,
      where: escaped(location ? `${location.file}:${location.line}:${location.column}` : ''),
    })),
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
/** XML 1.0 has no way to write these (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IMPOSSIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu

function escaped(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
