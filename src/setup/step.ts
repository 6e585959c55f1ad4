import type {Deployment} from '../deployment/deployment.js'
import type {DeploymentDescription} from '../deployment/description.js'
import type {Host} from '../host/host.js'
import type {Wanted} from '../plan/plan.js'
import type {DeploymentFile} from '../render/deployment-files.js'
import type {Machine} from './machine.js'

/** What a walk is about. */
export interface Situation {
  readonly host: Host
  /** Of the application, absolute. */
  readonly folder: string
  readonly machine: Machine
  readonly description: DeploymentDescription
  readonly deployment: Deployment
  /** Rendered from the deployment. */
  readonly files: readonly DeploymentFile[]
  /** Of `tsgi.yaml`, as it should be. */
  readonly text: string
  /** SHA-256 of what tsgi wrote at a path. */
  readonly written: (path: string) => readonly string[]
  /** Whether a configuration was written since uWSGI last read it. */
  readonly isChangedSinceStart: (path: string) => boolean
  /** Takes the site that comes with the web server out of the way. */
  readonly replacesDefault: boolean
}

/** Something that was looked at, and found to be so or not. */
export interface Check {
  readonly ok: boolean
  /** `uWSGI runs as www-data`. */
  readonly what: string
  /** Why not; or what it said. */
  readonly detail?: string
  /** Milliseconds. */
  readonly time_ms?: number
  readonly suggestions?: readonly string[]
}

export const STEPS = ['install', 'configure', 'connect', 'start'] as const
export type StepName = (typeof STEPS)[number]

/** One of the four steps. */
export interface Step {
  readonly name: StepName
  /** For a headline: `Install uWSGI, its plugins and the web server`. */
  readonly title: string
  /** What is to be done, in order; against what stands there it may be nothing. */
  wanted(situation: Situation): Promise<readonly Wanted[]>
  /** Whether it holds now. */
  verify(situation: Situation): Promise<readonly Check[]>
}

/** How a step is called where several are spoken of: `step 2, configure`. */
export function stepLabel(name: StepName): string {
  return `step ${STEPS.indexOf(name) + 1}, ${name}`
}
