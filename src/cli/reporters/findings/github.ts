import type {Finding} from '../../../diagnostics.js'

const LEVELS = {error: 'error', warning: 'warning', info: 'notice'} as const

/**
 * A workflow command that annotates a line of a pull request.
 *
 * Source: GitHub's workflow commands for Actions; `%`, CR and LF are escaped, in properties `:` and `,` too.
 */
export function githubLine({id, severity, message, location}: Finding): string {
  const place = location && {
    file: location.file,
    line: location.line,
    endLine: location.endLine,
    col: location.column,
    // GitHub takes columns only of one line.
    endColumn: location.endLine === location.line ? location.endColumn : undefined,
  }
  const properties = Object.entries({...place, title: id})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`)
  return `::${LEVELS[severity]} ${properties.join(',')}::${data(message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
