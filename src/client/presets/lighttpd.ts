import type {Var} from '../../wire/vars.js'
import {type HttpRequest, headerOf, headerVariable, joinRepeated, normalisePath, type Site} from './preset.js'

/** What it never passes on, what it answers itself, and how the body came: it reads all of it and then tells its length. */
const HELD_BACK = new Set(['proxy', 'expect', 'transfer-encoding'])

/**
 * lighttpd's mod_scgi with `scgi.protocol = "uwsgi"` and `fix-root-scriptname`: the length first, even of no body, then the CGI variables, then the
 * headers, repeated ones joined (cookies with `; `), empty ones and `Proxy` left out.
 */
export function lighttpd(request: HttpRequest, site: Site): Var[] {
  const path = normalisePath(request.path)
  const headers = joinRepeated(
    request.headers.filter(([, value]) => value !== ''),
    (name) => (name === 'cookie' ? '; ' : ', '),
  ).filter(([name]) => !HELD_BACK.has(name.toLowerCase()))
  const normal = normaliseUri(request.uri)
  return [
    ['CONTENT_LENGTH', headerOf(request.headers, 'content-length') ?? String(request.bodyBytes)],
    ['QUERY_STRING', normal.replace(/^[^?]*\??/s, '')],
    ['REQUEST_URI', request.uri],
    ...(normal === request.uri ? [] : [['REDIRECT_URI', normal] as const]),
    ['REDIRECT_STATUS', '200'],
    ['SCRIPT_NAME', ''],
    ['PATH_INFO', path],
    ['PATH_TRANSLATED', `${site.documentRoot}${path}`],
    ['SCRIPT_FILENAME', `${site.documentRoot}/`],
    ['DOCUMENT_ROOT', site.documentRoot],
    ['REQUEST_METHOD', request.method],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ['SERVER_SOFTWARE', site.software ?? 'lighttpd/1.4.69'],
    ['GATEWAY_INTERFACE', 'CGI/1.1'],
    ['REQUEST_SCHEME', request.https ? 'https' : 'http'],
    ...(request.https ? [['HTTPS', 'on'] as const] : []),
    ['SERVER_PORT', site.serverPort],
    ['SERVER_ADDR', site.serverAddr],
    ['SERVER_NAME', site.serverName],
    ['REMOTE_ADDR', site.remoteAddr],
    ['REMOTE_PORT', site.remotePort],
    ...headers.map((header) => asVariable(header, request.https)),
  ]
}

function asVariable([name, value]: Var, https: boolean): Var {
  const lower = name.toLowerCase()
  if (lower === 'content-type') return ['CONTENT_TYPE', value]
  return [headerVariable(name), lower === 'host' ? normaliseHost(value, https) : value]
}

/** In lower case, without the dot of the root and without the scheme's own port (`http_request_host_normalize`). */
function normaliseHost(host: string, https: boolean): string {
  const usual = https ? ':443' : ':80'
  return host
    .toLowerCase()
    .replace(/\.?(:\d*)?$/, (_, port: string = '') => (port === ':' || port === usual ? '' : port))
}

/** What lighttpd makes of the request line (`burl.c`): escapes where they are needed, in upper case, and a normal path. */
function normaliseUri(uri: string): string {
  if (uri === '*') return uri
  const escaped = uri.replace(/%([\da-f]{2})|["<>[\\\]^`{|}]/gi, (found, hex?: string) => {
    const code = hex === undefined ? found.charCodeAt(0) : Number.parseInt(hex, 16)
    const char = String.fromCharCode(code)
    return /[\w.~-]/.test(char) ? char : `%${code.toString(16).toUpperCase().padStart(2, '0')}`
  })
  const [, path, query] = /^([^?]*)(\?.*)?$/s.exec(escaped)!
  return normalisePath(path!.replaceAll('%2F', '/')) + (query ?? '')
}
