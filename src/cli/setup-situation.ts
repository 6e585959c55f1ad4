import type {Command} from '@oclif/core'
import {mergeDescriptions} from '../deployment/merge.js'
import {resolveDeployment} from '../deployment/resolve.js'
import {warningsOf} from '../deployment/warnings.js'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {JournalRun} from '../plan/journal-record.js'
import {detectProject} from '../project/detect.js'
import {renderDeployment} from '../render/deployment-files.js'
import {detectMachine, type Machine, machineDefaults} from '../setup/machine.js'
import type {Situation} from '../setup/step.js'
import {changedSinceStart, writtenBy} from '../setup/store.js'
import {decide, type InitDecision} from './init-run.js'
import {printable} from './printable.js'
import {foundLines} from './reporters/project.js'
import type {SetupFlags} from './setup-flags.js'

export interface Decided {
  readonly decision: InitDecision
  readonly machine: Machine
  readonly warnings: readonly string[]
  /** Looks at the machine with what was decided. */
  situation(runs: readonly JournalRun[]): Promise<Situation>
}

/** Decides what is set up, as init does, and fills in what this machine says. */
export async function decideSetup(
  command: Command,
  {folder, flags, host, machine: given}: {folder: string; flags: SetupFlags; host: Host; machine?: Machine},
): Promise<Decided> {
  const facts = await host.facts(folder)
  if (facts === undefined || facts === 'denied' || facts.kind !== 'folder') {
    throw usageError('TSGI_NO_SUCH_FILE', `there is no folder ${JSON.stringify(folder)}`, 'tsgi setup DIR')
  }
  const machine = given ?? (await detectMachine(host))
  const project = await detectProject(folder, host)
  const decision = await decide({
    ...{folder, flags, host, project},
    onChosen: async (candidate) => {
      for (const line of foundLines(candidate, project)) command.logToStderr(line)
    },
  })
  const resolved = resolvedOn(machine, decision, folder)
  const files = await renderDeployment(resolved, {comments: true})
  const warnings = [
    ...warningsOf(resolved).map(({key, message}) => `${key}: ${message}`),
    ...files.flatMap(({warnings}) => warnings),
  ]
  for (const warning of new Set(warnings)) command.warn(printable(warning))
  return {
    ...{decision, machine, warnings},
    situation: async (runs) => {
      const now = given ?? (await detectMachine(host)) // step 1 may have brought uWSGI
      const deployment = resolvedOn(now, decision, folder)
      return {
        ...{host, folder, machine: now, deployment, description: decision.description, text: decision.text},
        files: await renderDeployment(deployment, {comments: true}),
        written: writtenBy(runs),
        isChangedSinceStart: changedSinceStart(runs),
        replacesDefault: flags['replace-default'],
      }
    },
  }
}

function resolvedOn(machine: Machine, {description, oldText}: InitDecision, folder: string) {
  const whole = mergeDescriptions(description, machineDefaults(machine, description))
  const deployment = resolveDeployment(whole, {folder, facts: machine.facts})
  if (deployment.paths.root !== '') {
    throw usageError(
      'TSGI_NOT_FOR_SETUP',
      'paths.root is for a test or an image: setup works on the machine itself',
      `take it out of tsgi.yaml${oldText === undefined ? '' : ', or use tsgi init'}`,
    )
  }
  return deployment
}
