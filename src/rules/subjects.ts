import {apacheDialect} from '../config/apache/dialect.js'
import type {ConfigKind} from '../config/kind.js'
import {lighttpdDialect} from '../config/lighttpd/dialect.js'
import type {LighttpdDirective} from '../config/lighttpd/parse.js'
import {type Dialect, type LoadedConfig, loadText} from '../config/load.js'
import {nginxDialect} from '../config/nginx/dialect.js'
import {dumpedFiles, filesOfDump} from '../config/nginx/dump.js'
import type {UwsgiFiles} from '../config/uwsgi/surroundings.js'
import {readUwsgiSubject, type UwsgiSubject} from './uwsgi-subject.js'

/** What rules know besides the file. */
export interface LintSettings {
  /** The version of uWSGI to judge by: `2.0.21`; undefined: any of 2.0. */
  readonly uwsgiVersion?: string
  /** Plugins that are built in, by their names in the sources; undefined: not known. */
  readonly builtIn?: readonly string[]
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
export interface SystemdSubject extends Common<'systemd'> {}
export interface ComposeSubject extends Common<'compose'> {}
export interface KubernetesSubject extends Common<'kubernetes'> {}
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
