import type {Finding} from '../../../diagnostics.js'
import {printable} from '../../printable.js'

/** `file:line:column: severity: message [ID]`, which editors and `grep` know. */
export function gccLine({id, severity, message, location}: Finding): string {
  const level = severity === 'info' ? 'note' : severity
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : ''
  return printable(`${place}${level}: ${message} [${id}]`)
}
