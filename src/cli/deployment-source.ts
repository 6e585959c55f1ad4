import {existsSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {type Address, formatAddress, parseAddress} from '../address.js'
import type {Deployment} from '../deployment/deployment.js'
import type {ApplicationDescription, DeploymentDescription} from '../deployment/description.js'
import type {ResolveContext} from '../deployment/draft.js'
import {mergeDescriptions} from '../deployment/merge.js'
import {resolveDeployment} from '../deployment/resolve.js'
import {usageError} from '../errors.js'
import type {ConfFlags} from './conf-flags.js'
import {readInput} from './input.js'

/** The name of the file that describes a deployment. */
export const DEPLOYMENT_FILE = 'tsgi.yaml'

export interface DeploymentSource {
  /** `tsgi.yaml`, a configuration of uWSGI, a socket, a folder; undefined: `./tsgi.yaml`, else the flags alone. */
  readonly source: string | undefined
  readonly flags: Pick<ConfFlags, 'name' | 'socket' | 'server-name' | 'preset' | 'root'>
  /** What further flags say. */
  readonly description?: DeploymentDescription
  /** Absolute. */
  readonly cwd: string
  /** What it is read for: a web server needs a socket that is there, a configuration of uWSGI takes the place of the one read. */
  readonly purpose: 'uwsgi' | 'web' | 'service'
}

/**
 * The deployment that was meant: flags before the source, the source before defaults.
 *
 * @throws TsgiError usage: the source is none, or what it says cannot be.
 */
export async function readDeployment(wanted: DeploymentSource): Promise<Deployment> {
  const flags = mergeDescriptions(wanted.description ?? {}, describeFlags(wanted.flags, wanted.cwd))
  const {description, context} = await describedIn(wanted.source, {...wanted, flags})
  return resolveDeployment(mergeDescriptions(flags, description), context)
}

/** What the common flags say. */
export function describeFlags({name, socket, ...flags}: DeploymentSource['flags'], cwd: string): DeploymentDescription {
  const names = flags['server-name']
  return {
    ...(name === undefined ? {} : {name}),
    ...(flags.preset === undefined ? {} : {preset: flags.preset as NonNullable<DeploymentDescription['preset']>}),
    ...(socket === undefined ? {} : {uwsgi: {socket: socketText(socket, cwd)}}),
    ...(names === undefined || names.length === 0 ? {} : {web: {names}}),
    ...(flags.root === undefined ? {} : {paths: {root: resolve(flags.root)}}),
  }
}

/** A file that was typed lies here, and the server that reads of it runs elsewhere. */
function socketText(address: Address, cwd: string): string {
  return formatAddress(address.kind === 'unix' ? {...address, path: resolve(cwd, address.path)} : address)
}

export interface Described {
  readonly description: DeploymentDescription
  readonly context: ResolveContext
}

/** What a source is read for. */
export interface Wanted {
  readonly cwd: string
  readonly purpose: DeploymentSource['purpose']
  /** What flags say. */
  readonly flags: DeploymentDescription
}

async function describedIn(source: string | undefined, wanted: Wanted): Promise<Described> {
  const {cwd, flags} = wanted
  if (source === undefined) return describedFolder(cwd, flags)
  const {node} = await import('../host/node.js')
  const facts = await node.facts(resolve(cwd, source))
  const kind = facts === undefined || facts === 'denied' ? undefined : facts.kind
  if (kind === 'folder') return describedFolder(resolve(cwd, source), flags)
  if (kind === 'file') return describedFile(resolve(cwd, source), wanted)
  if (kind === undefined && /\.(ya?ml|ini|json|xml)$/.test(source)) {
    throw usageError('TSGI_NO_SUCH_FILE', `there is no file ${JSON.stringify(source)}`, 'ls -l')
  }
  const socket = socketText(parseAddress(source, {isFile: existsSync}), cwd)
  return {description: {uwsgi: {socket}}, context: {folder: cwd}}
}

/** Its `tsgi.yaml`; without one what lies in it, where the flags do not say what runs. */
async function describedFolder(folder: string, flags: DeploymentDescription): Promise<Described> {
  const file = join(folder, DEPLOYMENT_FILE)
  if (existsSync(file)) return readDescription(file)
  const root = flags.application?.root ?? folder
  const isSaid = saysWhatRuns(flags) || flags.uwsgi?.socket !== undefined
  const application = isSaid ? {} : await detectedIn(root, flags.application?.mount)
  return {description: {application: {root, ...application}}, context: {folder}}
}

function saysWhatRuns({application = {}, applications}: DeploymentDescription): boolean {
  const keys = ['language', 'module', 'file', 'paste', 'document-root', 'front-controller', 'scripts'] as const
  return applications !== undefined || keys.some((key) => application[key] !== undefined)
}

/** The best that is found; nothing where nothing is. @throws TsgiError usage: several of equal rank. */
async function detectedIn(folder: string, mount: string | undefined): Promise<ApplicationDescription> {
  const [{detectProject}, {fromProject}, {node}, {entryText}] = await Promise.all([
    import('../project/detect.js'),
    import('../deployment/from-project.js'),
    import('../host/node.js'),
    import('./reporters/project.js'),
  ])
  const project = await detectProject(folder, node)
  const [first, ...others] = project.candidates
  const equals = others.filter(({rank}) => rank === first?.rank)
  if (!first || equals.length === 0) return first ? (fromProject(project, first, {mount}).application ?? {}) : {}
  const names = [first, ...equals].map(({entry, framework}) => `${entryText(entry)} (${framework})`)
  const message = `there are several applications in ${folder}, and nothing says which one is meant: ${names.join(', ')}`
  throw usageError('TSGI_NEEDS_ANSWER', message, 'tsgi init', `--app ${entryText(first.entry)}`)
}

async function describedFile(file: string, wanted: Wanted): Promise<Described> {
  const text = (await readInput(file)).toString('utf8')
  return isDescription(file, text) ? readDescription(file) : (await import('./uwsgi-source.js')).readUwsgi(file, wanted)
}

/** YAML is both: uWSGI's has one top-level key for each section. */
function isDescription(file: string, text: string): boolean {
  if (!/\.ya?ml$/.test(file)) return false
  return basename(file) === DEPLOYMENT_FILE || /^(version|name|preset|applications?|web|service|paths)\s*:/m.test(text)
}

async function readDescription(file: string): Promise<Described> {
  return parseText(await readInput(file), file)
}

/** What the text of a `tsgi.yaml` says; relative folders start where the file lies. */
export async function parseText(text: string | Uint8Array, file: string): Promise<Described> {
  const {parseDescription} = await import('../deployment/parse.js')
  const {description, locate} = await parseDescription(text, file)
  return {description, context: {folder: dirname(file), locate}}
}
