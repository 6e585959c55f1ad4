import type {Severity} from '../../diagnostics.js'
import type {UwsgiConfig, UwsgiOption, UwsgiProblem} from './model.js'

/** What is found wrong while a configuration is followed. */
export class Reports {
  readonly problems: UwsgiProblem[] = []
  /** True once uWSGI would have given up. */
  isRefused = false
  readonly #said = new Set<string>()

  /** What uWSGI does not start with. */
  refuse(kind: string, message: string, {location}: UwsgiOption): void {
    this.isRefused = true
    this.#once({kind, message, location, severity: 'error'})
  }

  report(kind: string, message: string, location: UwsgiProblem['location'], severity: Severity): void {
    this.#once({kind, message, location, severity})
  }

  /** What was found while a file was read, and that the section that was asked for is not in it. */
  file(config: UwsgiConfig, options: readonly UwsgiOption[], section: string): void {
    for (const problem of config.problems) this.#once(problem)
    const isBroken = config.problems.some(({kind}) => kind === 'syntax') || options.some(({crashes}) => crashes)
    if (isBroken) this.isRefused = true
    if (options.length === 0) this.#noSection(config, section)
  }

  /** An ini without it gets a warning in the log, and nothing is configured; XML and JSON are refused. */
  #noSection({file, format, sections, problems}: UwsgiConfig, section: string): void {
    const isThere = sections.some(({name}) => name === section)
    if (!isThere && (format === 'json' || format === 'xml')) this.isRefused = true
    if (problems.some(({severity}) => severity === 'error')) return
    const message = isThere ? `the section "${section}" of ${file} is empty` : `${file} has no section "${section}"`
    this.report('no-section', message, {file, line: 1, column: 1}, isThere ? 'warning' : 'error')
  }

  /** A file may be read for one section after the other. */
  #once(problem: UwsgiProblem): void {
    const {kind, location, message} = problem
    const key = JSON.stringify([kind, location.file, location.line, location.column, message])
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.problems.push(problem)
  }
}
