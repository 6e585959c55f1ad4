import type {Alignment} from './alignment.js'
import type {Listen, StaticFolder, Upstream, Web} from './deployment.js'
import type {UpstreamDescription, WebDescription} from './description.js'
import type {Draft} from './draft.js'
import {BUFFERING, CACHE, LIMITS, LOG, TIMEOUTS, UPSTREAM, WEB} from './fields.js'
import {directiveName, variableValue} from './grammar/names.js'
import {absolutePath, folderUrl, socketAddress} from './grammar/paths.js'
import {flag, type Grammar, refusal} from './grammar/refusal.js'
import {unique} from './resolve-application.js'
import {redirected} from './resolve-paths.js'
import {resolveTls} from './resolve-tls.js'
import type {Section} from './section.js'

export type WebSection = Section<WebDescription>
const _DAY = 86_400

export function resolveWeb(draft: Draft, alignment: Alignment): Web {
  const {web} = draft
  const names = unique(web.list('names', WEB.names) ?? [])
  const server = web.get('server', WEB.server) ?? 'nginx'
  return {
    ...{server, names},
    listen: uniqueListens(web.list('listen', WEB.listen) ?? [{port: 80}]),
    www: web.get('www', WEB.www) ?? 'none',
    upstream: resolveUpstream(web.section('upstream')),
    maxBody: alignment.maxBody,
    maxHeader: alignment.maxHeader,
    timeouts: resolveTimeouts(web, alignment),
    buffering: resolveBuffering(web),
    gzip: web.get('gzip', WEB.gzip) ?? true,
    securityHeaders: web.get('security-headers', WEB['security-headers']) ?? true,
    webSockets: unique(web.list('web-sockets', WEB['web-sockets']) ?? []),
    internal: internalFolders(web),
    trustedProxies: unique(web.list('trusted-proxies', WEB['trusted-proxies']) ?? []),
    log: resolveLog(draft, server),
    directives: resolveDirectives(web),
    ...definedOnly({
      version: web.get('version', WEB.version),
      tls: resolveTls(draft, names),
      cache: resolveCache(draft, server),
      limits: resolveLimits(web),
      maintenanceFile: web.get('maintenance-file', (value) => redirected(absolutePath(value), draft.paths.root)),
    }),
  }
}

/** Without the keys that have no value: an optional property is absent, not undefined. */
function definedOnly<T extends object>(values: T): {[K in keyof T]?: NonNullable<T[K]>} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

export function uniqueListens(listens: readonly Listen[]): readonly Listen[] {
  return [...new Map(listens.map((listen) => [`${listen.host ?? '*'} ${listen.port}`, listen])).values()]
}

function resolveUpstream(section: Section<UpstreamDescription>): Upstream {
  const server: Grammar<Upstream['servers'][number]> = (value) => {
    const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {address: value}
    const weight = given['weight'] === undefined ? 1 : UPSTREAM.weight(given['weight'])
    const isBackup = given['backup'] === undefined ? false : flag(given['backup'])
    return {address: socketAddress(given['address']), weight, isBackup}
  }
  return {
    balancing: section.get('balancing', UPSTREAM.balancing) ?? 'round-robin',
    servers: section.list('servers', server) ?? [],
  }
}

function resolveTimeouts(web: WebSection, {read}: Alignment): Web['timeouts'] {
  const timeouts = web.section<NonNullable<WebDescription['timeouts']>>('timeouts')
  return {
    connect: timeouts.get('connect', TIMEOUTS.connect) ?? 5,
    read,
    send: timeouts.get('send', TIMEOUTS.send) ?? read,
  }
}

function resolveBuffering(web: WebSection): Web['buffering'] {
  const buffering = web.section<NonNullable<WebDescription['buffering']>>('buffering')
  return {
    request: buffering.get('request', BUFFERING.request) ?? true,
    response: buffering.get('response', BUFFERING.response) ?? true,
    headerBytes: buffering.get('header', BUFFERING.header) ?? 8192,
  }
}

function internalFolders(web: WebSection): readonly StaticFolder[] {
  const folders = web.entries('internal', folderUrl, absolutePath) ?? []
  return folders.map(([url, folder]) => ({url, folder, isImmutable: false}))
}

function resolveCache({web, name, paths}: Draft, server: Web['server']): Web['cache'] {
  const given = web.raw('cache')
  if (given === undefined || given === false) return undefined
  const cache = web.section<{folder: unknown; size: unknown; time: unknown}>('cache')
  // In a folder that every machine has: Nginx makes the last step alone, and Debian has no /var/cache/nginx.
  const folder = cache.get('folder', CACHE.folder) ?? `/var/cache/${server === 'none' ? 'nginx' : server}-${name}`
  return {
    folder: redirected(folder, paths.root),
    megabytes: cache.get('size', CACHE.size) ?? 256,
    seconds: cache.get('time', CACHE.time) ?? 60,
  }
}

function resolveLimits(web: WebSection): Web['limits'] {
  if (!web.has('limits') || web.raw('limits') === false) return undefined
  const limits = web.section<{rate: unknown; burst: unknown; connections: unknown}>('limits')
  const found = limits.get('rate', LIMITS.rate)
  const burst = limits.get('burst', LIMITS.burst)
  const connections = limits.get('connections', LIMITS.connections)
  if (burst !== undefined && !limits.has('rate')) limits.refuse('burst', 'it is of a rate: say web.limits.rate too')
  return definedOnly({rate: found && {...found, burst: burst ?? found.count * 2}, connections})
}

/** A file of the site's own, beside the server's: its log rotation finds it there. */
function resolveLog({web, name, paths}: Draft, server: Web['server']): Web['log'] {
  const log = web.section<NonNullable<WebDescription['log']>>('log')
  const folder = {nginx: '/var/log/nginx', apache: '/var/log/apache2', lighttpd: '/var/log/lighttpd', none: undefined}[
    server
  ]
  const file = (kind: 'access' | 'error') => {
    if (log.raw(kind) === false) return undefined
    const path = log.get(kind, absolutePath) ?? (folder && `${folder}/${name}.${kind}.log`)
    return path && redirected(path, paths.root)
  }
  const format = log.get('format', LOG.format) ?? 'default'
  return {...definedOnly({access: file('access'), error: file('error')}), format}
}

function resolveDirectives(web: WebSection): Web['directives'] {
  const values: Grammar<readonly string[]> = (value) => {
    if (typeof value === 'object' && !Array.isArray(value)) throw refusal(value, 'a value or a list of values')
    return [value].flat().map(variableValue)
  }
  const found = web.entries('directives', directiveName, values) ?? []
  return found.flatMap(([name, list]) => list.map((value) => [name, value] as const))
}
