import type {Finding} from '../../diagnostics.js'
import {printable} from '../printable.js'

/** `shop.conf:12:1: error: unknown directive "proces" [NX001]`, as compilers say it; one line for each finding. */
export function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({id, severity, message, location}) => {
    const place = location ? `${location.file}:${location.line}:${location.column}: ` : ''
    return printable(`${place}${severity}: ${message} [${id}]`)
  })
}
