import type {Address} from '../address.js'

/** One typed value from which every file is rendered: uWSGI, web server, units. All of it is resolved: no default is left open. */
export interface Deployment {
  /** Names files, sockets and units: lower case letters, digits, `-`, `_`; starts with a letter. */
  readonly name: string
  readonly preset: Preset
  /** At least one; each is served by a uWSGI instance of its own. */
  readonly applications: readonly Application[]
  readonly web: Web
  readonly service: Service
  readonly paths: Paths
}

/** One of {@link PRESETS}. */
export type Preset = (typeof PRESETS)[number]

/** What a deployment starts from; docs/deployment.md has the reasons of each. */
export const PRESETS = [
  'production',
  'minimal',
  'low-memory',
  'threads',
  'gevent',
  'asyncio',
  'autoscale',
  'development',
  'container',
] as const

/** An application, where it is reached, and the uWSGI instance that serves it. */
export interface Application {
  /** Unique in the deployment; that of the deployment when there is one application. Same grammar. */
  readonly name: string
  /**
   * Folder of its sockets and pid file: `/run/<name>`, or `/run/<name>/<application>` when there are several. Its own, because
   * systemd removes it with the service.
   */
  readonly runtime: string
  /** Absolute; uWSGI changes into it. `/` of what is `external`. */
  readonly root: string
  readonly entry: Entry
  /** Where it is mounted: `/` or `/app`, without a slash at the end. */
  readonly mount: string
  /** Host names for this application alone; without any it answers on every name of the site. */
  readonly hosts: readonly string[]
  readonly framework?: string
  /** Folders that the web server serves itself. */
  readonly statics: readonly StaticFolder[]
  /** Extra environment of the application. */
  readonly environment: Readonly<Record<string, string>>
  /** Files of `KEY=value` lines, absolute; the service manager reads them. */
  readonly environmentFiles: readonly string[]
  /** Whether it opens connections to other machines (a database, an API): `strict` hardening would cut them off. */
  readonly usesNetwork: boolean
  readonly uwsgi: Uwsgi
}

/** What uWSGI loads. Paths are absolute. */
export type Entry =
  | PythonEntry
  | {readonly language: 'perl'; readonly file: string; readonly localLib?: string}
  | {readonly language: 'ruby'; readonly file: string; readonly gemPath?: string}
  | {
      readonly language: 'php'
      readonly documentRoot: string
      /** Answers what is no file: `<root>/public/index.php`. Without it every `.php` file is its own page. */
      readonly frontController?: string
    }
  | {readonly language: 'lua'; readonly file: string}
  | {
      readonly language: 'cgi'
      readonly folder: string
      /** `.pl` → `perl`; an extension without a helper is executed itself. */
      readonly helpers: Readonly<Record<string, string>>
    }
  /** Served by tsgi's own server instead of uWSGI. */
  | {readonly language: 'javascript'; readonly file: string}
  /** Runs already, and is known by its socket alone: there is nothing to start, but a web server can stand in front. */
  | {readonly language: 'external'}

export type Language = Entry['language']

export interface PythonEntry {
  readonly language: 'python'
  readonly load:
    | {readonly kind: 'module'; readonly module: string; readonly callable: string}
    /** `callable` may be a call: `create_app()`. */
    | {readonly kind: 'file'; readonly file: string; readonly callable: string}
    | {readonly kind: 'paste'; readonly file: string}
  readonly virtualenv?: string
  /** Added to the module search path. */
  readonly pythonPath: readonly string[]
  readonly needsForkHooks: boolean
}

/** A folder of files under a URL. */
export interface StaticFolder {
  /** `/static/`: with both slashes. Below the mount it belongs to, written whole. */
  readonly url: string
  /** Absolute, without a slash at the end. */
  readonly folder: string
  /** Seconds that a client may keep them; undefined: no header. */
  readonly maxAge?: number
  /** Names that carry a hash never change. */
  readonly isImmutable: boolean
}

/** The instance of uWSGI that serves an application. */
export interface Uwsgi {
  readonly socket: Address
  /** `uwsgi` for a web server that speaks it; `http` for the container preset and probes. */
  readonly protocol: 'uwsgi' | 'http'
  /** Octal digits of a unix socket: `660`. */
  readonly socketMode: string
  readonly listen: number
  readonly processes: number
  /** Per process; 1 without threads. */
  readonly threads: number
  /** An async loop with so many cores per process. */
  readonly loop?: {readonly engine: 'gevent' | 'asyncio'; readonly cores: number}
  /** Processes kept when idle; undefined: all of them, always. */
  readonly cheaper?: {readonly minimum: number; readonly initial: number; readonly algorithm: 'spare' | 'busyness'}
  readonly user?: string
  readonly group?: string
  /** Seconds one request may take; 0: for ever. */
  readonly harakiri: number
  /** Seconds that a worker gets to finish its requests on stop and reload. */
  readonly mercy: number
  readonly maxRequests: number
  /** Seconds; 0: for ever. */
  readonly maxWorkerLifetime: number
  /** MiB of resident memory, then a worker is replaced; 0: never. */
  readonly reloadOnRss: number
  /** Bytes of a request's variables, at most 65,535. */
  readonly bufferSize: number
  /** Bytes of a body kept in memory before it goes to a file; 0: unbuffered. */
  readonly postBuffering: number
  /** Bytes of a request's body; 0: no limit. */
  readonly maxBody: number
  readonly stats?: Address
  readonly logging: {
    readonly to: 'stdout' | 'journal' | {readonly file: string}
    readonly requests: 'all' | 'errors' | 'none'
    readonly format: 'text' | 'json'
    /** Milliseconds from which a request is logged as slow; 0: never. */
    readonly slow: number
  }
  /** Restart workers when code changes; `development` alone. */
  readonly autoReload: boolean
  readonly lazyApps: boolean
  /** Where uWSGI comes from: Debian's is modular, pip's has Python embedded. `portable` works with both. */
  readonly build: 'portable' | 'modular' | 'embedded'
  /** Further options, in order, as `[name, value]`; checked against the options of uWSGI. */
  readonly options: readonly (readonly [name: string, value: string])[]
}

