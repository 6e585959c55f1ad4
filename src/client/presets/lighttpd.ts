import type {Var} from '../../wire/vars.js'
import {type HttpRequest, headerOf, headerVariable, joinRepeated, normalisePath, type Site} from './preset.js'

/**
 * lighttpd's mod_scgi with `scgi.protocol = "uwsgi"` and `fix-root-scriptname`: the length first, even of no body, then the CGI variables, then the
 * headers, repeated ones joined (cookies with `; `), empty ones and `Proxy` left out.
 */
export function lighttpd(request: HttpRequest, site: Site): Var[] {
  const path = normalisePath(request.path)
  const headers = joinRepeated(
    request.headers.filter(([, value]) => value !== ''),
    (name) => (name === 'cookie' ? '; ' : ', '),
  ).filter(([name]) => name.toLowerCase() !== 'proxy')
  const normal = normaliseUri(request.uri)
  return [
    ['CONTENT_LENGTH', headerOf(request.headers, 'content-length') ?? '0'],
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
    ...headers.map(asVariable),
  ]
}

function asVariable([name, value]: Var): Var {
  const lower = name.toLowerCase()
  if (lower === 'content-type') return ['CONTENT_TYPE', value]
  return [headerVariable(name), lower === 'host' ? value.toLowerCase() : value]
}

/** What lighttpd makes of the request line (`burl.c`): no escape that is not needed, hex in upper case, a normal path. */
function normaliseUri(uri: string): string {
  if (uri === '*') return uri
  const unescaped = uri.replace(/%([\da-f]{2})/gi, (escaped, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16))
    return /[\w.~-]/.test(char) ? char : escaped.toUpperCase()
  })
  const [, path, query] = /^([^?]*)(\?.*)?$/s.exec(unescaped)!
  return normalisePath(path!.replaceAll('%2F', '/')) + (query ?? '')
}
