import {type Applied, type ApplyOptions, applyPlan} from './apply.js'
import type {Journal} from './journal.js'
import {RunLog} from './journal.js'
import type {JournalRun} from './journal-record.js'
import {look} from './look.js'
import {removeName} from './names.js'
import {openPlace} from './place.js'
import {isAs, stateAt} from './state.js'

/** The run that was killed, or failed, half-way; undefined when the last one went through or was taken back. */
export function unfinishedRun({runs}: Pick<Journal, 'runs'>): JournalRun | undefined {
  const last = runs.at(-1)
  const isTakenBack = last && last.entries.length > 0 && last.entries.every(({isUndone}) => isUndone)
  return last && !last.isFinished && !isTakenBack ? last : undefined
}

/**
 * Goes on where a run was killed: what is done stays, what was begun is looked at again, the rest is done. A command that
 * was begun is run again.
 */
export async function resume(
  journal: Journal,
  run: JournalRun,
  options: Omit<ApplyOptions, 'log' | 'force'> & {readonly force?: boolean},
): Promise<Applied> {
  await settle(journal, run, options)
  const settled = journal.runs.find(({run: number}) => number === run.run) ?? run
  const done = new Set(settled.entries.filter(({isDone, isUndone}) => isDone && !isUndone).map(({step}) => step))
  const open = run.steps.flatMap((step, n) => (done.has(n) ? [] : [{step, n}]))
  const wanted = await Promise.all(open.map(({step}) => journal.wantedOf(step)))
  const log = new RunLog(journal, run.run)
  const plan = await look(wanted, {host: options.host, written: (path) => journal.written(path)})
  const applied = await applyPlan(plan, {
    ...options,
    force: options.force ?? run.force,
    log: {
      begin: (step, action, old) => log.begin(open[step]!.n, action, old),
      done: (number) => log.done(number),
    },
  })
  await log.finish()
  return applied
}

/** Of what was begun: half-written drafts go; what did happen, although nobody lived to write it down, is written down. */
async function settle(journal: Journal, run: JournalRun, {host}: Pick<ApplyOptions, 'host'>): Promise<void> {
  for (const {number, action, isDone} of run.entries) {
    if (isDone || action.do === 'run') continue
    await using place = await openPlace(action.path, {uid: host.identity().uid, followsLast: false})
    if (!place) continue
    if (action.draft !== undefined) await removeName(place, action.draft)
    const {state} = await stateAt(place)
    if (isAs(action.after, state)) await journal.done(number)
  }
}
