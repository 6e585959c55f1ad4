import type {Severity} from '../diagnostics.js'
import type {Language, Preset} from './deployment.js'

/** Bytes: `65536`, `64k`, `8m`, `1g` (binary multiples). */
export type Size = number | string
/** `30s`, `5m`, `12h`, `30d`; a bare number is seconds. */
export type Duration = number | string

/** One, or a list of them. */
export type Several = string | readonly string[]

/** What `tsgi.yaml` says. Everything may be left out but what cannot be guessed; `resolveDeployment` fills in the rest. */
export interface DeploymentDescription {
  /** Of the format of the file. */
  readonly version?: 1
  readonly name?: string
  readonly preset?: Preset
  /** The only application; or several, by their names, under `applications`. */
  readonly application?: ApplicationDescription
  readonly applications?: Readonly<Record<string, ApplicationDescription>>
  /** For every application; an application's own `uwsgi` goes before it. */
  readonly uwsgi?: UwsgiDescription
  readonly web?: WebDescription
  readonly service?: ServiceDescription
  readonly paths?: PathsDescription
  /** Severities of lint by rule, or by how rules begin: `{UW409: off}`. */
  readonly lint?: Readonly<Record<string, Severity | 'off'>>
}

/** Relative paths start from `root`, and `root` itself from the folder of `tsgi.yaml`. */
export interface ApplicationDescription {
  readonly root?: string
  /** Guessed from the keys below and the ending of `file`. */
  readonly language?: Language
  readonly framework?: string
  /** Python: `shop.wsgi:application`. */
  readonly module?: string
  /** Python, Perl, Ruby, Lua, JavaScript. */
  readonly file?: string
  /** Python, with `module` or `file`; `application` by default. */
  readonly callable?: string
  /** Python: a PasteDeploy file. */
  readonly paste?: string
  readonly virtualenv?: string
  readonly 'python-path'?: Several
  /** Python: modules that start threads or want to know of forks. */
  readonly 'fork-hooks'?: boolean
  readonly 'local-lib'?: string
  readonly 'gem-path'?: string
  readonly 'document-root'?: string
  readonly 'front-controller'?: string
  /** CGI: the folder of the scripts. */
  readonly scripts?: string
  /** CGI: `.pl: perl`. */
  readonly helpers?: Readonly<Record<string, string>>
  readonly mount?: string
  readonly hosts?: Several
  /** URL → folder. */
  readonly statics?: Readonly<Record<string, string | StaticDescription>>
  readonly environment?: Readonly<Record<string, string | number | boolean>>
  readonly 'environment-files'?: Several
  readonly 'uses-network'?: boolean
  readonly uwsgi?: UwsgiDescription
}

/** A folder of files, with what is said to browsers about them. */
export interface StaticDescription {
  readonly folder: string
  readonly 'max-age'?: Duration
  readonly immutable?: boolean
}

/** The instance of uWSGI that serves an application. `false` turns off what a preset turns on. */
export interface UwsgiDescription {
  readonly socket?: string
  readonly protocol?: 'uwsgi' | 'http'
  readonly 'socket-mode'?: string | number
  readonly listen?: number
  readonly processes?: number
  readonly threads?: number
  readonly loop?: 'gevent' | 'asyncio' | false
  /** Requests at a time in one process of a loop. */
  readonly cores?: number
  readonly cheaper?: number | false | CheaperDescription
  readonly user?: string
  readonly group?: string
  readonly harakiri?: Duration
  readonly mercy?: Duration
  readonly 'max-requests'?: number
  readonly 'max-worker-lifetime'?: Duration
  readonly 'reload-on-rss'?: Size
  readonly 'buffer-size'?: Size
  readonly 'post-buffering'?: Size
  readonly 'max-body'?: Size
  readonly stats?: string | boolean
  readonly logging?: LoggingDescription
  readonly 'auto-reload'?: boolean
  readonly 'lazy-apps'?: boolean
  readonly build?: 'portable' | 'modular' | 'embedded'
  /** Further options of uWSGI; a list repeats the option. */
  readonly options?: OptionsDescription
}

