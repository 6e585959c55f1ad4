import {usageError} from '../../errors.js'
import type {Var} from '../../wire/vars.js'
import {
  type HttpRequest,
  hasPlainName,
  headerOf,
  headerVariable,
  joinRepeated,
  normalisePath,
  type Site,
} from './preset.js'

/** Apache keeps these from the variables (`util_script.c`, `ap_add_common_vars`); mod_proxy_uwsgi adds the first back, last. */
const HELD_BACK = new Set(['authorization', 'proxy-authorization', 'proxy'])

/**
 * Apache's mod_proxy_uwsgi: the path, the headers (repeated ones joined, content headers under their CGI names), what
 * `ap_add_common_vars` and `ap_add_cgi_vars` tell, and `Authorization` at the end.
 *
 * @throws TsgiError `TSGI_BAD_PATH`, usage, for a path that Apache does not pass on; `TSGI_BAD_HEADER` for a chunked body.
 */
export function apache(request: HttpRequest, site: Site): Var[] {
  if (/^[^?]*%2f/i.test(request.uri)) throw encodedSlash(request.uri)
  if (headerOf(request.headers, 'transfer-encoding') !== undefined) throw lengthRequired()
  const path = normalisePath(request.path)
  const joined = joinRepeated(request.headers)
  const authorization = headerOf(joined, 'authorization')
  const headers = joined
    .filter((header) => hasPlainName(header) && !HELD_BACK.has(header[0].toLowerCase()))
    .map(([name, value]): Var => [headerVariable(name).replace(/^HTTP_(?=CONTENT_(TYPE|LENGTH)$)/, ''), value])
  return [
    ...(request.https ? [['HTTPS', 'on'] as const] : []), // mod_ssl's, set before the request is handled
    ['PATH_INFO', path],
    ...headers,
    ['PATH', site.searchPath],
    ['SERVER_SIGNATURE', ''],
    ['SERVER_SOFTWARE', site.software ?? 'Apache/2.4.71 (Debian)'],
    ['SERVER_NAME', site.serverName],
    ['SERVER_ADDR', site.serverAddr],
    ['SERVER_PORT', site.serverPort],
    ['REMOTE_ADDR', site.remoteAddr],
    ['DOCUMENT_ROOT', site.documentRoot],
    ['REQUEST_SCHEME', request.https ? 'https' : 'http'],
    ['CONTEXT_PREFIX', ''],
    ['CONTEXT_DOCUMENT_ROOT', site.documentRoot],
    ['SERVER_ADMIN', site.serverAdmin],
    ['SCRIPT_FILENAME', `proxy:${site.upstream}${path}`],
    ['REMOTE_PORT', site.remotePort],
    ['GATEWAY_INTERFACE', 'CGI/1.1'],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ['REQUEST_METHOD', request.method],
    ['QUERY_STRING', request.query],
    ['REQUEST_URI', request.uri],
    ['SCRIPT_NAME', ''],
    ...(authorization === undefined ? [] : [['HTTP_AUTHORIZATION', authorization] as const]),
  ]
}

function encodedSlash(uri: string): Error {
  return usageError(
    'TSGI_BAD_PATH',
    `${JSON.stringify(uri)} has an encoded slash: Apache answers 404 itself (AllowEncodedSlashes Off) and sends nothing on`,
    'to send it all the same: --preset minimal',
  )
}

function lengthRequired(): Error {
  return usageError(
    'TSGI_BAD_HEADER',
    'Apache passes no chunked body on: it answers 411 itself',
    'leave Transfer-Encoding out, or take another preset: --preset nginx',
  )
}
