import {posix} from 'node:path'
import {formatAddress} from '../../address.js'
import type {Application, Deployment} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import type {SystemdService} from '../systemd.js'
import {absolutePath, matching, unsafeValue, wholeNumber} from '../unsafe.js'
import {reopenFile} from '../uwsgi/logging.js'
import {socketText} from '../uwsgi/socket.js'
import {hardeningOf} from './hardening.js'
import {account, argument, linePath, lineText, plainPath, program, word} from './spell.js'

/** A unit: what it is called, and which applications it runs. */
export interface Unit {
  /** `shop.service`, `shop@.service`. */
  readonly name: string
  readonly kind: 'uwsgi' | 'activated' | 'template' | 'emperor' | 'javascript'
  /** At least one; more under an emperor and behind a template. */
  readonly applications: readonly [Application, ...Application[]]
}

/** The units of a deployment. tsgi serves JavaScript without an emperor, a template or socket activation. */
export function unitsOf({name, applications, service}: Deployment, config?: string): Unit[] {
  const isOurs = ({entry}: Application) => entry.language === 'javascript'
  const [first, ...others] = applications.filter(({entry}) => config !== undefined || entry.language !== 'external')
  if (!first) {
    throw usageError(
      'TSGI_NOT_FOR_UWSGI',
      `nothing is known of ${name} but its socket: what should systemd start?`,
      'add --app module:callable, --app FILE, or --config uwsgi.ini',
    )
  }
  const all = [first, ...others]
  const alone = (kind: Unit['kind']) => (application: Application) =>
    ({name: `${application.name}.service`, kind, applications: [application]}) as const
  const [head, ...tail] = all.filter((application) => !isOurs(application))
  const javascript = all.filter(isOurs).map(alone('javascript'))
  if (!head) return javascript
  if (service.kind === 'template')
    return [{name: `${name}@.service`, kind: 'template', applications: [head, ...tail]}, ...javascript]
  if (service.kind === 'emperor')
    return [{name: `${name}.service`, kind: 'emperor', applications: [head, ...tail]}, ...javascript]
  return [...[head, ...tail].map(alone(service.kind === 'socket' ? 'activated' : 'uwsgi')), ...javascript]
}

/** The context of `systemd/service.hbs`. */
export function serviceOf(unit: Unit, deployment: Deployment, config?: string): SystemdService {
  const {service} = deployment
  const {applications} = unit
  const [{uwsgi, root, environment}] = applications
  const isNode = unit.kind === 'javascript'
  const {runtime, logs, writable} = foldersOf(unit, deployment)
  return {
    description: describe(unit, deployment),
    needsNetwork: applications.some((application) => application.usesNetwork || isRemote(application)),
    socketUnit: unit.kind === 'activated' ? unit.name.replace('.service', '.socket') : '',
    notifies: !isNode,
    user: uwsgi.user === undefined ? '' : account('uwsgi.user', uwsgi.user),
    group: uwsgi.group === undefined ? '' : account('uwsgi.group', uwsgi.group),
    workingDirectory: unit.kind === 'template' || unit.kind === 'emperor' ? '/' : linePath('root', root),
    environment: isNode ? Object.entries(environment).map(([name, text]) => variable(name, text)) : [],
    environmentFiles: applications.flatMap(({environmentFiles}) =>
      environmentFiles.map((file) => plainPath('environmentFiles', file)),
    ),
    runtimeDirectories: runtime.join(' '),
    stateDirectory: below(deployment.paths.state, '/var/lib') ?? '',
    logsDirectory: logs,
    reopenFiles: reopenFiles(unit),
    execStart: execStart(unit, deployment, config),
    startTimeout: wholeNumber('service.startTimeout', service.startTimeout),
    stopTimeout: wholeNumber('service.stopTimeout', service.stopTimeout),
    identifier: unit.kind === 'template' ? '%i' : unit.name.replace('.service', ''),
    maxOpenFiles: wholeNumber('service.maxOpenFiles', service.maxOpenFiles),
    memoryMax: service.memoryMax === 0 ? '' : wholeNumber('service.memoryMax', service.memoryMax),
    hardening: hardeningOf(unit, deployment, writable),
  }
}

function describe({kind, applications: [{name}]}: Unit, deployment: Deployment): string {
  if (kind === 'javascript') return `${name}, served by tsgi`
  if (kind === 'template') return `uWSGI instance %i of ${deployment.name}`
  if (kind === 'emperor') return `uWSGI emperor of ${deployment.name}`
  return `uWSGI instance of ${name}`
}

const isLoopback = (host: string) => /^(127\.|::1$|localhost$)/.test(host)
const isRemote = ({uwsgi: {socket}}: Application) => socket.kind === 'tcp' && !isLoopback(socket.host)

function variable(name: string, text: string): string {
  matching('environment', name, /^[A-Za-z_]\w*$/, 'it is no name of a variable')
  return word(`environment.${name}`, `${name}=${text}`)
}

/** Relative to a folder in which systemd makes others; undefined when it lies elsewhere, or cannot be written as one word. */
function below(path: string, folder: string): string | undefined {
  const rest = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : ''
  return /^[\w.-]+(\/[\w.-]+)*$/.test(rest) && !rest.includes('..') ? rest : undefined
}

interface Folders {
  readonly runtime: readonly string[]
  readonly logs: string
  /** What systemd does not make, and it still writes to. */
  readonly writable: readonly string[]
}

