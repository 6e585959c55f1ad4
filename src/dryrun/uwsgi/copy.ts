import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import type {ExportedOption} from '../../config/uwsgi/exported.js'
import type {Location} from '../../diagnostics.js'
import {dryRunOption} from '../../knowledge/uwsgi-dry-run.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {fetches, iniValue, isSayable, rewrittenValue, runningPlaceholders} from './value.js'

/** An option that the copy does not have, or not as it was. */
export interface LeftOut {
  readonly name: string
  readonly value: string
  readonly reason: string
  readonly location: Location
  /** It is not what a server does that is missing, but what the configuration says: the result may differ. */
  readonly matters: boolean
}

/** A configuration in which nothing binds, writes, deletes, runs or hooks, as one ini without includes and logic. */
export interface SafeCopy {
  readonly text: string
  readonly leftOut: readonly LeftOut[]
}

export interface CopyOptions {
  /** What `$(…)` is replaced by. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** A path where nothing is and nothing will be: with a socket uWSGI has workers, and `need-app` counts. */
  readonly socket: string
  /** `@(exec://…)` and its kin stay: uWSGI runs them. */
  readonly mayRun?: boolean
  /** Takes the place of the user that the configuration names; numbers. */
  readonly user?: {readonly uid: number; readonly gid: number}
  /** Names that the uWSGI at hand knows, with the plugins of the configuration; undefined: nobody told. */
  readonly known?: ReadonlySet<string>
}

/** Without these the configuration is another one. */
const CONFIGURES =
  /^(config|config-py|fallback-config|zeus|ldap|sqlite3?|inject-(before|after)|resolve|pyrun|py|python)$/
const USER = /^(immediate-)?[ug]id$|^add-gid$/
/** What a language loads as an application that it counts: `need-app` may be asked for. */
const COUNTED =
  /^(module|wsgi|wsgi-file|file|mount|psgi|rack|rails|pump|web3|wsgi-lite|pecan|paste|ini-paste|ini-paste-logged|eval|pypy-wsgi|pypy-wsgi-file)$/

/** Makes the copy: what is not known to be safe is not in it. */
export function safeCopy(config: ExpandedConfig, options: CopyOptions): SafeCopy {
  const lines: string[] = []
  const leftOut: LeftOut[] = []
  for (const option of config.options) {
    const copied = copyOf(option, options)
    if (copied.line !== undefined) lines.push(copied.line)
    if (copied.reason !== undefined) {
      const {name, value, option: written} = option
      leftOut.push({name, value, reason: copied.reason, location: written.location, matters: copied.matters ?? false})
    }
  }
  return {text: `[uwsgi]\n${[...lines, ...additions(config, options)].join('\n')}\n`, leftOut}
}

interface Copied {
  readonly line?: string
  readonly reason?: string
  readonly matters?: boolean
}

function copyOf({name, value, option: written}: ExportedOption, options: CopyOptions): Copied {
  const {user, known} = options
  if (user && USER.test(name)) return {reason: 'another user was asked for'}
  if (isPlaceholder(written, name)) return asLine('set-placeholder', `${name}=${value}`, options)
  const facts = dryRunOption(name)
  // A name that only the uWSGI at hand knows may do anything; one that nobody knows does nothing.
  if (!facts && (known === undefined || known.has(name))) {
    return {reason: 'nothing is known of it here, so it is not tried', matters: true}
  }
  if (!facts || facts.class === 'safe' || USER.test(name)) return asLine(name, value, options)
  if (facts.class === 'removed') return {reason: facts.reason, matters: CONFIGURES.test(name)}
  if (!/^(cache2|sharedarea)$/.test(name)) return {}
  const {value: rewritten, without} = rewrittenValue(name, value)
  const left = without.length > 0 ? {reason: `${facts.reason} (${without.join(', ')})`} : {}
  return rewritten === undefined ? left : {...asLine(name, rewritten, options), ...left}
}

/** `set-ph = name=value` stands in the list by its own name. */
function isPlaceholder(written: {readonly name: string}, name: string): boolean {
  return /^set-(ph|placeholder)$/.test(written.name) && written.name !== name
}

function asLine(name: string, value: string, {environment, mayRun = false}: CopyOptions): Copied {
  if (!isSayable(name, value))
    return {reason: 'a line of an ini cannot say it', matters: dryRunOption(name) !== undefined}
  if (!mayRun && fetches(name, value)) return {reason: 'uWSGI would run or fetch something for it', matters: true}
  const line = `${name} = ${iniValue(value, {environment, mayRun})}`
  const [runs] = mayRun ? [] : runningPlaceholders(value)
  return runs === undefined ? {line} : {line, reason: `${runs} is not run, and stays as it is`, matters: true}
}

/** What uWSGI is told on top; the last word counts. */
function additions({options}: ExpandedConfig, {socket, user}: CopyOptions): string[] {
  const turnedOn = (flag: string) =>
    options.some(({name}) => dryRunOption(name)?.class === 'removed' && uwsgiOption(name)?.flags.includes(flag))
  return [
    ...(turnedOn('master') ? ['master = true'] : []),
    ...(turnedOn('threads') ? ['enable-threads = true'] : []),
    ...(user ? [`gid = ${user.gid}`, `uid = ${user.uid}`] : []),
    ...(options.some(({name}) => COUNTED.test(name)) ? ['need-app = true'] : []),
    // Nobody's folder gets a __pycache__, whatever the configuration says.
    ...(options.some(({name}) => uwsgiOption(name)?.plugin !== undefined) ? ['env = PYTHONDONTWRITEBYTECODE=1'] : []),
    `socket = ${iniValue(socket, {environment: {}, mayRun: false})}`,
    'no-server = true',
  ]
}