/** The web server in front. */
export interface Web {
  readonly server: 'nginx' | 'apache' | 'lighttpd' | 'none'
  /** The version to write for: `1.22.1`; undefined: what every supported one takes. */
  readonly version?: string
  /** The first is the main name; empty: whatever name is asked for. In ASCII (IDNA) form. */
  readonly names: readonly string[]
  /** Plain HTTP; several addresses: `80`, `127.0.0.1:8080`. */
  readonly listen: readonly Listen[]
  readonly tls?: Tls
  /** How `www.` relates to the bare name. */
  readonly www: 'none' | 'to-bare' | 'to-www'
  /** Upstreams beside the socket of the application: other machines, weights. */
  readonly upstream: Upstream
  /** Bytes; 0: no limit. */
  readonly maxBody: number
  /** Bytes that a client may send in headers. */
  readonly maxHeader: number
  /** Seconds, larger than uWSGI's harakiri. */
  readonly timeouts: {readonly connect: number; readonly read: number; readonly send: number}
  readonly buffering: {readonly request: boolean; readonly response: boolean; readonly headerBytes: number}
  readonly gzip: boolean
  readonly securityHeaders: boolean
  /** Paths below which long-lived connections are expected. */
  readonly webSockets: readonly string[]
  /** URL prefix → folder for X-Accel-Redirect and its kin. */
  readonly internal: readonly StaticFolder[]
  readonly cache?: {readonly folder: string; readonly megabytes: number; readonly seconds: number}
  readonly limits?: {
    /** Requests of one client, per second or minute. */
    readonly rate?: {readonly count: number; readonly per: 'second' | 'minute'; readonly burst: number}
    /** Connections of one client. */
    readonly connections?: number
  }
  /** Proxies whose word on the client's address is taken. */
  readonly trustedProxies: readonly string[]
  readonly log: {readonly access?: string; readonly error?: string; readonly format: 'default' | 'timing' | 'json'}
  /** A file; while it exists every request is answered 503. */
  readonly maintenanceFile?: string
  /** Further directives of the location, in order; checked against the list of directives. */
  readonly directives: readonly (readonly [name: string, value: string])[]
}

export interface Listen {
  /** Undefined: every address, IPv4 and IPv6. */
  readonly host?: string
  readonly port: number
}

export interface Tls {
  readonly profile: 'intermediate' | 'modern'
  readonly listen: readonly Listen[]
  readonly certificate: string
  readonly key: string
  /** Folder in which the ACME client answers challenges. */
  readonly acme?: string
  readonly http2: boolean
  readonly http3: boolean
  /** Redirect plain HTTP. */
  readonly redirect: boolean
  /** Seconds; 0: no header. */
  readonly hsts: number
  /** The first stage of an ACME deployment: no certificate yet, only the challenge and a redirect. */
  readonly isPending: boolean
}

export interface Upstream {
  readonly balancing: 'round-robin' | 'least-conn' | 'ip-hash'
  /** Empty: the application's own socket alone. */
  readonly servers: readonly {readonly address: Address; readonly weight: number; readonly isBackup: boolean}[]
}

/** What starts uWSGI, and keeps it running. */
export interface Service {
  readonly manager: 'systemd' | 'none'
  readonly kind: 'service' | 'socket' | 'template' | 'emperor'
  readonly hardening: 'none' | 'standard' | 'strict'
  /** Absolute path of uWSGI. */
  readonly uwsgi: string
  /** Absolute path of tsgi, which serves JavaScript. */
  readonly tsgi: string
  /** Seconds, larger than uWSGI's mercy. */
  readonly stopTimeout: number
  readonly startTimeout: number
  readonly maxOpenFiles: number
  /** MiB; 0: no limit. */
  readonly memoryMax: number
}

/** Where things lie on the machine that it is deployed to. Absolute. */
export interface Paths {
  /**
   * A root folder built for a test or an image; empty: the machine itself. Every path that the deployment creates (those
   * below, sockets, logs) begins with it already; what exists (code, certificates, programs) does not.
   */
  readonly root: string
  /** Folder of the configuration of uWSGI. */
  readonly config: string
  /** Folder of sockets and pid files: `/run/<name>`. */
  readonly runtime: string
  readonly logs: string
  readonly state: string
  /** Folder of the web server's site files. */
  readonly sites: string
  readonly units: string
}
