import type {ChalkInstance} from 'chalk'
import {formatAddress} from '../../address.js'
import {instances} from '../../setup/instance.js'
import {pathOf} from '../../setup/path.js'
import {type Check, type Situation, STEPS, type StepName} from '../../setup/step.js'
import {steps} from '../../setup/steps.js'
import type {StepResult} from '../../setup/walk.js'
import {printable} from '../printable.js'
import {type ChangeDocument, changeDocument} from './plan.js'

export interface StepDocument {
  readonly step: StepName
  readonly changes: readonly ChangeDocument[]
  readonly checks: readonly Check[]
}

export function stepDocument({step, changes, checks}: StepResult): StepDocument {
  return {step, changes: changes.map(changeDocument), checks}
}

/** `Step 2 of 4: Configure uWSGI`. */
export function headline(step: StepName, chalk: ChalkInstance): string {
  return chalk.bold(`Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}: ${steps[step].title}`)
}

/** What was looked at, each with a mark. */
export function checkLines({checks}: StepResult, chalk: ChalkInstance): string[] {
  return checks.map(({ok, what, detail, time_ms}) => {
    const time = time_ms === undefined ? '' : chalk.dim(`  ${time_ms.toFixed(1)} ms`)
    const more = detail === undefined || ok ? '' : `: ${printable(detail)}`
    return `  ${ok ? chalk.green('✓') : chalk.red('✗')} ${printable(what)}${more}${time}`
  })
}

/** The last line: what there is, and that it was looked at. */
export function doneLine(results: readonly StepResult[]): string {
  const checks = results.flatMap((result) => result.checks)
  const isChanged = results.some(({changes}) => changes.length > 0)
  const said = `${checks.length} things verified`
  return isChanged ? `set up: ${said}` : `nothing to do: ${said}`
}

/** The path of a request, hop by hop. */
export function pictureLines({checks}: StepResult, {deployment}: Situation): string[] {
  const timeOf = (pattern: RegExp) => checks.find(({what}) => pattern.test(what))?.time_ms
  return instances(deployment).flatMap((application) => {
    const {uwsgi, name, hosts} = application
    const way = pathOf(deployment, hosts[0] ?? deployment.web.names[0] ?? 'localhost')
    const answered = timeOf(/answers \d+ to GET http/)
    const direct = timeOf(/the application answers/)
    const ping = timeOf(/answers a ping/)
    const hops: (readonly [string, number | undefined])[] = [
      ...(way ? [['client', undefined] as const, [`${deployment.web.server} :${way.port}`, answered] as const] : []),
      [formatAddress(uwsgi.socket), ping],
      [`uWSGI of ${name}, ${uwsgi.processes} processes`, undefined],
      [application.framework ?? application.entry.language, direct],
    ]
    return ['', ...hops.map(([text, time], at) => hopLine(printable(text), time, at))]
  })
}

function hopLine(text: string, time: number | undefined, at: number): string {
  const arrow = at === 0 ? '  ' : `${'  '.repeat(at)}└▶ `
  return `${arrow}${text}${time === undefined ? '' : `  ${time.toFixed(1)} ms`}`
}
