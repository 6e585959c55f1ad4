import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import type {ExportedOption} from '../../config/uwsgi/exported.js'
import type {Finding, Severity} from '../../diagnostics.js'
import type {Host} from '../../host/host.js'
import {problemById, problemUrl} from '../../knowledge/problems/index.js'
import type {UwsgiBinary} from './binary.js'
import type {Said} from './said.js'

/** All that is known when the dry run is over. */
export interface DryRun {
  readonly host: Host
  readonly config: ExpandedConfig
  readonly binary: UwsgiBinary
  /** The folder that uWSGI was started in. */
  readonly folder: string
  readonly known: ReadonlySet<string> | undefined
  readonly said: Said
  /** 124: the time was up. */
  readonly code: number
  /** Milliseconds that it had. */
  readonly timeout: number
}

/** The finding of what uWSGI says and no known problem explains. */
export const UNKNOWN_ID = 'UW000'

type More = Omit<Finding, 'id' | 'message' | 'severity' | 'location' | 'url'>

/** A finding that is a known problem, at the line of an option. */
export function findingAt(
  id: string,
  message: string,
  {
    option,
    severity = 'error',
    ...more
  }: More & {readonly option?: ExportedOption | undefined; readonly severity?: Severity},
): Finding {
  return {
    ...{id, severity, message},
    ...(option ? {location: option.option.location} : {}),
    ...more,
    ...(problemById(id) ? {url: problemUrl(id)} : {}),
  }
}

/** The last option of these names: the one that counts. */
export function lastOf({options}: ExpandedConfig, names: RegExp): ExportedOption | undefined {
  return options.findLast(({name}) => names.test(name))
}
