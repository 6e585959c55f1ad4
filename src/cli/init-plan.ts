import {dirname, join} from 'node:path'
import type {Deployment} from '../deployment/deployment.js'
import type {Host} from '../host/host.js'
import {type Applied, type ApplyOptions, applyPlan} from '../plan/apply.js'
import {withLock} from '../plan/lock.js'
import {look} from '../plan/look.js'
import {Manifest} from '../plan/manifest.js'
import type {Plan, Wanted, WantedFile} from '../plan/plan.js'
import {hashOf} from '../plan/state.js'
import type {DeploymentFile} from '../render/deployment-files.js'
import {DEPLOYMENT_FILE} from './deployment-source.js'

/** The folder of what is generated, beside `tsgi.yaml`. */
export const DEPLOY_FOLDER = 'deploy'

export interface InitPlan {
  readonly plan: Plan
  /** Applies it: one run at a time, and remembering what it wrote. */
  apply(plan: Plan, options: ApplyOptions): Promise<Applied>
  /** Where nothing is to be written: remembers that what stands there is what it would have written. */
  remember(): Promise<void>
}

export interface InitFiles {
  readonly folder: string
  /** Text of `tsgi.yaml`, and what stands there now. */
  readonly text: string
  readonly oldText: string | undefined
  readonly files: readonly DeploymentFile[]
  readonly deployment: Deployment
}

/** What `tsgi init` would write, against what stands there. */
export async function planInit({folder, text, oldText, files}: InitFiles, host: Host): Promise<InitPlan> {
  const deploy = join(folder, DEPLOY_FOLDER)
  const description = {kind: 'file', path: join(folder, DEPLOYMENT_FILE), content: text} as const
  const generated = files.map(({local, text, mode}): Wanted & {kind: 'file'} => ({
    ...{kind: 'file', path: join(deploy, local), content: text},
    ...(mode === undefined ? {} : {mode}),
  }))
  const manifest = await Manifest.read(deploy, host)
  const wanted: Wanted[] = [
    description,
    ...foldersOf(deploy, generated),
    ...generated,
    ...(await outdated(manifest, generated, host)),
  ]
  // A person's tsgi.yaml is changed only where flags ask for it, and the difference is shown.
  const own = oldText === undefined ? [] : [hashOf(oldText)]
  const written = (path: string) => (path === description.path ? own : manifest.written(path))
  const plan = await look(wanted, {host, written})
  return {
    plan,
    apply: (chosen, options) => applyInit({plan: chosen, folder, manifest, generated}, options),
    remember: () => manifest.with(generated).save(host),
  }
}

function foldersOf(deploy: string, files: readonly WantedFile[]): Wanted[] {
  const folders = new Set([deploy, ...files.map(({path}) => dirname(path))])
  return [...folders].sort().map((path) => ({kind: 'folder', path}))
}

/** What an earlier run wrote, and nothing needs any more; what a person changed since stays. */
async function outdated(manifest: Manifest, files: readonly WantedFile[], host: Host): Promise<Wanted[]> {
  const wanted = new Set(files.map(({path}) => path))
  const steps: Wanted[] = []
  for (const path of manifest.paths.filter((path) => !wanted.has(path))) {
    const reading = await host.read(path)
    if (reading.status === 'read' && manifest.written(path).includes(hashOf(reading.bytes))) {
      steps.push({kind: 'remove', path})
    }
  }
  return steps
}

interface Application {
  readonly plan: Plan
  readonly folder: string
  readonly manifest: Manifest
  readonly generated: readonly WantedFile[]
}

/** The manifest knows the new contents before they are written: whenever it is killed, nothing counts as a person's. */
async function applyInit({plan, folder, manifest, generated}: Application, options: ApplyOptions): Promise<Applied> {
  const {host} = options
  return withLock(join(folder, '.tsgi-lock'), {host, purpose: `tsgi init in ${folder}`}, async () => {
    const folders = plan.changes.filter(({wanted}) => wanted.kind === 'folder')
    const others = plan.changes.filter(({wanted}) => wanted.kind !== 'folder')
    const first = await applyPlan({changes: folders}, options)
    await manifest.with(generated, {keepOld: true}).save(host)
    const second = await applyPlan({changes: others}, options)
    const gone = others.flatMap(({wanted}) => (wanted.kind === 'remove' ? [wanted.path] : []))
    await manifest.with(generated).without(gone).save(host)
    return {changes: [...first.changes, ...second.changes]}
  })
}
