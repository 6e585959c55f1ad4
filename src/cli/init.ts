import type {Command} from '@oclif/core'
import {formatAddress} from '../address.js'
import type {InitDocument} from '../commands/init.js'
import type {Deployment} from '../deployment/deployment.js'
import {warningsOf} from '../deployment/warnings.js'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import {hasChanges} from '../plan/plan.js'
import {detectProject} from '../project/detect.js'
import type {Project} from '../project/project.js'
import {type DeploymentFile, renderDeployment} from '../render/deployment-files.js'
import {canAsk} from './ask.js'
import type {InitFlags} from './init-flags.js'
import {equivalentCommand, nextCommands} from './init-next.js'
import {planInit} from './init-plan.js'
import {decide, type InitDecision} from './init-run.js'
import {printable} from './printable.js'
import {explanationLines, foundLines} from './reporters/project.js'
import {onEnding, SIGNAL_EXIT} from './signals.js'
import {writePlan} from './write-plan.js'

export interface InitOptions {
  /** Absolute; `dir` as it was typed. */
  readonly folder: string
  readonly dir: string | undefined
  readonly flags: InitFlags
  readonly host: Host
}

/** Shows what was found, each thing with the lines that show it. */
export async function explain(command: Command, folder: string, host: Host): Promise<InitDocument> {
  const project = await lookAt(folder, host)
  for (const line of explanationLines(project)) command.log(line)
  return {ok: true, folder, project}
}

/** The whole of `tsgi init`: look, decide, show, write, say what is next. */
export async function initialise(command: Command, options: InitOptions): Promise<InitDocument> {
  const {folder, flags, host} = options
  const project = await lookAt(folder, host)
  const decision = await decide({
    ...{folder, flags, host, project},
    onChosen: async (candidate) => {
      for (const line of foundLines(candidate, project)) command.logToStderr(line)
    },
  })
  const {deployment, description} = decision
  const files = await renderDeployment(deployment, {comments: flags.comments})
  const warnings = warningsFor(deployment, files)
  for (const warning of warnings) command.warn(printable(warning))
  const init = await planInit({...decision, folder, files}, host)
  const outcome = await writePlan(command, init.plan, {host, flags, from: process.cwd(), apply: init.apply})
  if (!hasChanges(init.plan) && !flags['dry-run']) await init.remember()
  const next = nextCommands(files, {deployment, folder: options.dir ?? '.'})
  const typed = equivalent(options, decision)
  if (!outcome.dry_run && hasChanges(init.plan)) sayNext(command, {next, typed, isAsked: canAsk(flags) && !flags.yes})
  return {ok: true, folder, project, description, warnings, ...outcome, next, command: typed}
}

/** Of the deployment as a whole, and of its files; each once. */
function warningsFor(deployment: Deployment, files: readonly DeploymentFile[]): string[] {
  const whole = warningsOf(deployment).map(({key, message}) => `${key}: ${message}`)
  return [...new Set([...whole, ...files.flatMap(({warnings}) => warnings)])]
}

async function lookAt(folder: string, host: Host): Promise<Project> {
  const facts = await host.facts(folder)
  if (facts === undefined || facts === 'denied' || facts.kind !== 'folder') {
    throw usageError('TSGI_NO_SUCH_FILE', `there is no folder ${JSON.stringify(folder)}`, 'tsgi init DIR')
  }
  return detectProject(folder, host)
}

function equivalent({dir, flags}: InitOptions, {description}: InitDecision): string {
  const {server, names} = description.web ?? {}
  return equivalentCommand(dir, {
    ...flags,
    ...(flags.socket ? {socket: formatAddress(flags.socket)} : {}),
    ...(flags.app === undefined && description.application ? {framework: description.application.framework} : {}),
    name: description.name,
    web: server,
    'server-name': names === undefined ? undefined : [names].flat(),
  })
}

function sayNext(
  command: Command,
  {next, typed, isAsked}: {readonly next: readonly string[]; readonly typed: string; readonly isAsked: boolean},
): void {
  command.log('\nNext:')
  for (const line of next) command.log(`  ${line}`)
  if (isAsked) command.log(`\nEquivalent command: ${typed}`)
}

/** Ctrl-C in a question, or before anything was written, is said to have changed nothing. */
export async function sayingCancelled<T>(command: Command, work: () => Promise<T>): Promise<T> {
  const say = () => command.logToStderr('cancelled, nothing was changed')
  const release = onEnding((signal) => {
    say()
    process.exit(SIGNAL_EXIT[signal])
  })
  try {
    return await work()
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') say()
    throw error
  } finally {
    release()
  }
}
