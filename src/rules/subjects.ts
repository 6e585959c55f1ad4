import {apacheDialect} from '../config/apache/dialect.js'
import type {ComposeFile} from '../config/compose/compose.js'
import type {ConfigKind} from '../config/kind.js'
import type {ManifestConfig} from '../config/kubernetes/manifest.js'
import {lighttpdDialect} from '../config/lighttpd/dialect.js'
import type {LighttpdDirective} from '../config/lighttpd/parse.js'
import {type Dialect, type LoadedConfig, loadText} from '../config/load.js'
import {nginxDialect} from '../config/nginx/dialect.js'
import {dumpedFiles, filesOfDump} from '../config/nginx/dump.js'
import {uwsgiOf} from '../config/systemd/command.js'
import {loadUnit} from '../config/systemd/load.js'
import type {LoadedUnit, UnitProblem} from '../config/systemd/unit.js'
import {type ExpandedConfig, expandCommandLine} from '../config/uwsgi/expand.js'
import type {UwsgiFiles} from '../config/uwsgi/surroundings.js'
import {readUwsgiSubject, type UwsgiSubject} from './uwsgi-subject.js'

/** What rules know besides the file. */
export interface LintSettings {
  /** The version of uWSGI to judge by: `2.0.21`; undefined: any of 2.0. */
  readonly uwsgiVersion?: string
  /** Plugins that are built in, by their names in the sources; undefined: not known. */
  readonly builtIn?: readonly string[]
  /** Every plugin that the installed uWSGI could load, built in or beside it. */
  readonly installedPlugins?: readonly string[]
  /** Every option that the installed uWSGI knows, with all of its plugins. */
  readonly installedOptions?: ReadonlySet<string>
  /** The folder that relative names start from; absolute. */
  readonly folder?: string
  /** The version of nginx to judge by. */
  readonly nginxVersion?: string
  /** Environment in which uWSGI would run; its `UWSGI_…` become options. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

interface Common<K extends ConfigKind> {
  readonly kind: K
  readonly file: string
  readonly text: string
  readonly settings: LintSettings
}

/** A configuration of nginx, or a part that is included somewhere. */
export interface NginxSubject extends Common<'nginx'>, LoadedConfig {}
export interface ApacheSubject extends Common<'apache'>, LoadedConfig {}
export interface LighttpdSubject extends Common<'lighttpd'>, Omit<LoadedConfig, 'directives'> {
  readonly directives: readonly LighttpdDirective[]
}
/** A unit of systemd with its drop-ins. */
export interface SystemdSubject extends Common<'systemd'> {
  readonly unit: LoadedUnit
  readonly files: LoadedUnit['files']
  readonly problems: readonly UnitProblem[]
  /** The uWSGI that it starts, with the files that its command line names as far as they are here. */
  readonly uwsgi?: ExpandedConfig
}
export interface ComposeSubject extends Common<'compose'>, ComposeFile {}
export interface KubernetesSubject extends Common<'kubernetes'>, ManifestConfig {}
export interface TsgiSubject extends Common<'tsgi'> {}

export type Subject =
  | NginxSubject
  | ApacheSubject
  | LighttpdSubject
  | UwsgiSubject
  | SystemdSubject
  | ComposeSubject
  | KubernetesSubject
  | TsgiSubject
export type SubjectOf<K extends ConfigKind> = Extract<Subject, {readonly kind: K}>

export interface SubjectSource {
  readonly kind: ConfigKind
  readonly file: string
  readonly text: string
  readonly files: UwsgiFiles
  readonly settings: LintSettings
}

/** Reads a file of that kind with all that it includes. */
export async function readSubject(source: SubjectSource): Promise<Subject> {
  const {kind, file, text, settings} = source
  if (kind === 'nginx') return {kind, file, text, settings, ...(await loadNginx(source))}
  if (kind === 'apache') return {kind, file, text, settings, ...(await load(source, apacheDialect()))}
  if (kind === 'lighttpd') {
    const loaded = (await load(source, lighttpdDialect)) as LoadedConfig & Pick<LighttpdSubject, 'directives'>
    return {kind, file, text, settings, ...loaded}
  }
  if (kind === 'uwsgi') return readUwsgiSubject(source)
  if (kind === 'systemd') return readUnit(source)
  if (kind === 'compose') {
    const {readCompose} = await import('../config/compose/compose.js')
    return {...(await readCompose(text, file)), kind, settings}
  }
  if (kind === 'kubernetes') {
    const {readManifests} = await import('../config/kubernetes/manifest.js')
    return {...(await readManifests(text, file)), kind, settings}
  }
  return {kind, file, text, settings}
}

function load({file, text, files}: SubjectSource, dialect: Dialect): Promise<LoadedConfig> {
  return loadText(text, file, files, dialect)
}

/** What `nginx -T` printed brings its includes along; the places are those of the files it names. */
async function loadNginx(source: SubjectSource): Promise<LoadedConfig> {
  const dumped = filesOfDump(source.text)
  const [main] = dumped
  if (!main) return load(source, nginxDialect)
  return loadText(main[1], main[0], dumpedFiles(dumped), nginxDialect)
}

async function readUnit({file, text, files, settings}: SubjectSource): Promise<SystemdSubject> {
  const unit = await loadUnit(text, file, {files})
  const command = uwsgiOf(unit)
  const around = {environment: {}, folder: settings.folder ?? '/', files}
  const uwsgi = command && (await expandCommandLine(command, around))
  return {
    ...{kind: 'systemd', file, text, settings, unit, files: unit.files},
    problems: unit.files.flatMap(({problems}) => problems),
    ...(uwsgi ? {uwsgi} : {}),
  }
}
