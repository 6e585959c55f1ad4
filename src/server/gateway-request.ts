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
  const request = new CgiRequest(vars)
  const {rawHeaders} = request
  for (const [name, value] of vars) {
    if (!name.startsWith('HTTP_')) {
      const field = FIELDS.get(name)
      if (field !== undefined) request[field] = value
    } else if (!NO_HEADER.has(name)) {
      rawHeaders.push(headerName(name), value)
      if (name === 'HTTP_HOST') request.hostHeader = value
    }
  }
  request.method ||= 'GET'
  if (request.contentType !== '') rawHeaders.push('Content-Type', request.contentType)
  if (request.announcedLength !== '') {
    request.contentLength = Number(/^\d+/.exec(request.announcedLength)?.[0] ?? 0)
    rawHeaders.push('Content-Length', String(request.contentLength))
  }
  return request
}

/** The variables of interest, empty when they did not come; what is made of them is made when it is asked for. */
class CgiRequest implements GatewayRequest {
  readonly vars: readonly Var[]
  readonly rawHeaders: string[] = []
  contentLength = 0
  method = ''
  uri = ''
  scriptName = ''
  pathInfo = ''
  query = ''
  serverProtocol = ''
  schemeName = ''
  https = ''
  hostHeader = ''
  serverName = ''
  serverPort = ''
  remoteAddress = ''
  remotePortText = ''
  remoteUser = ''
  contentType = ''
  announcedLength = ''
  #url: string | undefined

  constructor(vars: readonly Var[]) {
    this.vars = vars
  }

  get url(): string {
    this.#url ??= urlOf(this)
    return this.#url
  }

  get protocol(): 'HTTP/1.0' | 'HTTP/1.1' {
    return this.serverProtocol === 'HTTP/1.0' ? 'HTTP/1.0' : 'HTTP/1.1'
  }

  /** What the front says of its own connection. `X-Forwarded-Proto` is only a header: any client can send one. */
  get scheme(): 'http' | 'https' {
    if (this.https !== '' && /^(?:on|1|https)$/i.test(this.https)) return 'https'
    return this.schemeName.toLowerCase() === 'https' ? 'https' : 'http'
  }

  get host(): string {
    return hostOf(this)
  }

  get remotePort(): number {
    return Number(this.remotePortText) || 0
  }
}

const VARIABLES = {
  REQUEST_METHOD: 'method',
  REQUEST_URI: 'uri',
  SCRIPT_NAME: 'scriptName',
  PATH_INFO: 'pathInfo',
  QUERY_STRING: 'query',
  SERVER_PROTOCOL: 'serverProtocol',
  REQUEST_SCHEME: 'schemeName',
  UWSGI_SCHEME: 'schemeName',
  HTTPS: 'https',
  SERVER_NAME: 'serverName',
  SERVER_PORT: 'serverPort',
  REMOTE_ADDR: 'remoteAddress',
  REMOTE_PORT: 'remotePortText',
  REMOTE_USER: 'remoteUser',
  CONTENT_TYPE: 'contentType',
  CONTENT_LENGTH: 'announcedLength',
} as const

const FIELDS: ReadonlyMap<string, (typeof VARIABLES)[keyof typeof VARIABLES]> = new Map(Object.entries(VARIABLES))

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

function urlOf({uri: sent, scriptName, pathInfo, query}: CgiRequest): string {
  const uri = sent.startsWith('/') ? sent : sent.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  if (uri === '*') return uri
  if (uri.startsWith('/')) return visible(uri)
  const search = uri.startsWith('?') ? uri.slice(1) : query
  // PATH_INFO arrives decoded: a literal "%", "?" or "#" in it is part of the path.
  const path = (scriptName + pathInfo).replace(/[%?#]/g, percent)
  return visible(`${path.startsWith('/') ? '' : '/'}${path}${search === '' ? '' : `?${search}`}`)
}

function visible(url: string): string {
  return url.search(NOT_VISIBLE) < 0 ? url : url.replace(NOT_VISIBLE, percent)
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function hostOf({hostHeader, serverName, serverPort, scheme}: CgiRequest): string {
  if (HOST.test(hostHeader)) return hostHeader
  if (!HOST.test(serverName)) return 'localhost'
  const standard = serverPort === (scheme === 'https' ? '443' : '80')
  return /^\d{1,5}$/.test(serverPort) && !standard && !/:\d+$/.test(serverName)
    ? `${serverName}:${serverPort}`
    : serverName
}
