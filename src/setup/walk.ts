import {TsgiError} from '../errors.js'
import {type Applied, type ApplyOptions, applyPlan} from '../plan/apply.js'
import type {Journal} from '../plan/journal.js'
import type {JournalRun} from '../plan/journal-record.js'
import {look} from '../plan/look.js'
import {hasChanges, type Plan} from '../plan/plan.js'
import {type Left, undo} from '../plan/undo.js'
import {startSteps} from './start.js'
import type {Check, Situation, Step, StepName} from './step.js'
import {stepLabel} from './step.js'
import {steps} from './steps.js'

/** What became of a step. */
export interface StepResult {
  readonly step: StepName
  readonly changes: Applied['changes']
  readonly checks: readonly Check[]
}

export interface WalkOptions {
  readonly journal: Journal
  readonly steps: readonly StepName[]
  readonly apply: Omit<ApplyOptions, 'host' | 'log'>
  /** Looks at the machine anew, before each step. */
  situation(): Promise<Situation>
  /** Shows a plan, and throws where nobody wants it. */
  onPlan(step: Step, plan: Plan): Promise<{readonly force: boolean}>
  onVerified(result: StepResult): void
  onRollback(undone: {readonly count: number; readonly left: readonly Left[]}): void
}

/**
 * The steps in order: look, show, apply, verify. What fails takes back all that this walk did, packages excepted.
 *
 * @throws TsgiError `TSGI_SETUP_FAILED`, environment, when a step does not hold; whatever a step throws.
 */
export async function walk(options: WalkOptions): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  const first = options.journal.runs.length
  try {
    for (const name of options.steps) {
      const result = await takeStep(steps[name], options)
      refuseFailed(result)
      options.onVerified(result)
      results.push(result)
    }
    return results
  } catch (error) {
    if (isKept(error)) throw error
    await rollBack(first, options)
    throw error
  }
}

/** A person who says no, or stops it, keeps what was verified before. */
function isKept(error: unknown): boolean {
  return !(error instanceof TsgiError) || ['TSGI_CANCELLED', 'TSGI_INTERRUPTED'].includes(error.code)
}

async function takeStep(step: Step, options: WalkOptions): Promise<StepResult> {
  const {journal, apply, onPlan} = options
  const situation = await options.situation()
  const {host, written} = situation
  const wanted = await step.wanted(situation)
  const plan = await look(wanted, {host, written})
  const {force} = await onPlan(step, plan)
  if (!hasChanges(plan)) return {step: step.name, changes: [], checks: await step.verify(situation)}
  const log = await journal.start(step.name, wanted, {force})
  const {changes} = await applyPlan(plan, {...apply, host, log, force})
  await log.finish()
  return {step: step.name, changes, checks: await step.verify(await options.situation())}
}

/** What to type to see more, where a check says nothing itself. */
const ADVICE: Readonly<Record<StepName, string>> = {
  install: 'tsgi setup --step 1 --dry-run shows the commands',
  configure: 'tsgi setup --step 2 --dry-run shows the files',
  connect: 'tsgi doctor',
  start: 'tsgi doctor',
}

function refuseFailed({step, checks}: StepResult): void {
  const failed = checks.filter(({ok}) => !ok)
  const [first] = failed
  if (!first) return
  const said = failed.map(({what, detail}) => (detail ? `${what} (${detail})` : what))
  throw new TsgiError(`${stepLabel(step)}, does not hold: ${said.join('; ')}`, {
    code: 'TSGI_SETUP_FAILED',
    kind: 'environment',
    suggestions: [...failed.flatMap(({suggestions = []}) => suggestions), ADVICE[step]],
  })
}

/** Takes the runs of this walk back, packages excepted, and has a uWSGI that goes on read what it had. */
async function rollBack(first: number, {journal, onRollback, situation, apply}: WalkOptions): Promise<void> {
  // Packages that are in place stay; an installation that failed half-way does not.
  const isMine = ({run, label, isFinished}: JournalRun) => run >= first && (label !== 'install' || !isFinished)
  const runs = journal.runs.filter(isMine).map(({run}) => run)
  if (runs.length === 0) return
  const {host} = await situation()
  const {undone, left} = await undo(journal, {host, runs, ...(apply.onOutput ? {onOutput: apply.onOutput} : {})})
  onRollback({count: undone.length, left})
  // What runs has the old configuration in its memory, unless this walk had it read the new one.
  const wasTold = journal.runs.some(({run, label}) => runs.includes(run) && label === 'start')
  const ranBefore = journal.runs.some(
    ({run, label, entries}) => run < first && label === 'start' && entries.some(({isUndone}) => !isUndone),
  )
  if (wasTold && ranBefore) await settle(await situation())
}

/** After an update that was taken back: the old configuration is what counts again. */
async function settle(situation: Situation): Promise<void> {
  const {host} = situation
  const plan = await look(await startSteps({...situation, isChangedSinceStart: () => true}), {host})
  await applyPlan(plan, {host}).catch((error) => {
    if (!(error instanceof TsgiError)) throw error
  })
}

/** Which steps hold now; nothing is changed. */
export async function status(situation: Situation, names: readonly StepName[]): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (const step of names) results.push({step, changes: [], checks: await steps[step].verify(situation)})
  return results
}

/** What each step would do now. */
export async function plans(
  situation: Situation,
  names: readonly StepName[],
): Promise<readonly {readonly step: StepName; readonly plan: Plan}[]> {
  const {host, written} = situation
  const all: {step: StepName; plan: Plan}[] = []
  for (const step of names) all.push({step, plan: await look(await steps[step].wanted(situation), {host, written})})
  return all
}
