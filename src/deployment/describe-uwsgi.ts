import {basename, dirname, extname, resolve} from 'node:path/posix'
import type {ApplicationDescription, DeploymentDescription, UwsgiDescription} from './description.js'
import {MAX_BUFFER} from './fields.js'
import {nameFrom} from './grammar/names.js'

/** An option of uWSGI as it takes effect: includes and placeholders are followed, aliases have their main name. */
export interface EffectiveOption {
  readonly name: string
  readonly value: string
}

/** Names of files that say nothing of the application. */
const PLAIN_NAMES = ['uwsgi', 'config', 'conf', 'app', 'prod', 'production', 'default', 'wsgi']

/** Bytes, where nothing is said; uWSGI rounds less up to it. */
const UWSGI_BUFFER = 4096

/** What uWSGI does where a configuration says nothing. */
const SILENT = {harakiri: 0, 'buffer-size': UWSGI_BUFFER}

type Options = ReadonlyMap<string, readonly string[]>

/** What is wanted of a configuration that tsgi did not write. */
export interface UwsgiReading {
  /** It gets a successor: what it leaves out is for tsgi to say, where it otherwise is what uWSGI does. */
  readonly isReplaced?: boolean
}

/**
 * What a configuration of uWSGI that tsgi did not write says of a deployment: enough for a web server in front of it. What
 * it does not say stays open.
 */
export function describeUwsgi(
  options: readonly EffectiveOption[],
  file: string,
  reading: UwsgiReading = {},
): DeploymentDescription {
  const byName = new Map<string, string[]>()
  for (const {name, value} of options) byName.set(name, [...(byName.get(name) ?? []), value])
  const root = first(byName, 'chdir') ?? dirname(file)
  return {
    name: nameOf(file, root),
    application: {root, ...entryOf(byName, root), ...mountOf(byName), ...staticsOf(byName, root)},
    uwsgi: {...(reading.isReplaced ? {} : SILENT), ...instanceOf(byName, root)},
    // What web servers take by default: the buffer is what it is, and a warning says when it is too small for that.
    ...(reading.isReplaced ? {} : {web: {'max-header': '32k'}}),
  }
}

/** Of an option that counts once: the last one does. */
function last(options: Options, ...names: string[]): string | undefined {
  return names.map((name) => options.get(name)?.at(-1)).find((value) => value !== undefined && value !== '')
}

function first(options: Options, ...names: string[]): string | undefined {
  return names.map((name) => options.get(name)?.[0]).find((value) => value !== undefined && value !== '')
}

/** `shop.ini` is the shop; `shop/uwsgi.ini` too. */
function nameOf(file: string, root: string): string {
  const own = basename(file, extname(file))
  const candidates = [PLAIN_NAMES.includes(own) ? '' : own, basename(dirname(file)), basename(root), own]
  const usable = candidates.filter((name) => name !== '' && !['uwsgi', 'deploy', 'etc', 'vassals'].includes(name))
  return usable.map(nameFrom).find((name) => name !== undefined) ?? 'app'
}

function entryOf(options: Options, root: string): ApplicationDescription {
  const module = first(options, 'module', 'wsgi')
  const file = first(options, 'wsgi-file', 'file')
  const callable = first(options, 'callable')
  const python = {
    ...defined('virtualenv', pathIn(root, first(options, 'virtualenv', 'home', 'venv', 'pyhome'))),
    ...defined('callable', callable),
  }
  if (module !== undefined) return {language: 'python', module, ...python}
  if (file !== undefined) return {language: 'python', file, ...python}
  const single = [
    ['psgi', 'perl', 'file'],
    ['rack', 'ruby', 'file'],
    ['lua', 'lua', 'file'],
    ['php-docroot', 'php', 'document-root'],
  ] as const
  for (const [option, language, key] of single) {
    const value = first(options, option)
    if (value === undefined) continue
    const front = language === 'php' ? defined('front-controller', pathIn(root, first(options, 'php-app'))) : {}
    return {language, [key]: resolve(root, value), ...front}
  }
  return {language: 'external'}
}

function instanceOf(options: Options, root: string): UwsgiDescription {
  const http = first(options, 'http-socket')
  const own = ownSocket(options)
  const socket = own ?? http
  const isHttp = own === undefined && http !== undefined
  const number = (key: string, ...names: string[]) => defined(key, wholeNumber(last(options, ...names)))
  const buffer = wholeNumber(last(options, 'buffer-size'))
  return {
    ...defined('socket', socketOf(socket, root)),
    ...(isHttp || first(options, 'protocol') === 'http' ? {protocol: 'http' as const} : {}),
    ...defined('socket-mode', octal(last(options, 'chmod-socket'))),
    ...number('processes', 'processes', 'workers'),
    ...number('threads', 'threads'),
    ...number('listen', 'listen'),
    ...number('harakiri', 'harakiri'),
    cheaper: wholeNumber(last(options, 'cheaper')) || false,
    ...number('mercy', 'worker-reload-mercy'),
    ...(buffer === undefined ? {} : {'buffer-size': Math.min(Math.max(buffer, UWSGI_BUFFER), MAX_BUFFER)}),
    ...number('max-body', 'limit-post'),
    ...defined('user', last(options, 'uid')),
    ...defined('group', last(options, 'gid')),
  }
}

/** `=0` is the first that `shared-socket` opened. */
function ownSocket(options: Options): string | undefined {
  const all = [...(options.get('socket') ?? []), ...(options.get('uwsgi-socket') ?? [])]
  const named = all.map((text) => {
    const shared = /^=(\d{1,3})$/.exec(text)?.[1]
    return shared === undefined ? text : options.get('shared-socket')?.[Number(shared)]
  })
  return named.find((text) => text !== undefined && text !== '')
}

/** The first socket; uWSGI starts relative ones from its folder. */
function socketOf(text: string | undefined, root: string): string | undefined {
  if (text === undefined || /^@|^\[|^[\w.*-]*:\d+$|^\*/.test(text))
    return text?.replace(/^(\*|0\.0\.0\.0):/, '127.0.0.1:')
  return resolve(root, text)
}

/** Of several, uWSGI itself chooses: the web server hands it everything. */
function mountOf(options: Options): ApplicationDescription {
  const mounts = options.get('mount') ?? []
  const mount = mounts.length === 1 ? mounts[0]?.split('=')[0] : undefined
  return mount?.startsWith('/') && mount !== '/' ? {mount: mount.replace(/\/+$/, '')} : {}
}

function staticsOf(options: Options, root: string): ApplicationDescription {
  const entries = (options.get('static-map') ?? []).flatMap((text): [string, string][] => {
    const at = text.indexOf('=')
    return at > 0 ? [[`/${text.slice(0, at).replace(/^\/+|\/+$/g, '')}/`, resolve(root, text.slice(at + 1))]] : []
  })
  return entries.length > 0 ? {statics: Object.fromEntries(entries)} : {}
}

function pathIn(root: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(root, path)
}

function wholeNumber(text: string | undefined): number | undefined {
  // As atoi(3) reads it: `60s` is 60.
  const digits = text === undefined ? undefined : /^\s*(\d{1,15})/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function octal(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-7]{3,4}$/.test(text) ? text : undefined
}

function defined<V>(key: string, value: V | undefined): Record<string, V> {
  return value === undefined ? {} : {[key]: value}
}
