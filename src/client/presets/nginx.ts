import type {Var} from '../../wire/vars.js'
import {type HttpRequest, hasPlainName, headerOf, headerVariable, normalisePath, type Site} from './preset.js'

/**
 * Nginx with Debian's `uwsgi_params`: its parameters first, in the file's order and sent even when empty, then every header
 * in order of arrival, content headers and `Proxy` included, repeated ones repeated. `HTTP_HOST` is `$host`: lower case,
 * without the port.
 */
export function nginx(request: HttpRequest, site: Site): Var[] {
  const {headers} = request
  const params: Var[] = [
    ['QUERY_STRING', request.query],
    ['REQUEST_METHOD', request.method],
    ['CONTENT_TYPE', headerOf(headers, 'content-type') ?? ''],
    ['CONTENT_LENGTH', headerOf(headers, 'content-length') ?? (request.bodyBytes > 0 ? String(request.bodyBytes) : '')],
    ['REQUEST_URI', request.uri],
    ['PATH_INFO', normalisePath(request.path)],
    ['DOCUMENT_ROOT', site.documentRoot],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ['REQUEST_SCHEME', request.https ? 'https' : 'http'],
    ...(request.https ? [['HTTPS', 'on'] as const] : []),
    ['REMOTE_ADDR', site.remoteAddr],
    ['REMOTE_PORT', site.remotePort],
    ['SERVER_PORT', site.serverPort],
    ['SERVER_NAME', site.serverName],
    ['HTTP_HOST', (headerOf(headers, 'host') ?? site.serverName).toLowerCase().replace(/\.?(:\d*)?$/, '')],
  ]
  const passed = headers.filter((header) => hasPlainName(header) && header[0].toLowerCase() !== 'host')
  return [...params, ...passed.map(([name, value]): Var => [headerVariable(name), value])]
}
