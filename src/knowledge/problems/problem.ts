/** Who writes the line in which a problem shows. */
export type ProblemSource =
  | 'uwsgi'
  | 'nginx'
  | 'apache'
  | 'lighttpd'
  | 'systemd'
  | 'application'
  | 'access log'
  | 'shell'
  | 'pip'

/** As in diagnostics.ts, which knowledge does not import. */
export type ProblemSeverity = 'error' | 'warning' | 'info'

/** What a pattern found in a line, by the names of its groups. */
export type Values = Readonly<Record<string, string>>

/** How one message is recognised. */
export interface Pattern {
  readonly source: ProblemSource
  /** Text that every such line has, at least {@link MIN_ANCHOR} bytes: the scan looks for it, the expression runs where it is. */
  readonly anchor: string
  /** Tells the line from others with the same anchor, and captures values. Without one the anchor alone is the message. */
  readonly regex?: RegExp
  /** Tells by the values what the expression cannot. */
  readonly when?: (values: Values) => boolean
}

/** The shortest anchor: the scan jumps over that much at a time. */
export const MIN_ANCHOR = 5

/** Something that goes wrong with uWSGI deployments. */
export interface Problem {
  /** `U001`: stable. */
  readonly id: string
  /** What is wrong, lower case, no full stop. */
  readonly title: string
  /** The title with what the message says: `{name}` is a value of the pattern, or of what it decodes to. */
  readonly say?: string
  readonly severity: ProblemSeverity
  /** What to fix first among problems of one severity: smaller is nearer to the root. */
  readonly order: number
  readonly patterns: readonly Pattern[]
  /** What the message, or the silence, means. */
  readonly means: string
  /** How it comes about. */
  readonly why: string
  /** Commands that make sure; `{path|/run/app.sock}` is a value of the message, or what stands behind the bar. */
  readonly sure: readonly string[]
  /** What to do, the most direct first; `{…}` as in `sure`. */
  readonly fix: readonly string[]
  readonly related?: readonly string[]
  /** Where it is documented. */
  readonly docs: string
  /** Why no message of a real server is kept for it: it is silent, or the program is not one that runs here. */
  readonly unseen?: string
}

/** One pattern. */
export function seen(source: ProblemSource, anchor: string, regex?: RegExp, when?: Pattern['when']): Pattern {
  return {source, anchor, ...(regex && {regex}), ...(when && {when})}
}

/** A page of uWSGI's documentation. */
export const uwsgiDocs = (page: string) => `https://uwsgi-docs.readthedocs.io/en/latest/${page}`

/** A directive of nginx's uwsgi module. */
export const nginxDocs = (directive: string) => `https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#${directive}`

/** A directive of nginx's core. */
export const nginxCoreDocs = (directive: string) =>
  `https://nginx.org/en/docs/http/ngx_http_core_module.html#${directive}`

/** A page of Apache's documentation. */
export const apacheDocs = (page: string) => `https://httpd.apache.org/docs/2.4/${page}`

/** A manual page of systemd. */
export const systemdDocs = (page: string) => `https://www.freedesktop.org/software/systemd/man/latest/${page}`

/** Where there is no message to know it by. */
export const SILENT = 'nothing is logged'
