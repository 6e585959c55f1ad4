import type {Finding} from '../diagnostics.js'
import type {Host} from '../host/host.js'
import {type Check, type Failure, findingOf, HOPS, type HopName, type Outcome, runChecks} from './check.js'
import {checks as all} from './index.js'
import {Probes} from './probes.js'
import {type Route, routesOf} from './route.js'
import {sharingHost} from './sharing-host.js'
import {type Survey, survey} from './survey.js'
import {readTarget} from './target.js'

export interface ExamineOptions {
  readonly host: Host
  /** URLs, sockets, configurations, services, process numbers; none: everything that runs here. */
  readonly targets?: readonly string[]
  /** Ask the application though it was not named. */
  readonly yes?: boolean
  /** Milliseconds for a request; default 10,000. */
  readonly timeout?: number
  /** Default: all of them. */
  readonly checks?: readonly Check[]
}

/** A hop: red where it is broken, grey where nothing can be said of it because one before it is. */
export interface HopResult {
  readonly hop: HopName
  readonly state: 'ok' | 'warning' | 'broken' | 'behind' | 'skipped' | 'unknown'
  readonly notes: readonly string[]
  readonly time_ms?: number
}

export interface CheckResult {
  readonly id: string
  readonly name: string
  readonly outcome: Outcome
}

/** One way of a request, and what was found on it. */
export interface RouteResult {
  readonly label: string
  readonly hops: readonly HopResult[]
  /** The broken hop first. */
  readonly findings: readonly Finding[]
  readonly checks: readonly CheckResult[]
}

/** What doctor found. */
export interface Examination {
  readonly routes: readonly RouteResult[]
  readonly findings: readonly Finding[]
  /** What could not be seen. */
  readonly blind: readonly string[]
  readonly servers: {readonly uwsgi: number; readonly web: number}
}

/** At most so many ways at once: each probes servers. */
const AT_ONCE = 32

/** Looks at the machine as it is and walks every way that was named. Changes nothing. @throws TsgiError, usage. */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const {yes = false} = options
  const host = sharingHost(options.host)
  const targets = await Promise.all((options.targets ?? []).map((text) => readTarget(text, host)))
  const found = await survey(
    host,
    targets.flatMap((target) => (target.kind === 'file' ? [target.path] : [])),
  )
  const routes = await routesOf(found, targets, {host, mayAsk: yes})
  const results: RouteResult[] = []
  for (let at = 0; at < routes.length; at += AT_ONCE) {
    const some = routes.slice(at, at + AT_ONCE)
    results.push(...(await Promise.all(some.map((route) => examineRoute(route, found, {...options, host})))))
  }
  return {
    routes: results,
    findings: unique(results.flatMap(({findings}) => findings)),
    blind: found.blind,
    servers: {uwsgi: found.uwsgi.length, web: found.web.length},
  }
}

async function examineRoute(route: Route, found: Survey, options: ExamineOptions): Promise<RouteResult> {
  const {host, timeout = 10_000, checks = all} = options
  const probes = new Probes(route, host, timeout)
  const outcomes = await runChecks(checks, {host, survey: found, route, probes})
  const results = checks.map((check, at) => ({check, outcome: outcomes[at]!}))
  const red = results.find(({check, outcome}) => isRed(check, outcome))
  const brokenAt = red ? HOPS.indexOf(red.check.hop) : HOPS.length
  const findings = results.flatMap(({check, outcome}) => {
    if (outcome.status !== 'fail') return []
    const isFirst = check === red?.check
    const severity = outcome.severity ?? check.severity
    // Behind the broken hop, and beside the first cause of it, all is a consequence.
    const isConsequence = red !== undefined && !isFirst && (severity === 'error' || HOPS.indexOf(check.hop) > brokenAt)
    return isConsequence ? [] : [{finding: findingOf(check, outcome), isFirst}]
  })
  findings.sort((one, other) => Number(other.isFirst) - Number(one.isFirst))
  return {
    label: route.label,
    hops: HOPS.map((hop, at) => hopOf(hop, at, brokenAt, results)),
    findings: findings.map(({finding}) => finding),
    checks: results.map(({check: {id, name}, outcome}) => ({id, name, outcome})),
  }
}

function isRed(check: Check, outcome: Outcome): boolean {
  return outcome.status === 'fail' && (outcome.severity ?? check.severity) === 'error'
}

function hopOf(
  hop: HopName,
  at: number,
  brokenAt: number,
  results: readonly {readonly check: Check; readonly outcome: Outcome}[],
): HopResult {
  const own = results.filter(({check}) => check.hop === hop).map(({outcome}) => outcome)
  const notes = own.flatMap((outcome) =>
    outcome.status === 'pass' && outcome.note !== undefined ? [outcome.note] : [],
  )
  if (at > brokenAt) return {hop, state: 'behind', notes: []}
  const times = own.flatMap((outcome) =>
    outcome.status === 'pass' && outcome.time_ms !== undefined ? [outcome.time_ms] : [],
  )
  const time = times.length > 0 ? {time_ms: Math.max(...times)} : {}
  if (at === brokenAt) {
    const red = results.find(({check, outcome}) => check.hop === hop && isRed(check, outcome))?.outcome as Failure
    return {hop, state: 'broken', notes: [red.message], ...time}
  }
  const has = (status: Outcome['status']) => own.some((outcome) => outcome.status === status)
  const state = has('fail') ? 'warning' : has('pass') ? 'ok' : has('unknown') ? 'unknown' : 'skipped'
  return {hop, state, notes, ...time}
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.id} ${finding.message}`, finding])).values()]
}
