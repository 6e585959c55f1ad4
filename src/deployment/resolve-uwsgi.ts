import type {Address} from '../address.js'
import {type Alignment, bufferFor, harakiriFor, MAX_BODY, MAX_BUFFER} from './alignment.js'
import type {Entry, Uwsgi} from './deployment.js'
import type {LoggingDescription, UwsgiDescription} from './description.js'
import type {Draft} from './draft.js'
import {optionName, userName, variableValue} from './grammar/names.js'
import {absolutePath, socketAddress} from './grammar/paths.js'
import {integer, mebibytes, milliseconds, seconds, size, socketMode} from './grammar/quantities.js'
import {flag, oneOf} from './grammar/refusal.js'
import {resolveConcurrency} from './resolve-concurrency.js'
import {redirected, redirectedSocket} from './resolve-paths.js'
import type {Section} from './section.js'

const DAY = 86_400
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
  const socket = section.get('socket', socketAddress) ?? {kind: 'unix', path: `${context.runtime}/uwsgi.sock`}
  return {
    socket: redirectedSocket(socket, draft.paths.root),
    protocol: section.get('protocol', oneOf(['uwsgi', 'http'])) ?? 'uwsgi',
    socketMode: section.get('socket-mode', socketMode) ?? '660',
    listen: resolveQueue(context),
    ...resolveConcurrency(section),
    ...resolveIdentity(context),
    ...resolveTimes(context),
    ...resolveRecycling(section),
    bufferSize: section.get('buffer-size', size(4096, MAX_BUFFER)) ?? bufferFor(alignment.maxHeader),
    postBuffering: section.get('post-buffering', size(0, 2 ** 30)) ?? 65_536,
    maxBody: section.get('max-body', size(0, MAX_BODY)) ?? alignment.maxBody,
    ...(stats === undefined ? {} : {stats}),
    logging: resolveLogging(context),
    autoReload: section.get('auto-reload', flag) ?? false,
    lazyApps: section.get('lazy-apps', flag) ?? false,
    build: section.get('build', oneOf(['portable', 'modular', 'embedded'])) ?? 'portable',
    options: resolveOptions(section),
  }
}

/** More than the kernel takes, and uWSGI refuses to start. */
function resolveQueue({section, draft}: UwsgiContext): number {
  const {somaxconn} = draft.facts
  const listen = section.get('listen', integer(1, 65_535))
  if (listen === undefined) return somaxconn === undefined ? SAFE_QUEUE : Math.max(1, Math.min(LONG_QUEUE, somaxconn))
  if (somaxconn !== undefined && listen > somaxconn) {
    const command = `sysctl -w net.core.somaxconn=${listen}`
    section.refuse('listen', `${listen} is over net.core.somaxconn (${somaxconn}) of this machine`, command)
  }
  return listen
}

function resolveTimes({section, alignment}: UwsgiContext): Pick<Uwsgi, 'harakiri' | 'mercy'> {
  const harakiri = section.get('harakiri', seconds(0, DAY)) ?? harakiriFor(alignment.read)
  return {harakiri, mercy: section.get('mercy', seconds(1, DAY)) ?? (harakiri === 0 ? 60 : harakiri + 5)}
}

function resolveRecycling(
  section: Section<UwsgiDescription>,
): Pick<Uwsgi, 'maxRequests' | 'maxWorkerLifetime' | 'reloadOnRss'> {
  return {
    maxRequests: section.get('max-requests', integer(0)) ?? 5000,
    maxWorkerLifetime: section.get('max-worker-lifetime', seconds(0, 365 * DAY)) ?? 3600,
    reloadOnRss: section.get('reload-on-rss', mebibytes()) ?? 512,
  }
}

/** The user of the web server, when a service manager can become it; nobody in particular where none does. */
function resolveIdentity({section, draft}: UwsgiContext): Pick<Uwsgi, 'user' | 'group'> {
  const isManaged = draft.service.get('manager', oneOf(['systemd', 'none'])) !== 'none'
  const user = section.get('user', userName) ?? (isManaged ? WEB_GROUP : undefined)
  const group = section.get('group', userName) ?? (isManaged ? WEB_GROUP : user)
  return {...(user === undefined ? {} : {user}), ...(group === undefined ? {} : {group})}
}

function statsAddress({section, draft, runtime}: UwsgiContext): Address | undefined {
  const given = section.raw('stats')
  if (given === false) return undefined
  const own: Address = {kind: 'unix', path: `${runtime}/stats.sock`}
  const address = given === true || given === undefined ? own : section.get('stats', socketAddress)
  return address && redirectedSocket(address, draft.paths.root)
}

function resolveLogging({section, draft}: UwsgiContext): Uwsgi['logging'] {
  const logging = section.section<LoggingDescription>('logging')
  const isManaged = draft.service.raw('manager') !== 'none'
  const to = logging.get('to', (value) =>
    value === 'stdout' || value === 'journal' ? value : {file: redirected(absolutePath(value), draft.paths.root)},
  )
  return {
    to: to ?? (isManaged ? 'journal' : 'stdout'),
    requests: logging.get('requests', oneOf(['all', 'errors', 'none'])) ?? 'errors',
    format: logging.get('format', oneOf(['text', 'json'])) ?? 'text',
    slow: logging.get('slow', milliseconds(0)) ?? 1000,
  }
}

/** A list repeats its option. */
function resolveOptions(section: Section<UwsgiDescription>): Uwsgi['options'] {
  const asList = (value: unknown) => (Array.isArray(value) ? value.map(variableValue) : [variableValue(value)])
  return (section.entries('options', optionName, asList) ?? []).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  )
}
