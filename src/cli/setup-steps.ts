import {usageError} from '../errors.js'
import {STEPS, type StepName} from '../setup/step.js'
import type {SetupFlags} from './setup-flags.js'

/** Which of the four steps were asked for, in their order. @throws TsgiError `TSGI_BAD_VALUE`, usage. */
export function chosenSteps({
  step,
  only,
  ...flags
}: Pick<SetupFlags, 'step' | 'from-step' | 'only'>): readonly StepName[] {
  if (step !== undefined) return [STEPS[step - 1]!]
  const from = flags['from-step']
  if (from !== undefined) return STEPS.slice(from - 1)
  if (only === undefined) return STEPS
  const names = only.split(/[\s,]+/).filter((name) => name !== '')
  for (const name of names) {
    if ((STEPS as readonly string[]).includes(name)) continue
    throw usageError(
      'TSGI_BAD_VALUE',
      `${JSON.stringify(name)} is no step: there are ${STEPS.join(', ')}`,
      '--only install,configure',
    )
  }
  return STEPS.filter((name) => names.includes(name))
}