function foldersOf({kind, applications}: Unit, {paths}: Deployment): Folders {
  const logs = logFolders(applications)
  const runtime = applications.map((application) => below(application.runtime, '/run'))
  const sockets = kind === 'activated' ? [] : socketFolders(applications)
  const others = [
    ...applications.filter((_, index) => runtime[index] === undefined).map((application) => application.runtime),
    ...logs.filter((folder) => below(folder, '/var/log') === undefined),
    ...(below(paths.state, '/var/lib') === undefined ? [paths.state] : []),
    ...sockets.filter((folder) => below(folder, '/run') === undefined),
  ]
  const [first] = applications
  const made = runtime.filter((name) => name !== undefined)
  const instance = made[0]?.replace(new RegExp(`(^|/)${first.name}$`), '$1%i')
  const own = kind === 'template' ? (instance === undefined ? [] : [instance]) : made
  return {
    runtime: [...own, ...sockets.flatMap((folder) => below(folder, '/run') ?? [])],
    logs: logs.flatMap((folder) => below(folder, '/var/log') ?? []).join(' '),
    writable: [...new Set(others)].map((path) => word('paths', absolutePath('paths', path))),
  }
}

/** Where sockets are created outside of the folders that are made anyway; in `/run` and `/` themselves only root may. */
function socketFolders(applications: readonly Application[]): readonly string[] {
  const folders = applications.flatMap(({uwsgi: {socket, stats}, runtime}) =>
    [socket, stats]
      .flatMap((address) => (address?.kind === 'unix' ? [posix.dirname(address.path)] : []))
      .filter((folder) => folder !== runtime && !folder.startsWith(`${runtime}/`)),
  )
  return [...new Set(folders)].filter((folder) => folder !== '/' && folder !== '/run')
}

/** Folders of log files, each once. */
function logFolders(applications: readonly Application[]): readonly string[] {
  const folders = applications.flatMap(({uwsgi}) =>
    typeof uwsgi.logging.to === 'object' ? [uwsgi.logging.to.file.replace(/\/[^/]*$/, '') || '/'] : [],
  )
  return [...new Set(folders)]
}

function reopenFiles({kind, applications}: Unit): readonly string[] {
  const logging = applications.filter(({uwsgi}) => typeof uwsgi.logging.to === 'object')
  if (kind === 'javascript') return []
  if (kind !== 'template') return logging.map(({runtime}) => argument('runtime', reopenFile(runtime)))
  const [{name, runtime}] = applications
  const folder = runtime.endsWith(`/${name}`) ? argument('runtime', runtime.slice(0, -name.length)) : undefined
  return logging.length === 0 || folder === undefined ? [] : [reopenFile(`${folder}%i`)]
}

function execStart({kind, applications}: Unit, {service, paths}: Deployment, config?: string): string {
  if (kind === 'javascript') return tsgiCommand(applications[0], service.tsgi)
  const uwsgi = program('service.uwsgi', service.uwsgi)
  if (kind === 'template') return `${uwsgi} --ini ${configuration('paths.config', `${paths.config}/`)}%i.ini`
  if (config !== undefined) return `${uwsgi} --${formatOf(config)} ${configuration('config', config)}`
  const files = applications.map(({name}) => configuration('paths.config', `${paths.config}/${name}.ini`))
  if (kind !== 'emperor') return `${uwsgi} --ini ${files[0]}`
  return `${uwsgi} --emperor-graceful-shutdown${files.map((file) => ` --emperor ${file}`).join('')}`
}

/** uWSGI reads a section behind a colon, expands the brackets, and an emperor takes patterns. */
function configuration(field: string, path: string): string {
  const odd = /:|[$@%]\(|[*?[]/.exec(path)?.[0]
  if (odd !== undefined) throw unsafeValue(field, path, `uWSGI gives ${JSON.stringify(odd)} a meaning there`)
  return argument(field, absolutePath(field, path))
}

/** By the ending, as uWSGI's own option of the same name. */
function formatOf(config: string): string {
  return /\.(yaml|yml|json|xml)$/.exec(config)?.[1] ?? 'ini'
}

function tsgiCommand({entry, uwsgi}: Application, tsgi: string): string {
  if (entry.language !== 'javascript') throw new TypeError(entry.language)
  if (uwsgi.protocol === 'http') {
    throw unsafeValue('uwsgi.protocol', 'http', 'tsgi serve speaks uwsgi alone: a web server in front speaks HTTP')
  }
  const mode = uwsgi.socket.kind === 'unix' ? ['--chmod-socket', uwsgi.socketMode] : []
  const stats = uwsgi.stats ? ['--stats', formatAddress(uwsgi.stats)] : []
  const limits = ['--grace', `${uwsgi.mercy}s`, '--buffer-size', String(uwsgi.bufferSize)]
  const quiet = uwsgi.logging.requests === 'all' ? [] : ['--quiet']
  const args = ['serve', entry.file, '--socket', formatAddress(uwsgi.socket), ...mode, ...stats, ...limits, ...quiet]
  return [program('service.tsgi', tsgi), ...args.map((text) => argument('entry', text))].join(' ')
}

/** What listens on behalf of it. */
export const listenText = (application: Application) => lineText('uwsgi.socket', socketText(application.uwsgi.socket))
