import type {Var} from '../../wire/vars.js'
import {type HttpRequest, headerOf, headerVariable, joinRepeated, type Site} from './preset.js'

const CONTENT_HEADERS = new Map([
  ['content-type', 'CONTENT_TYPE'],
  ['content-length', 'CONTENT_LENGTH'],
])

/** What PEP 3333 asks for and nothing else: the path is decoded but not normalised, headers follow in order of arrival. */
export function minimal(request: HttpRequest, site: Site): Var[] {
  const isChunked = request.bodyBytes > 0 && headerOf(request.headers, 'content-length') === undefined
  return [
    ['REQUEST_METHOD', request.method],
    ['SCRIPT_NAME', ''],
    ['PATH_INFO', request.path],
    ['QUERY_STRING', request.query],
    ['REQUEST_URI', request.uri],
    ['SERVER_NAME', site.serverName],
    ['SERVER_PORT', site.serverPort],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ...(request.https ? [['HTTPS', 'on'] as const] : []),
    ...(isChunked ? [['CONTENT_LENGTH', String(request.bodyBytes)] as const] : []),
    ...joinRepeated(request.headers, (name) => (name === 'cookie' ? '; ' : ', ')).map(
      ([name, value]): Var => [CONTENT_HEADERS.get(name.toLowerCase()) ?? headerVariable(name), value],
    ),
  ]
}
