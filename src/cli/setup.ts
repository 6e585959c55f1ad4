import type {Command} from '@oclif/core'
import type {SetupDocument} from '../commands/setup.js'
import {environmentError, type TsgiError, usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Journal} from '../plan/journal.js'
import {hasChanges, type Plan} from '../plan/plan.js'
import {unfinishedRun} from '../plan/resume.js'
import {undo} from '../plan/undo.js'
import {installCommands} from '../setup/install.js'
import {machineNamed} from '../setup/machine.js'
import {script} from '../setup/script.js'
import {type Situation, STEPS, type Step, type StepName, stepLabel} from '../setup/step.js'
import {steps} from '../setup/steps.js'
import {journalFolder, readRuns, withJournal} from '../setup/store.js'
import {plans, type StepResult, status, walk} from '../setup/walk.js'
import {canAsk, confirmed} from './ask.js'
import {chalkFor} from './colour.js'
import {untilInterrupted} from './interruption.js'
import {counted} from './output.js'
import {changeDocument, diffLines, planLines} from './reporters/plan.js'
import {checkLines, doneLine, headline, pictureLines, stepDocument} from './reporters/setup.js'
import type {SetupFlags} from './setup-flags.js'
import {OutputFold} from './setup-fold.js'
import {type Decided, decideSetup} from './setup-situation.js'
import {chosenSteps} from './setup-steps.js'
import {cancelled} from './write-plan.js'

export interface SetupOptions {
  /** Absolute; `dir` as it was typed. */
  readonly folder: string
  readonly dir: string | undefined
  readonly flags: SetupFlags
  readonly host: Host
}

/** `tsgi setup`: whichever of its ways was asked for. */
export async function setUp(command: Command, options: SetupOptions): Promise<SetupDocument> {
  const {flags} = options
  if (flags.show) return showOther(command, options)
  if (flags.undo) return takeBack(command, options)
  if (flags.status) return sayStatus(command, options)
  if (flags['dry-run'] || flags['print-script']) return printPlan(command, options)
  return walkThrough(command, options)
}

/** What would be typed on another system. */
async function showOther(command: Command, options: SetupOptions): Promise<SetupDocument> {
  const {flags, host, folder} = options
  const machine = flags.os === undefined ? undefined : machineNamed(flags.os)
  const decided = await decideSetup(command, {folder, flags, host, ...(machine ? {machine} : {})})
  const {deployment} = await decided.situation([])
  const wanted = installCommands(deployment, decided.machine)
  const text = script([
    {
      title: `${stepLabel('install')} on ${decided.machine.release}${isProven(decided.machine) ? '' : ' (from the names of its packages; never run there)'}`,
      plan: {changes: wanted.map((step) => ({wanted: step, action: 'run'}))},
    },
  ])
  for (const line of text.split('\n').slice(3, -1)) command.log(line)
  return {ok: true, folder, commands: wanted.map(({argv}) => argv)}
}

/** Of Debian's kin, Debian itself. */
function isProven({distribution, release}: Decided['machine']): boolean {
  return distribution.isProven && release.startsWith(distribution.id)
}

/** Everything that would happen, as commands. */
async function printPlan(command: Command, options: SetupOptions): Promise<SetupDocument> {
  const {folder, flags, host} = options
  const decided = await decideSetup(command, {folder, flags, host})
  const situation = await decided.situation(await readRuns(folder, host))
  const all = await plans(situation, chosenSteps(flags))
  const text = script(all.map(({step, plan}) => ({title: `${stepLabel(step)}: ${steps[step].title}`, plan})))
  const isEmpty = all.every(({plan}) => !hasChanges(plan))
  if (isEmpty) command.logToStderr('nothing to do: everything is as it should be')
  else if (flags['print-script']) command.log(text.trimEnd())
  else for (const line of text.split('\n').slice(3, -1)) command.log(line)
  const documents = all.map(({step, plan}) => ({step, changes: plan.changes.map(changeDocument), checks: []}))
  return {ok: true, folder, dry_run: true, steps: documents, ...(isEmpty ? {} : {script: text})}
}

async function sayStatus(command: Command, options: SetupOptions): Promise<SetupDocument> {
  const {folder, flags, host} = options
  const decided = await decideSetup(command, {folder, flags, host})
  const situation = await decided.situation(await readRuns(folder, host))
  const results = await status(situation, chosenSteps(flags))
  const chalk = await chalkFor('stdout')
  for (const result of results) {
    command.log(headline(result.step, chalk))
    for (const line of checkLines(result, chalk)) command.log(line)
  }
  const ok = results.every(({checks}) => checks.every((check) => check.ok))
  if (!ok) process.exitCode = 1
  return {ok, folder, steps: results.map(stepDocument)}
}

/** Takes back what the journal of the folder has. */
async function takeBack(command: Command, {folder, flags, host}: SetupOptions): Promise<SetupDocument> {
  const runs = await readRuns(folder, host)
  const mine = runs.filter(({entries}) => entries.some(({isUndone}) => !isUndone))
  const wanted = mine.filter(({label}) => flags.packages || label !== 'install')
  if (wanted.length === 0) {
    if (host.identity().uid === 0 && (await host.facts(journalFolder(folder))))
      await withJournal(folder, host, async () => {})
    command.logToStderr('nothing to take back: setup left nothing here')
    return {ok: true, folder, undone: 0, left: []}
  }
  refuseUnprivileged(host, 'takes back what root did')
  if (!flags.yes && canAsk(flags) && !(await confirmed('Take back all that setup did here?'))) throw cancelled()
  return withJournal(folder, host, async (journal) => {
    const {undone, left, backups} = await undo(journal, {
      ...{host, runs: wanted.map(({run}) => run)},
      ...(flags.force ? {force: true} : {}),
    })
    command.log(`took back ${counted(undone.length, 'action')}`)
    for (const {what, reason} of left) command.log(`left alone: ${what}: ${reason}`)
    if (left.length > 0) process.exitCode = 1
    const said = left.map(({what, reason}) => ({what, reason}))
    return {ok: left.length === 0, folder, undone: undone.length, left: said, backups}
  })
}

