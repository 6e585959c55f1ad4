import {existsSync} from 'node:fs'
import {join} from 'node:path'
import type {Deployment} from '../deployment/deployment.js'
import type {ApplicationDescription, DeploymentDescription} from '../deployment/description.js'
import {fromProject} from '../deployment/from-project.js'
import {mergeDescriptions} from '../deployment/merge.js'
import {resolveDeployment} from '../deployment/resolve.js'
import {editDescription, writeDescription} from '../deployment/write.js'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Candidate, Project} from '../project/project.js'
import {DEPLOYMENT_FILE, parseText} from './deployment-source.js'
import {chooseCandidate} from './init-candidate.js'
import {describeInitFlags} from './init-description.js'
import type {InitFlags} from './init-flags.js'
import {askOpen} from './init-questions.js'
import {readInput} from './input.js'

export interface InitDecision {
  readonly description: DeploymentDescription
  readonly deployment: Deployment
  /** Of `tsgi.yaml`, as it should be, and as it is. */
  readonly text: string
  readonly oldText: string | undefined
}

export interface InitSituation {
  /** Absolute. */
  readonly folder: string
  readonly flags: InitFlags
  readonly host: Host
  readonly project: Project
  /** Told what was chosen, before anything is asked. */
  onChosen(candidate: Candidate): Promise<void>
}

/** Decides what is deployed: flags, then `tsgi.yaml`, then what was found, then answers and defaults. */
export async function decide(situation: InitSituation): Promise<InitDecision> {
  const file = join(situation.folder, DEPLOYMENT_FILE)
  return existsSync(file) ? decideAgain(file, situation) : decideFirst(situation)
}

async function decideFirst(situation: InitSituation): Promise<InitDecision> {
  const {folder, flags, host} = situation
  const said = describeInitFlags(flags)
  const known = mergeDescriptions(said, {application: await foundApplication(said, situation)})
  const description = await askOpen(folder, known, {flags, host})
  const deployment = resolveDeployment(description, {folder})
  const text = await writeDescription(description, flags.full ? {full: deployment} : {})
  return {description, deployment, text, oldText: undefined}
}

/** The file lies in the folder: paths of this machine have no place in it. */
function described(candidate: Candidate, project: Project, mount?: string): ApplicationDescription {
  const {root: _, ...application} = fromProject(project, candidate, {mount}).application ?? {}
  return application
}

/** What `--app` names needs no detection to be right, but what lies around it is found all the same. */
async function foundApplication(
  said: DeploymentDescription,
  {project, flags, onChosen}: InitSituation,
): Promise<ApplicationDescription> {
  if (flags.app !== undefined) return besides(said.application ?? {}, project)
  const candidate = await chooseCandidate(project, flags)
  await onChosen(candidate)
  return described(candidate, project, said.application?.mount)
}

/** Of the candidate that loads the same thing, all that was found; else what holds for the folder. */
function besides(said: ApplicationDescription, project: Project): ApplicationDescription {
  const same = project.candidates
    .map((candidate) => described(candidate, project, said.mount))
    .find(({module, file, paste}) => (module ?? file ?? paste) === (said.module ?? said.file ?? said.paste))
  if (same) return same
  const isPython = said.module !== undefined || said.paste !== undefined || (said.file?.endsWith('.py') ?? false)
  const environment = isPython ? project.virtualEnvironment?.value.path : undefined
  return environment === undefined ? {} : {virtualenv: environment}
}

async function decideAgain(file: string, {folder, flags}: InitSituation): Promise<InitDecision> {
  const oldText = (await readInput(file)).toString('utf8')
  const {description: old, context} = await parseText(oldText, file)
  const said = describeInitFlags(flags)
  if (old.applications && said.application) {
    throw usageError(
      'TSGI_CONTRADICTION',
      `${DEPLOYMENT_FILE} has several applications, and --app, --mount and --static do not say which one is meant`,
      `edit ${DEPLOYMENT_FILE}, and run it without them`,
    )
  }
  const description = mergeDescriptions(said, old)
  const edited = await editDescription(oldText, description)
  const deployment = resolveDeployment(description, edited === oldText ? context : {folder})
  const text = flags.full ? await writeDescription(description, {full: deployment}) : edited
  return {description, deployment, text, oldText}
}
