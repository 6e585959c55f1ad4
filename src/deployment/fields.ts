import {type Entry, PRESETS} from './deployment.js'
import type {
  ApplicationDescription,
  LoggingDescription,
  PathsDescription,
  ServiceDescription,
  TlsDescription,
  UwsgiDescription,
  WebDescription,
} from './description.js'
import {hostName, listenAddress, network} from './grammar/hosts.js'
import {
  deploymentName,
  directiveName,
  optionName,
  pythonCallable,
  pythonModule,
  userName,
  variableName,
} from './grammar/names.js'
import {absolutePath, anyPath, folderUrl, logTarget, mountPoint, socketAddress} from './grammar/paths.js'
import {integer, mebibytes, milliseconds, rate, seconds, size, socketMode, versionNumber} from './grammar/quantities.js'
import {type Described, flag, oneOf} from './grammar/refusal.js'

const DAY = 86_400
const YEAR = 365 * DAY
/** The most that the size field of a uwsgi packet can say. */
export const MAX_BUFFER = 65_535
/** A tebibyte: nobody uploads more. */
const MAX_BODY = 2 ** 40

export const LANGUAGES = [
  ...(['python', 'perl', 'ruby', 'php', 'lua', 'cgi', 'javascript', 'external'] as const),
] satisfies readonly Entry['language'][]

type Fields<D> = Partial<Record<keyof D, Described<unknown>>>

/** What each key takes: the one place that the loader, the schema and `resolveDeployment` read it from. */
export const WHOLE = {name: deploymentName, preset: oneOf(PRESETS)}

export const APPLICATION = {
  ...{root: anyPath, language: oneOf(LANGUAGES), framework: deploymentName},
  ...{module: pythonModule, file: anyPath, callable: pythonCallable, paste: anyPath, virtualenv: anyPath},
  ...{'python-path': anyPath, 'fork-hooks': flag, 'local-lib': anyPath, 'gem-path': anyPath},
  ...{'document-root': anyPath, 'front-controller': anyPath, scripts: anyPath},
  ...{mount: mountPoint, hosts: hostName, statics: folderUrl, environment: variableName},
  ...{'environment-files': anyPath, 'uses-network': flag},
} satisfies Fields<ApplicationDescription>

export const UWSGI = {
  ...{socket: socketAddress, protocol: oneOf(['uwsgi', 'http']), 'socket-mode': socketMode, listen: integer(1, 65_535)},
  ...{processes: integer(1, 1024), threads: integer(1, 1024), loop: oneOf(['gevent', 'asyncio'])},
  ...{cores: integer(2, 100_000), cheaper: integer(1, 1024), user: userName, group: userName},
  ...{harakiri: seconds(0, DAY), mercy: seconds(1, DAY), 'max-requests': integer(0)},
  ...{'max-worker-lifetime': seconds(0, YEAR), 'reload-on-rss': mebibytes()},
  ...{'buffer-size': size(4096, MAX_BUFFER), 'post-buffering': size(0, 2 ** 30), 'max-body': size(0, MAX_BODY)},
  ...{stats: socketAddress, 'auto-reload': flag, 'lazy-apps': flag},
  ...{build: oneOf(['portable', 'modular', 'embedded']), options: optionName},
} satisfies Fields<UwsgiDescription>

export const CHEAPER = {algorithm: oneOf(['spare', 'busyness'])}

export const LOGGING = {
  to: logTarget,
  requests: oneOf(['all', 'errors', 'none']),
  format: oneOf(['text', 'json']),
  slow: milliseconds(0),
} satisfies Fields<LoggingDescription>

export const STATIC = {'max-age': seconds(0, 10 * YEAR)}

export const WEB = {
  ...{server: oneOf(['nginx', 'apache', 'lighttpd', 'none']), version: versionNumber, names: hostName},
  ...{listen: listenAddress, www: oneOf(['none', 'to-bare', 'to-www'])},
  ...{'max-body': size(0, MAX_BODY), 'max-header': size(1024, MAX_BUFFER), gzip: flag, 'security-headers': flag},
  ...{'web-sockets': mountPoint, internal: folderUrl, 'trusted-proxies': network},
  ...{'maintenance-file': absolutePath, directives: directiveName},
} satisfies Fields<WebDescription>

export const TIMEOUTS = {connect: seconds(1, 75), read: seconds(1, DAY), send: seconds(1, DAY)}
export const BUFFERING = {request: flag, response: flag, header: size(1024, 1024 ** 2)}
export const CACHE = {folder: absolutePath, size: mebibytes(1024 ** 2, 1), time: seconds(1, YEAR)}
export const LIMITS = {rate, burst: integer(0, 100_000), connections: integer(1, 65_535)}
export const LOG = {file: absolutePath, format: oneOf(['default', 'timing', 'json'])}
export const UPSTREAM = {balancing: oneOf(['round-robin', 'least-conn', 'ip-hash']), weight: integer(1, 1000)}

export const TLS = {
  ...{profile: oneOf(['intermediate', 'modern']), listen: listenAddress, certificate: absolutePath, key: absolutePath},
  ...{acme: absolutePath, http2: flag, http3: flag, redirect: flag, hsts: seconds(0), pending: flag},
} satisfies Fields<TlsDescription>

export const SERVICE = {
  ...{manager: oneOf(['systemd', 'none']), kind: oneOf(['service', 'socket', 'template', 'emperor'])},
  ...{hardening: oneOf(['none', 'standard', 'strict']), uwsgi: absolutePath, tsgi: absolutePath},
  ...{'stop-timeout': seconds(1, DAY), 'start-timeout': seconds(1, DAY)},
  ...{'max-open-files': integer(64, 1_048_576), 'memory-max': mebibytes()},
} satisfies Fields<ServiceDescription>

export const PATHS = {
  ...{root: absolutePath, config: absolutePath, runtime: absolutePath, logs: absolutePath},
  ...{state: absolutePath, sites: absolutePath, units: absolutePath},
} satisfies Fields<PathsDescription>
