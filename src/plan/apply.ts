import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Action} from './action.js'
import {type Change, foreignPaths, type Plan} from './plan.js'
import {applyChange} from './step.js'

/** Where actions are written down before they happen. */
export interface ActionLog {
  /** Lasts on disk before it resolves; `step` counts from 0 in the plan, `old` is the content of the file that is there. */
  begin(step: number, action: Action, old?: Uint8Array): Promise<number>
  done(number: number): Promise<void>
}

export interface ApplyOptions {
  readonly host: Host
  readonly log?: ActionLog
  /** Overwrites what somebody else wrote or changed; a copy is kept beside it. */
  readonly force?: boolean
  /** Stops between two steps. */
  readonly signal?: AbortSignal
  readonly onChange?: (change: Change) => void
  /** Output of commands, as it comes. */
  readonly onOutput?: (chunk: Buffer) => void
}

/** What was done, in order; what was as wanted already is not in it. */
export interface Applied {
  readonly changes: readonly (Change & {
    /** Where the old content of a file of somebody else lies. */
    readonly backup?: string
  })[]
}

/**
 * Does what a plan says, step by step. Each file is old or new at any moment, never half.
 *
 * @throws TsgiError `TSGI_CHANGED_BY_HAND` before anything was done; environment when a step fails: what was done before
 * it stays, and is in the log.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Applied> {
  if (!options.force) refuseForeign(plan)
  const at = new Date()
  const changes: Applied['changes'][number][] = []
  for (const [step, change] of plan.changes.entries()) {
    if (change.action === 'unchanged') continue
    if (options.signal?.aborted) throw interruptedAfter(changes.length, plan)
    const backup = await applyChange(change, {options, step, at})
    const done = {...change, ...(backup === undefined ? {} : {backup})}
    changes.push(done)
    options.onChange?.(done)
  }
  return {changes}
}

function refuseForeign(plan: Plan): void {
  const paths = foreignPaths(plan)
  if (paths.length === 0) return
  const what = paths.length === 1 ? paths[0] : `${paths.length} files (${paths.join(', ')})`
  throw new TsgiError(`${what} would be overwritten, and tsgi did not write it, or somebody changed it since`, {
    code: 'TSGI_CHANGED_BY_HAND',
    kind: 'negative',
    suggestions: ['--dry-run shows the difference', '--force overwrites, and keeps a copy beside it'],
  })
}

function interruptedAfter(count: number, {changes}: Plan): TsgiError {
  const all = changes.filter(({action}) => action !== 'unchanged').length
  const message = `interrupted after ${count} of ${all} steps; run it again to go on`
  return new TsgiError(message, {code: 'TSGI_INTERRUPTED', kind: 'negative'})
}
