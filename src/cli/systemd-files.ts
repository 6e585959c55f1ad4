import {existsSync, statSync} from 'node:fs'
import {resolve} from 'node:path'
import type {Deployment, Service} from '../deployment/deployment.js'
import type {DeploymentDescription} from '../deployment/description.js'
import {testUnit} from '../dryrun/systemd.js'
import type {Verdict} from '../dryrun/verdict.js'
import {usageError} from '../errors.js'
import {node} from '../host/node.js'
import type {RenderedFile, RenderOptions} from '../render/rendered.js'
import {renderSystemd, type SystemdFile} from '../render/systemd.js'
import {type AppFlags, describeApp, given} from './app-flags.js'
import type {ConfFlags} from './conf-flags.js'

/** What `systemd-unit` was asked for. */
export interface SystemdWish extends AppFlags {
  readonly source: string | undefined
  readonly cwd: string
  readonly unit?: SystemdFile['kind'] | undefined
  readonly only?: string | undefined
  readonly kind?: Service['kind'] | undefined
  readonly hardening?: Service['hardening'] | undefined
  readonly uwsgi?: string | undefined
  readonly config?: string | undefined
  readonly 'memory-max'?: string | undefined
  readonly output?: ConfFlags['output']
  readonly check?: ConfFlags['check']
}

/** What the flags say of the deployment. */
export function systemdDescription(wish: SystemdWish): DeploymentDescription {
  const {kind, hardening, uwsgi} = wish
  const service = {...given({kind, hardening, uwsgi, 'memory-max': wish['memory-max']}), manager: 'systemd' as const}
  return {...describeApp(wish, wish.cwd), service}
}

/** All the files for a folder, else the one that was asked for. */
export async function systemdFiles(
  deployment: Deployment,
  options: RenderOptions,
  wish: SystemdWish,
): Promise<readonly SystemdFile[]> {
  const all = await renderSystemd(deployment, {...options, ...given({config: configOf(wish)})})
  const files = wish.only === undefined ? all : unitsOfOne(all, wish.only)
  const place = wish.output ?? wish.check
  if (wish.unit === undefined && place !== undefined && isFolder(resolve(wish.cwd, place))) return files
  const kind = wish.unit ?? 'service'
  const wanted = files.filter((file) => file.kind === kind)
  if (wanted.length > 0) return wanted
  const kinds = [...new Set(files.map((file) => file.kind))]
  throw usageError('TSGI_USAGE', `this deployment needs no ${kind} file`, ...kinds.map((name) => `--unit ${name}`))
}

/** Files that several applications share are not of one. */
function unitsOfOne(files: readonly SystemdFile[], only: string): readonly SystemdFile[] {
  const found = files.filter(({name}) => name === `${only}.service` || name === `${only}.socket`)
  if (found.length > 0) return found
  const services = files.filter(({kind}) => kind === 'service').map(({name}) => name.replace('.service', ''))
  throw usageError(
    'TSGI_USAGE',
    `no unit is called ${JSON.stringify(only)}`,
    ...services.map((name) => `--only ${name}`),
  )
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory()

/** A configuration of uWSGI that was named is the one that the unit starts. */
function configOf({config, source, cwd}: SystemdWish): string | undefined {
  if (config !== undefined) return resolve(cwd, config)
  const isConfig = source !== undefined && /\.(ini|json|xml)$/.test(source)
  return isConfig ? resolve(cwd, source) : undefined
}

/** systemd's own word; of services and sockets, the other files are for others. */
export async function validateSystemd(files: readonly RenderedFile[]): Promise<Verdict> {
  const units = files.filter(({name}) => /\.(service|socket)$/.test(name))
  if (units.length > 0) return testUnit(node, units)
  throw usageError('TSGI_USAGE', '--validate is for services and sockets', '--unit service --validate')
}
