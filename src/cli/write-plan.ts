import type {Command} from '@oclif/core'
import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Applied, ApplyOptions} from '../plan/apply.js'
import {foreignPaths, hasChanges, type Plan} from '../plan/plan.js'
import {type AskFlags, canAsk, confirmed} from './ask.js'
import {chalkFor} from './colour.js'
import {untilInterrupted} from './interruption.js'
import {type ChangeDocument, changeDocument, diffLines, planLines, shortPath} from './reporters/plan.js'

export interface WritePlanOptions {
  readonly host: Host
  readonly flags: AskFlags & {readonly 'dry-run'?: boolean; readonly force?: boolean}
  /** Paths are shown as seen from here. */
  readonly from: string
  /** What applies it; `applyPlan` unless something goes around it: a lock, a journal. */
  readonly apply?: (plan: Plan, options: ApplyOptions) => Promise<Applied>
}

export interface PlanOutcome {
  readonly dry_run: boolean
  readonly changes: readonly ChangeDocument[]
}

/**
 * Shows what would be done, asks where somebody can be asked, does it, and says what was done.
 *
 * @throws TsgiError `TSGI_CANCELLED` after a no; `TSGI_CHANGED_BY_HAND` where a file of somebody else would be overwritten
 * and nobody said yes to that.
 */
export async function writePlan(command: Command, plan: Plan, options: WritePlanOptions): Promise<PlanOutcome> {
  const {flags} = options
  const isDry = flags['dry-run'] ?? false
  if (!hasChanges(plan)) {
    command.logToStderr('nothing to do: everything is as it should be')
    return {dry_run: isDry, changes: plan.changes.map(changeDocument)}
  }
  await showPlan(command, plan, options)
  if (isDry) return {dry_run: true, changes: plan.changes.map(changeDocument)}
  const isAsked = !flags.yes && canAsk(flags)
  if (isAsked && !(await confirmed('Apply?'))) throw cancelled()
  return {dry_run: false, changes: await applied(command, plan, {...options, force: flags.force || isAsked})}
}

/** The plan is the conversation; of a dry run it is the answer. */
async function showPlan(command: Command, plan: Plan, {flags, from}: WritePlanOptions): Promise<void> {
  const isAnswer = flags['dry-run'] ?? false
  const chalk = await chalkFor(isAnswer ? 'stdout' : 'stderr')
  const lines = [...planLines(plan, {chalk, from}), ...diffLines(plan, {chalk, from, withNew: isAnswer})]
  for (const line of lines) isAnswer ? command.log(line) : command.logToStderr(line)
  if (foreignPaths(plan).length > 0) command.logToStderr('a copy of what was changed by hand is kept beside it')
}

async function applied(
  command: Command,
  plan: Plan,
  {host, force, from, apply}: WritePlanOptions & {readonly force: boolean},
): Promise<ChangeDocument[]> {
  const {applyPlan} = await import('../plan/apply.js')
  const {changes} = await untilInterrupted((signal) => (apply ?? applyPlan)(plan, {host, force, signal})).catch(
    (error) => {
      if (error instanceof TsgiError && error.code === 'TSGI_INTERRUPTED') command.logToStderr(error.message)
      throw error
    },
  )
  for (const {wanted, action, backup} of changes) {
    if (wanted.kind === 'command' || wanted.kind === 'folder') continue
    command.log(`${action === 'remove' ? 'removed' : 'wrote'} ${shortPath(wanted.path, from)}`)
    if (backup !== undefined) command.log(`  what was there: ${shortPath(backup, from)}`)
  }
  return changes.map(changeDocument)
}

/** Nobody wanted it after all. */
export function cancelled(): TsgiError {
  return new TsgiError('cancelled, nothing was changed', {code: 'TSGI_CANCELLED', kind: 'negative'})
}
