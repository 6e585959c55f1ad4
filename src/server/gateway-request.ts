import type {Var} from '../wire/vars.js'

/** A request as the variables of a front describe it. Strings are byte strings, as everywhere on the wire. */
export interface GatewayRequest {
  /** All variables, in order, as received. */
  readonly vars: readonly Var[]
  readonly method: string
  /** Path and query in ASCII: what is no visible ASCII is percent-encoded. */
  readonly url: string
  /** `HTTP/1.1` when the front sent another one than 1.0 or 1.1, or none. */
  readonly protocol: 'HTTP/1.0' | 'HTTP/1.1'
  readonly scheme: 'http' | 'https'
  /** `Host` when it is one, else `SERVER_NAME` and `SERVER_PORT`; never empty. */
  readonly host: string
  readonly remoteAddress: string
  readonly remotePort: number
  readonly remoteUser: string
  /** Bytes of body that the front announces: the leading digits of `CONTENT_LENGTH`, as uWSGI reads it. */
  readonly contentLength: number
  /** Name, value, name, value, … in order; a header may come twice. */
  readonly rawHeaders: string[]
}

/**
 * `HTTP_PROXY` would set a proxy for CGI programs (httpoxy), and nginx passes it. The body arrives de-chunked and measured, so
 * the client's framing headers are void; `CONTENT_TYPE` and `CONTENT_LENGTH` carry what holds.
 */
const NO_HEADER: ReadonlySet<string> = new Set([
  'HTTP_PROXY',
  'HTTP_CONTENT_LENGTH',
  'HTTP_CONTENT_TYPE',
  'HTTP_TRANSFER_ENCODING',
])

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i
const NOT_VISIBLE = /[^\x21-\x7e]/g

/** What the variables of interest hold; empty when they did not come. */
class Known {
  method = ''
  uri = ''
  scriptName = ''
  pathInfo = ''
  query = ''
  protocol = ''
  scheme = ''
  https = ''
  host = ''
  serverName = ''
  serverPort = ''
  remoteAddress = ''
  remotePort = ''
  remoteUser = ''
  contentType = ''
  contentLength = ''
}

/** Reads the CGI variables of a request. Of a variable that comes twice the last one counts, except headers: those are kept. */
export function readGatewayRequest(vars: readonly Var[]): GatewayRequest {
  const known = new Known()
  const rawHeaders: string[] = []
  for (const [name, value] of vars) {
    if (!name.startsWith('HTTP_')) note(known, name, value)
    else if (!NO_HEADER.has(name)) {
      rawHeaders.push(headerName(name), value)
      if (name === 'HTTP_HOST') known.host = value
    }
  }
  const contentLength = known.contentLength === '' ? 0 : leadingNumber(known.contentLength)
  if (known.contentType !== '') rawHeaders.push('Content-Type', known.contentType)
  if (known.contentLength !== '') rawHeaders.push('Content-Length', String(contentLength))
  return {
    vars,
    method: known.method || 'GET',
    url: urlOf(known),
    protocol: known.protocol === 'HTTP/1.0' ? 'HTTP/1.0' : 'HTTP/1.1',
    scheme: isHttps(known) ? 'https' : 'http',
    host: hostOf(known),
    remoteAddress: known.remoteAddress,
    remotePort: Number(known.remotePort) || 0,
    remoteUser: known.remoteUser,
    contentLength,
    rawHeaders,
  }
}

const FIELDS: ReadonlyMap<string, keyof Known> = new Map([
  ['REQUEST_METHOD', 'method'],
  ['REQUEST_URI', 'uri'],
  ['SCRIPT_NAME', 'scriptName'],
  ['PATH_INFO', 'pathInfo'],
  ['QUERY_STRING', 'query'],
  ['SERVER_PROTOCOL', 'protocol'],
  ['REQUEST_SCHEME', 'scheme'],
  ['UWSGI_SCHEME', 'scheme'],
  ['HTTPS', 'https'],
  ['SERVER_NAME', 'serverName'],
  ['SERVER_PORT', 'serverPort'],
  ['REMOTE_ADDR', 'remoteAddress'],
  ['REMOTE_PORT', 'remotePort'],
  ['REMOTE_USER', 'remoteUser'],
  ['CONTENT_TYPE', 'contentType'],
  ['CONTENT_LENGTH', 'contentLength'],
])

function note(known: Known, name: string, value: string): void {
  const field = FIELDS.get(name)
  if (field !== undefined) known[field] = value
}

function leadingNumber(text: string): number {
  return Number(/^\d+/.exec(text)?.[0] ?? 0)
}

const headerNames = new Map<string, string>()
/** Names come from clients: the memory of them is bounded. */
const MAX_HEADER_NAMES = 500

/** `HTTP_USER_AGENT` is `User-Agent`: the case a front removed cannot be known. */
function headerName(variable: string): string {
  const seen = headerNames.get(variable)
  if (seen !== undefined) return seen
  const name = variable
    .slice('HTTP_'.length)
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase())
  if (headerNames.size < MAX_HEADER_NAMES) headerNames.set(variable, name)
  return name
}

function urlOf(known: Known): string {
  const uri = known.uri.startsWith('/') ? known.uri : known.uri.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  if (uri === '*') return uri
  if (uri.startsWith('/')) return visible(uri)
  const query = uri.startsWith('?') ? uri.slice(1) : known.query
  // PATH_INFO arrives decoded: a literal "%", "?" or "#" in it is part of the path.
  const path = (known.scriptName + known.pathInfo).replace(/[%?#]/g, percent)
  return visible(`${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`)
}

function visible(url: string): string {
  return url.search(NOT_VISIBLE) < 0 ? url : url.replace(NOT_VISIBLE, percent)
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** What the front says of its own connection. `X-Forwarded-Proto` is only a header: any client can send one. */
function isHttps({scheme, https}: Known): boolean {
  if (https !== '' && /^(?:on|1|https)$/i.test(https)) return true
  return scheme.length === 5 && scheme.toLowerCase() === 'https'
}

function hostOf(known: Known): string {
  if (HOST.test(known.host)) return known.host
  const {serverName, serverPort} = known
  if (!HOST.test(serverName)) return 'localhost'
  const standard = serverPort === (isHttps(known) ? '443' : '80')
  return /^\d{1,5}$/.test(serverPort) && !standard && !/:\d+$/.test(serverName)
    ? `${serverName}:${serverPort}`
    : serverName
}
