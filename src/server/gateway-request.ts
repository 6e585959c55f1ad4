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

/** Reads the CGI variables of a request. Of a variable that comes twice the last one counts, except headers: those are kept. */
export function readGatewayRequest(vars: readonly Var[]): GatewayRequest {
  const known = new Map<string, string>()
  const rawHeaders: string[] = []
  let host = ''
  for (const [name, value] of vars) {
    if (!name.startsWith('HTTP_')) known.set(name, value)
    else if (!NO_HEADER.has(name)) {
      rawHeaders.push(headerName(name), value)
      if (name === 'HTTP_HOST') host = value
    }
  }
  const contentLength = Number(/^\d+/.exec(known.get('CONTENT_LENGTH') ?? '')?.[0] ?? 0)
  const contentType = known.get('CONTENT_TYPE')
  if (contentType) rawHeaders.push('Content-Type', contentType)
  if (known.get('CONTENT_LENGTH')) rawHeaders.push('Content-Length', String(contentLength))
  return {
    vars,
    method: known.get('REQUEST_METHOD') || 'GET',
    url: urlOf(known),
    protocol: known.get('SERVER_PROTOCOL') === 'HTTP/1.0' ? 'HTTP/1.0' : 'HTTP/1.1',
    scheme: isHttps(known) ? 'https' : 'http',
    host: hostOf(host, known),
    remoteAddress: known.get('REMOTE_ADDR') ?? '',
    remotePort: Number(known.get('REMOTE_PORT')) || 0,
    remoteUser: known.get('REMOTE_USER') ?? '',
    contentLength,
    rawHeaders,
  }
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

function urlOf(known: ReadonlyMap<string, string>): string {
  const uri = (known.get('REQUEST_URI') ?? '').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  if (uri === '*') return uri
  if (uri.startsWith('/')) return visible(uri)
  const path = (known.get('SCRIPT_NAME') ?? '') + (known.get('PATH_INFO') ?? '')
  const query = uri.startsWith('?') ? uri.slice(1) : known.get('QUERY_STRING')
  // PATH_INFO arrives decoded: a literal "%", "?" or "#" in it is part of the path.
  const encoded = path.replace(/[%?#]/g, percent)
  return visible(`${encoded.startsWith('/') ? '' : '/'}${encoded}${query ? `?${query}` : ''}`)
}

function visible(url: string): string {
  return url.search(NOT_VISIBLE) < 0 ? url : url.replace(NOT_VISIBLE, percent)
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** What the front says of its own connection. `X-Forwarded-Proto` is only a header: any client can send one. */
function isHttps(known: ReadonlyMap<string, string>): boolean {
  const scheme = known.get('UWSGI_SCHEME') || known.get('REQUEST_SCHEME')
  return scheme?.toLowerCase() === 'https' || /^(on|1|https)$/i.test(known.get('HTTPS') ?? '')
}

function hostOf(header: string, known: ReadonlyMap<string, string>): string {
  if (HOST.test(header)) return header
  const name = known.get('SERVER_NAME') ?? ''
  if (!HOST.test(name)) return 'localhost'
  const port = known.get('SERVER_PORT') ?? ''
  const standard = port === (isHttps(known) ? '443' : '80')
  return /^\d{1,5}$/.test(port) && !standard && !/:\d+$/.test(name) ? `${name}:${port}` : name
}
