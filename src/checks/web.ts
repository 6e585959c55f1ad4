import type {ConfigProblem, Directive, ParsedConfig} from '../config/directive.js'
import type {Location} from '../diagnostics.js'
import type {ProxyTarget} from '../rules/facts.js'

export type WebKind = 'nginx' | 'apache' | 'lighttpd'

/** A place of a web server's configuration that hands requests over. */
export interface Target extends ProxyTarget {
  /** What is asked of uWSGI; 0 unless it is said. */
  readonly modifier1: number
  /** Whether the variables of a request are sent, where that has to be said (nginx). */
  readonly hasParams: boolean
}

/** The part of a configuration that answers a request. */
export interface Site {
  readonly at: Location
  /** `server shop.example, location /`. */
  readonly label: string
  readonly targets: readonly Target[]
  /** The certificate that it shows, where that is said. */
  readonly certificate?: string
}

/** A configuration of a web server. */
export interface WebConfigured {
  readonly kind: WebKind
  readonly file: string
  readonly directives: readonly Directive[]
  readonly files: readonly ParsedConfig[]
  readonly problems: readonly ConfigProblem[]
  readonly targets: readonly Target[]
  readonly logs: readonly string[]
  /** The site that answers a request for that name and path on that port; undefined where none is configured for it. */
  siteOf(port: number, host: string, path: string): Site | undefined
}