export type OptionsDescription = Readonly<Record<string, OptionValue | readonly OptionValue[]>>
export type OptionValue = string | number | boolean

/** How many processes stay when there is nothing to do. */
export interface CheaperDescription {
  readonly minimum: number
  readonly initial?: number
  readonly algorithm?: 'spare' | 'busyness'
}

/** What uWSGI writes down, and where. */
export interface LoggingDescription {
  /** `stdout`, `journal`, or an absolute path. */
  readonly to?: string
  readonly requests?: 'all' | 'errors' | 'none'
  readonly format?: 'text' | 'json'
  readonly slow?: Duration
}

/** The web server in front. */
export interface WebDescription {
  readonly server?: 'nginx' | 'apache' | 'lighttpd' | 'none'
  readonly version?: string
  readonly names?: Several
  readonly listen?: ListenDescription
  /** `true`: certificates of Let's Encrypt. */
  readonly tls?: boolean | TlsDescription
  readonly www?: 'none' | 'to-bare' | 'to-www'
  readonly upstream?: UpstreamDescription
  readonly 'max-body'?: Size
  readonly 'max-header'?: Size
  readonly timeouts?: {readonly connect?: Duration; readonly read?: Duration; readonly send?: Duration}
  readonly buffering?: {readonly request?: boolean; readonly response?: boolean; readonly header?: Size}
  readonly gzip?: boolean
  readonly 'security-headers'?: boolean
  readonly 'web-sockets'?: Several
  readonly internal?: Readonly<Record<string, string>>
  readonly cache?: boolean | {readonly folder?: string; readonly size?: Size; readonly time?: Duration}
  readonly limits?: false | {readonly rate?: string; readonly burst?: number; readonly connections?: number}
  readonly 'trusted-proxies'?: Several
  readonly log?: {
    readonly access?: string | false
    readonly error?: string | false
    readonly format?: 'default' | 'timing' | 'json'
  }
  readonly 'maintenance-file'?: string
  /** Further directives of the location; a list repeats the directive. */
  readonly directives?: OptionsDescription
}

/** A port, or `address:port`; or a list of them. */
export type ListenDescription = number | string | readonly (number | string)[]

export interface TlsDescription {
  readonly profile?: 'intermediate' | 'modern'
  readonly listen?: ListenDescription
  /** Without it: the paths of Let's Encrypt. */
  readonly certificate?: string
  readonly key?: string
  readonly acme?: string | false
  readonly http2?: boolean
  readonly http3?: boolean
  readonly redirect?: boolean
  readonly hsts?: Duration
  readonly pending?: boolean
}

export interface UpstreamDescription {
  readonly balancing?: 'round-robin' | 'least-conn' | 'ip-hash'
  /** Addresses of uWSGI, beside the socket of the application. */
  readonly servers?: readonly (
    | string
    | {readonly address: string; readonly weight?: number; readonly backup?: boolean}
  )[]
}

/** What starts uWSGI, and keeps it running. */
export interface ServiceDescription {
  readonly manager?: 'systemd' | 'none'
  readonly kind?: 'service' | 'socket' | 'template' | 'emperor'
  readonly hardening?: 'none' | 'standard' | 'strict'
  readonly uwsgi?: string
  readonly tsgi?: string
  readonly 'stop-timeout'?: Duration
  readonly 'start-timeout'?: Duration
  readonly 'max-open-files'?: number
  readonly 'memory-max'?: Size
}

/** Where things lie on the machine that it is deployed to. */
export interface PathsDescription {
  /** Everything that the deployment creates lies below it: a folder built for a test or an image. */
  readonly root?: string
  readonly config?: string
  readonly runtime?: string
  readonly logs?: string
  readonly state?: string
  readonly sites?: string
  readonly units?: string
}
