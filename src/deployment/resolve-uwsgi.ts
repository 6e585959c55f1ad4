import type {Address} from '../address.js'
import {type Alignment, bufferFor, harakiriFor} from './alignment.js'
import type {Entry, Uwsgi} from './deployment.js'
import type {LoggingDescription, UwsgiDescription} from './description.js'
import type {Draft} from './draft.js'
import {LOGGING, UWSGI} from './fields.js'
import {optionName, variableValue} from './grammar/names.js'
import {oneOf} from './grammar/refusal.js'
import {resolveConcurrency} from './resolve-concurrency.js'
import {redirected, redirectedSocket} from './resolve-paths.js'
import type {Section} from './section.js'

const _DAY = 86_400
/** Of the web servers of Debian: they have to reach the socket. */
const WEB_GROUP = 'www-data'
/** Where it is known how long a queue the kernel takes: enough for a burst while workers are being replaced. */
const LONG_QUEUE = 1024
/** What every kernel takes. */
const SAFE_QUEUE = 128

export interface UwsgiContext {
  readonly section: Section<UwsgiDescription>
  readonly entry: Entry
  readonly draft: Draft
  readonly alignment: Alignment
  /** Folder of its sockets. */
  readonly runtime: string
}

export function resolveUwsgi(context: UwsgiContext): Uwsgi {
  const {section, draft, alignment} = context
  const stats = statsAddress(context)
  const socket = section.get('socket', UWSGI.socket) ?? {kind: 'unix', path: `${context.runtime}/uwsgi.sock`}
  return {
    socket: redirectedSocket(socket, draft.paths.root),
    protocol: section.get('protocol', UWSGI.protocol) ?? 'uwsgi',
    socketMode: section.get('socket-mode', UWSGI['socket-mode']) ?? '660',
    listen: resolveQueue(context),
    ...resolveConcurrency(section),
    ...resolveIdentity(context),
    ...resolveTimes(context),
    ...resolveRecycling(section),
    bufferSize: section.get('buffer-size', UWSGI['buffer-size']) ?? bufferFor(alignment.maxHeader),
    postBuffering: section.get('post-buffering', UWSGI['post-buffering']) ?? 65_536,
    maxBody: section.get('max-body', UWSGI['max-body']) ?? alignment.maxBody,
    ...(stats === undefined ? {} : {stats}),
    logging: resolveLogging(context),
    autoReload: section.get('auto-reload', UWSGI['auto-reload']) ?? false,
    lazyApps: section.get('lazy-apps', UWSGI['lazy-apps']) ?? false,
    build: section.get('build', UWSGI.build) ?? 'portable',
    options: resolveOptions(section),
  }
}

/** More than the kernel takes, and uWSGI refuses to start. */
function resolveQueue({section, draft}: UwsgiContext): number {
  const {somaxconn} = draft.facts
  const listen = section.get('listen', UWSGI.listen)
  if (listen === undefined) return somaxconn === undefined ? SAFE_QUEUE : Math.max(1, Math.min(LONG_QUEUE, somaxconn))
  if (somaxconn !== undefined && listen > somaxconn) {
    const command = `sysctl -w net.core.somaxconn=${listen}`
    section.refuse('listen', `${listen} is over net.core.somaxconn (${somaxconn}) of this machine`, command)
  }
  return listen
}

function resolveTimes({section, alignment}: UwsgiContext): Pick<Uwsgi, 'harakiri' | 'mercy'> {
  const harakiri = section.get('harakiri', UWSGI.harakiri) ?? harakiriFor(alignment.read)
  return {harakiri, mercy: section.get('mercy', UWSGI.mercy) ?? (harakiri === 0 ? 60 : harakiri + 5)}
}

function resolveRecycling(
  section: Section<UwsgiDescription>,
): Pick<Uwsgi, 'maxRequests' | 'maxWorkerLifetime' | 'reloadOnRss'> {
  return {
    maxRequests: section.get('max-requests', UWSGI['max-requests']) ?? 5000,
    maxWorkerLifetime: section.get('max-worker-lifetime', UWSGI['max-worker-lifetime']) ?? 3600,
    reloadOnRss: section.get('reload-on-rss', UWSGI['reload-on-rss']) ?? 512,
  }
}

/** The user of the web server, when a service manager can become it; nobody in particular where none does. */
function resolveIdentity({section, draft}: UwsgiContext): Pick<Uwsgi, 'user' | 'group'> {
  const isManaged = draft.service.get('manager', oneOf(['systemd', 'none'])) !== 'none'
  const user = section.get('user', UWSGI.user) ?? (isManaged ? WEB_GROUP : undefined)
  const group = section.get('group', UWSGI.group) ?? (isManaged ? WEB_GROUP : user)
  return {...(user === undefined ? {} : {user}), ...(group === undefined ? {} : {group})}
}

function statsAddress({section, draft, runtime}: UwsgiContext): Address | undefined {
  const given = section.raw('stats')
  if (given === false) return undefined
  const own: Address = {kind: 'unix', path: `${runtime}/stats.sock`}
  const address = given === true || given === undefined ? own : section.get('stats', UWSGI.stats)
  return address && redirectedSocket(address, draft.paths.root)
}

function resolveLogging({section, draft}: UwsgiContext): Uwsgi['logging'] {
  const logging = section.section<LoggingDescription>('logging')
  const isManaged = draft.service.raw('manager') !== 'none'
  const to = logging.get('to', LOGGING.to)
  return {
    to:
      typeof to === 'object'
        ? {file: redirected(to.file, draft.paths.root)}
        : (to ?? (isManaged ? 'journal' : 'stdout')),
    requests: logging.get('requests', LOGGING.requests) ?? 'errors',
    format: logging.get('format', LOGGING.format) ?? 'text',
    slow: logging.get('slow', LOGGING.slow) ?? 1000,
  }
}

/** A list repeats its option. */
function resolveOptions(section: Section<UwsgiDescription>): Uwsgi['options'] {
  const asList = (value: unknown) => (Array.isArray(value) ? value.map(variableValue) : [variableValue(value)])
  return (section.entries('options', optionName, asList) ?? []).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  )
}
