import type {Wanted} from '../plan/plan.js'
import {configFile, instances, pidFileStep, pidOf, reloadStep, startStep} from './instance.js'
import type {Situation} from './step.js'
import {systemdSteps} from './systemd.js'

/** Starts what does not run, and has what runs read a configuration that changed. */
export async function startSteps(situation: Situation): Promise<readonly Wanted[]> {
  const {deployment, host, machine, isChangedSinceStart} = situation
  if (machine.isBootedWithSystemd && deployment.service.manager === 'systemd') return systemdSteps(situation)
  const steps: Wanted[] = []
  for (const application of instances(deployment)) {
    const pid = await pidOf(application, host)
    if (pid === undefined) steps.push(pidFileStep(application), startStep(application, deployment))
    else if (isChangedSinceStart(configFile(application, deployment))) steps.push(reloadStep(application, deployment))
  }
  return steps
}
