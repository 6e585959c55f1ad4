import {usageError} from '../../errors.js'
import type {Var} from '../../wire/vars.js'

/** The HTTP request that a web server received. Byte strings throughout. */
export interface HttpRequest {
  readonly method: string
  /** Path and query as in the request line. */
  readonly uri: string
  /** The path, percent-decoded; not normalised. */
  readonly path: string
  readonly query: string
  /** In order of arrival, names as written, `Host` among them. */
  readonly headers: readonly Var[]
  readonly https: boolean
  /** 0 without a body. */
  readonly bodyBytes: number
}

/** What a web server tells of itself and of its client. */
export interface Site {
  readonly documentRoot: string
  readonly remoteAddr: string
  readonly remotePort: string
  readonly serverAddr: string
  /** The host's name, without a port. */
  readonly serverName: string
  readonly serverPort: string
  /** The uwsgi server as Apache names it: `uwsgi://127.0.0.1:3031`. */
  readonly upstream: string
  /** Apache's own `PATH`, which it hands on. */
  readonly searchPath: string
  /** Apache's `ServerAdmin`. */
  readonly serverAdmin: string
  /** `SERVER_SOFTWARE`; the version of Debian 12 when absent. */
  readonly software?: string
}

/** Which variables a web server sends for a request, in its order. */
export type Preset = (request: HttpRequest, site: Site) => Var[]

/** The first header of that name. */
export function headerOf(headers: readonly Var[], name: string): string | undefined {
  return headers.find(([written]) => written.toLowerCase() === name)?.[1]
}

/** The variable of a header: `X-Real-IP` is `HTTP_X_REAL_IP`. */
export function headerVariable(name: string): string {
  return `HTTP_${name.toUpperCase().replace(/[^A-Z\d]/g, '_')}`
}

/** Nginx and Apache drop a header whose name has anything but letters, digits and dashes. */
export function hasPlainName([name]: Var): boolean {
  return /^[a-z\d-]+$/i.test(name)
}

/** Headers that came more than once become one, at the place of the first. */
export function joinRepeated(headers: readonly Var[], separatorFor: (name: string) => string = () => ', '): Var[] {
  const joined = new Map<string, Var>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const earlier = joined.get(key)
    joined.set(key, earlier ? [earlier[0], `${earlier[1]}${separatorFor(key)}${value}`] : [name, value])
  }
  return [...joined.values()]
}

/**
 * The path as all three web servers pass it on: one slash for several, `.` and `..` resolved.
 *
 * @throws TsgiError `TSGI_BAD_PATH`, usage, for a path above the root: each of them answers 400 by itself.
 */
export function normalisePath(path: string): string {
  if (path === '*') return path
  const kept: string[] = []
  const segments = path.split('/').slice(1)
  for (const segment of segments) {
    if (segment === '..' && kept.pop() === undefined) throw aboveRoot(path)
    if (segment !== '' && segment !== '.' && segment !== '..') kept.push(segment)
  }
  const isFolder = ['', '.', '..'].includes(segments.at(-1)!) && kept.length > 0
  return `/${kept.join('/')}${isFolder ? '/' : ''}`
}

function aboveRoot(path: string): Error {
  return usageError(
    'TSGI_BAD_PATH',
    `${JSON.stringify(path)} leads above the root: a web server answers 400 itself and sends nothing on`,
    'to send it all the same: --preset minimal',
  )
}
