import {usageError} from '../errors.js'

/** What was asked for, taken apart. Byte strings, as everything that goes on the wire. */
export interface RequestTarget {
  /** Path and query as a client puts them in the request line; never empty, starts with a slash. */
  readonly uri: string
  /** The path with its percent-escapes decoded, otherwise untouched. */
  readonly path: string
  /** What follows the `?`, raw; empty without one. */
  readonly query: string
  /** `host` or `host:port`, when a whole URL was given. */
  readonly host?: string
  readonly https?: boolean
}

const URL_FORM = /^(?<scheme>https?):\/\/(?<authority>[^/?#]*)(?<rest>.*)$/is

/**
 * Reads a path (`/a?b=1`, `a`, `?b=1`), `*`, or a whole `http://` or `https://` URL, whose host then counts.
 * As browsers do, bytes that no request line can carry are percent-escaped, and a `#fragment` stays at home.
 *
 * @throws TsgiError `TSGI_BAD_PATH`, usage: a broken percent-escape, an encoded NUL, another scheme, a password.
 */
export function parseRequestTarget(text: string): RequestTarget {
  const url = URL_FORM.exec(text)?.groups
  if (!url && /^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    throw badPath(
      text,
      'only http:// and https:// URLs are requests',
      'the socket comes first, then a path like /login',
    )
  }
  const whole = (url ? url['rest']! : text).replace(/#.*$/s, '')
  const uri = escapeBytes(whole === '*' || whole.startsWith('/') ? whole : `/${whole}`)
  const [, path, query = ''] = /^([^?]*)(?:\?(.*))?$/s.exec(uri)!
  const target = {uri, path: decodePath(path!, text), query}
  return url ? {...target, ...authorityOf(url, text)} : target
}

function authorityOf(url: Record<string, string | undefined>, text: string): {host: string; https: boolean} {
  const host = url['authority']!
  if (host === '') throw badPath(text, 'the URL has no host', 'tsgi request SOCKET http://example.com/')
  if (host.includes('@')) {
    throw badPath(
      text.replace(host, `…${host.slice(host.lastIndexOf('@'))}`),
      'a URL with a user name is not sent',
      "give it as a header: -H 'Authorization: Basic …'",
    )
  }
  return {host, https: url['scheme']!.toLowerCase() === 'https'}
}

/** What cannot stand in a request line: controls, space, and bytes over 0x7E. */
function escapeBytes(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

function decodePath(path: string, text: string): string {
  const broken = /%(?![\da-f]{2}).{0,2}/i.exec(path)?.[0]
  if (broken !== undefined) throw badPath(text, `${JSON.stringify(broken)} is no percent-escape`, 'write %25 for a %')
  const decoded = path.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (decoded.includes('\0')) {
    throw badPath(
      text,
      'it holds a NUL, which every web server refuses',
      "to send it all the same: --param 'PATH_INFO=…'",
    )
  }
  return decoded
}

/** A path that cannot be requested. */
export function badPath(text: string, reason: string, suggestion: string): Error {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
  return usageError('TSGI_BAD_PATH', `${shown} cannot be requested: ${reason}`, suggestion)
}
