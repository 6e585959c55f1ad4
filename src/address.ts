import {TsgiError} from './errors.js'

/** Where a server listens. */
export type Address =
  | {readonly kind: 'unix'; readonly path: string}
  /** A Linux abstract socket; `name` without the `@`. */
  | {readonly kind: 'abstract'; readonly name: string}
  | {readonly kind: 'tcp'; readonly host: string; readonly port: number}

export interface AddressContext {
  /** Tells a bare name that is a socket file from a typing mistake. Without it no bare name is a path. */
  readonly isFile?: (name: string) => boolean
}

/** `sun_path` holds 108 bytes on Linux, the last of them NUL (`unix(7)`). */
export const MAX_UNIX_PATH_BYTES = 107
/** uWSGI copies at most 101 bytes of an abstract name (`core/socket.c`, `bind_to_unix`). */
export const MAX_ABSTRACT_NAME_BYTES = 101

const HOST_AND_PORT = /^(?:\[(?<six>[\da-f:.]+(?:%[\w.-]+)?)\]|(?<host>[\w.-]*)):(?<port>\d+)$/i
/** No host has such a name without a port. */
const SOCKET_NAME = /^[^:]+\.(sock|socket)$/
const EXAMPLES = ['/run/uwsgi/app.sock', '127.0.0.1:3031', ':3031', '[::1]:3031', '@name']

/**
 * Reads the one grammar for sockets:
 * `/path`, `./path`, `../path`, `unix:/path`, `unix:///path`, `@abstract`, `host:port`, `:port`, `[::1]:port`,
 * and a bare name that exists as a file, or that ends like a socket's: it may come up later.
 *
 * @throws TsgiError `TSGI_BAD_ADDRESS`, usage, for anything else.
 */
export function parseAddress(text: string, {isFile}: AddressContext = {}): Address {
  if (text === '') throw badAddress(text, 'it is empty')
  if (/[\0\r\n]/.test(text)) throw badAddress(text, 'it holds a control character')
  if (/^unix:/i.test(text)) return unixAddress(text, text.slice(5).replace(/^\/\/(?=\/)/, ''))
  if (/^\.{0,2}\//.test(text)) return unixAddress(text, text)
  if (text.startsWith('@')) return abstractAddress(text)
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]
  if (scheme !== undefined) throw badAddress(text, schemeReason(scheme.toLowerCase()))
  if (isFile?.(text) || SOCKET_NAME.test(text)) return unixAddress(text, text)
  return tcpAddress(text)
}

/** The text of an address, in the grammar that {@link parseAddress} reads. */
export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return formatPath(address.path)
  if (address.kind === 'abstract') return `@${address.name}`
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}

function formatPath(path: string): string {
  return /^\.{0,2}\//.test(path) || SOCKET_NAME.test(path) ? path : `unix:${path}`
}

function unixAddress(text: string, path: string): Address {
  if (path === '') throw badAddress(text, 'the path is missing')
  const bytes = new TextEncoder().encode(path).length
  if (bytes > MAX_UNIX_PATH_BYTES) {
    throw badAddress(text, `the path is ${bytes} bytes and a unix socket takes at most ${MAX_UNIX_PATH_BYTES}`)
  }
  return {kind: 'unix', path}
}

function abstractAddress(text: string): Address {
  const name = text.slice(1)
  const bytes = new TextEncoder().encode(name).length
  if (name === '') throw badAddress(text, 'the name is missing')
  if (bytes > MAX_ABSTRACT_NAME_BYTES) {
    throw badAddress(text, `the name is ${bytes} bytes and uWSGI takes at most ${MAX_ABSTRACT_NAME_BYTES}`)
  }
  return {kind: 'abstract', name}
}

function tcpAddress(text: string): Address {
  const groups = HOST_AND_PORT.exec(text)?.groups
  if (!groups) throw badAddress(text, reasonOf(text))
  const port = Number(groups['port'])
  if (port < 1 || port > 65_535) throw badAddress(text, `port ${groups['port']} is not between 1 and 65535`)
  return {kind: 'tcp', host: groups['six'] ?? (groups['host'] || '127.0.0.1'), port}
}

function schemeReason(scheme: string): string {
  if (scheme === 'uwsgi' || scheme === 'tcp') return `write it without ${scheme}://, as host:port`
  return `${scheme}:// is not a uwsgi socket`
}

function reasonOf(text: string): string {
  if (/^[\w.-]+:?$|^\[[\da-f:.]+\]:?$/i.test(text)) return 'a port is missing, and there is no socket file of that name'
  if (/^[\da-f:]+:\d+$/i.test(text)) return 'an IPv6 address needs brackets'
  const port = /^[\w.-]*:([\w-]+)$/.exec(text)?.[1]
  if (port !== undefined) return `the port ${JSON.stringify(port)} is not a number`
  if (text.includes('/')) return 'there is no such file, and a path that may be missing begins with / or ./'
  return 'it is neither a path nor host:port'
}

function badAddress(text: string, reason: string): TsgiError {
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text
  return new TsgiError(`${JSON.stringify(shown)} is not an address: ${reason}`, {
    code: 'TSGI_BAD_ADDRESS',
    kind: 'usage',
    suggestions: [`write it like one of these: ${EXAMPLES.join('  ')}`],
  })
}
