import type {Evidence, Finding, Location, Severity} from '../diagnostics.js'
import type {Host} from '../host/host.js'
import type {Probes} from './probes.js'
import type {Route} from './route.js'
import type {Survey} from './survey.js'

/** The stations between a client and the application, in the order in which a request passes them. */
export const HOPS = [
  ...(['client', 'web server', 'site', 'socket', 'listener', 'queue', 'workers', 'application', 'around'] as const),
]
export type HopName = (typeof HOPS)[number]

/** What a check found wrong; where it does not say, the check's own severity holds. */
export interface Failure {
  readonly status: 'fail'
  readonly message: string
  readonly severity?: Severity
  readonly location?: Location
  readonly evidence?: readonly Evidence[]
  readonly cause?: string
  readonly remedy: readonly string[]
}

export type Outcome =
  | {readonly status: 'pass'; readonly note?: string; readonly time_ms?: number}
  | {readonly status: 'skip'; readonly reason: string}
  | Failure
  | {readonly status: 'unknown'; readonly reason: string}

/** What a check may look at: one way that a request takes, on one machine. */
export interface Case {
  readonly host: Host
  readonly survey: Survey
  readonly route: Route
  readonly probes: Probes
}

/** One question about one hop. */
export interface Check {
  readonly id: `DR${number}`
  readonly name: string
  readonly hop: HopName
  readonly severity: Severity
  readonly title: string
  /** What the fault is, and what it looks like to a client. */
  readonly why: string
  run(on: Case): Promise<Outcome>
}

export const pass = (note?: string, time_ms?: number): Outcome => ({
  status: 'pass',
  ...(note === undefined ? {} : {note}),
  ...(time_ms === undefined ? {} : {time_ms}),
})
export const skip = (reason: string): Outcome => ({status: 'skip', reason})

/** Milliseconds that a check may take before it is reported as unknown. */
const PATIENCE = 20_000

/** Runs checks at once and gives the outcomes in their order. One that breaks or hangs is unknown, and hides no other. */
export async function runChecks(checks: readonly Check[], on: Case, patience = PATIENCE): Promise<readonly Outcome[]> {
  return Promise.all(checks.map((check) => bounded(check, on, patience)))
}

async function bounded(check: Check, on: Case, patience: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({status: 'unknown', reason: `no result after ${patience / 1000} s`}), patience)
  })
  try {
    return await Promise.race([check.run(on), late])
  } catch (error) {
    return {status: 'unknown', reason: `this check failed: ${error instanceof Error ? error.message : String(error)}`}
  } finally {
    clearTimeout(timer)
  }
}

/** A failure in the shape of every command that finds. */
export function findingOf(check: Check, {status: _, severity, evidence, ...failure}: Failure): Finding {
  const lines = evidence?.flatMap(inLines)
  return {
    ...{id: check.id, severity: severity ?? check.severity, ...failure},
    ...(lines && lines.length > 0 ? {evidence: lines} : {}),
    url: `docs/checks.md#${check.id.toLowerCase()}`,
  }
}

/** Each line by itself: that is how it can be shown. */
function inLines({text, source}: Evidence): Evidence[] {
  const [first = '', ...more] = text.split('\n').filter((line) => line !== '')
  return [{text: first, ...(source === undefined ? {} : {source})}, ...more.map((line) => ({text: line}))]
}