/** The walk itself. */
async function walkThrough(command: Command, options: SetupOptions): Promise<SetupDocument> {
  const {folder, flags, host} = options
  const decided = await decideSetup(command, {folder, flags, host})
  if (host.identity().uid !== 0) await refuseWork(decided, options)
  return withJournal(folder, host, async (journal) => {
    const unfinished = unfinishedRun(journal)
    const fold = new OutputFold(command)
    if (unfinished && !flags.resume) throw unfinishedError(unfinished.label)
    if (unfinished && unfinished.label !== 'install') await takeBackHalf(command, journal, unfinished.run, host)
    const chalk = await chalkFor('stderr')
    const results = await untilInterrupted((signal) =>
      walk({
        ...{journal, steps: chosenSteps(flags)},
        apply: {signal, onOutput: fold.push},
        situation: () => decided.situation(journal.runs),
        onPlan: (step, plan) => showAndAsk(command, {step, plan, flags}),
        onVerified: (result) => {
          fold.clear()
          for (const line of checkLines(result, chalk)) command.logToStderr(line)
        },
        onRollback: ({count, left}) => {
          command.logToStderr(`took back ${counted(count, 'action')}: the machine is as it was before`)
          for (const {what, reason} of left) command.logToStderr(`left alone: ${what}: ${reason}`)
        },
      }),
    )
    const situation = await decided.situation(journal.runs)
    sayEnd(command, results, situation)
    return {ok: true, folder, steps: results.map(stepDocument)}
  })
}

/** A step that was stopped half-way is taken back and done again: what it began may run, and would be started twice. */
async function takeBackHalf(command: Command, journal: Journal, run: number, host: Host): Promise<void> {
  const {undone, left} = await undo(journal, {host, runs: [run]})
  command.logToStderr(`took back ${counted(undone.length, 'action')} of the step that was stopped half-way`)
  const [first] = left
  if (first)
    throw environmentError(
      'TSGI_UNFINISHED',
      `${first.what} cannot be taken back: ${first.reason}`,
      'tsgi setup --undo --force',
    )
}

async function showAndAsk(
  command: Command,
  {step, plan, flags}: {readonly step: Step; readonly plan: Plan; readonly flags: SetupFlags},
): Promise<{readonly force: boolean}> {
  const chalk = await chalkFor('stderr')
  command.logToStderr(headline(step.name, chalk))
  if (!hasChanges(plan)) {
    command.logToStderr('  nothing to do')
    return {force: flags.force}
  }
  const from = process.cwd()
  const changed = {changes: plan.changes.filter(({action}) => action !== 'unchanged')}
  for (const line of planLines(changed, {chalk, from})) command.logToStderr(`  ${line}`)
  for (const line of diffLines(changed, {chalk, from, withNew: false})) command.logToStderr(line)
  const isAsked = !flags.yes && canAsk(flags)
  if (isAsked && !(await confirmed('Apply?'))) throw cancelled()
  if (!isAsked && !flags.yes) throw needsYes(step.name)
  return {force: flags.force || isAsked}
}

function sayEnd(command: Command, results: readonly StepResult[], situation: Situation): void {
  const last = results.find(({step}) => step === 'start')
  command.log(doneLine(results))
  if (last) for (const line of pictureLines(last, situation)) command.log(line)
}

function needsYes(step: StepName): TsgiError {
  return usageError(
    'TSGI_NEEDS_YES',
    `${stepLabel(step)}, would change this machine, and there is nobody to ask`,
    '--yes applies it',
    '--dry-run shows it',
  )
}

function refuseUnprivileged(host: Host, why: string): void {
  if (host.identity().uid === 0) return
  throw environmentError('TSGI_NEEDS_ROOT', `this needs root: it ${why}`, 'sudo tsgi setup …')
}

/** Says which steps there are to do, since all of them are root's. */
async function refuseWork(decided: Decided, {folder, flags, host, dir}: SetupOptions): Promise<void> {
  const situation = await decided.situation(await readRuns(folder, host).catch(() => []))
  const all = await plans(situation, chosenSteps(flags))
  const open = all.filter(({plan}) => hasChanges(plan)).map(({step}) => stepLabel(step))
  if (open.length === 0) return
  const at = dir === undefined ? '' : ` ${dir}`
  throw environmentError(
    'TSGI_NEEDS_ROOT',
    `this needs root: ${open.join('; ')}`,
    `sudo tsgi setup${at}`,
    `tsgi setup${at} --print-script > setup.sh, for somebody who is root`,
  )
}

function unfinishedError(label: string): TsgiError {
  const step = (STEPS as readonly string[]).includes(label) ? stepLabel(label as StepName) : label
  return environmentError(
    'TSGI_UNFINISHED',
    `an earlier setup was stopped in the middle of ${step}`,
    'tsgi setup --resume goes on there',
    'tsgi setup --undo takes back what it did',
  )
}
