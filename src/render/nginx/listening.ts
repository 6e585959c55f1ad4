import type {Listen, Web} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {matching, unsafeValue} from '../unsafe.js'
import {isAtLeast} from './version.js'

/** What stands behind `listen`. Without a host: every address of both families. */
export function plainListens(listens: readonly Listen[]): string[] {
  return listens.flatMap((listen) => addresses(listen))
}

/** The same with TLS, and QUIC beside it for HTTP/3; `isFirst` of the servers of a file that share these sockets. */
export function tlsListens({tls, version}: Web, isFirst: boolean): string[] {
  if (!tls) return []
  const http2 = tls.http2 && !isAtLeast(version, '1.25.1') ? ' http2' : ''
  const all = tls.listen.flatMap((listen) => addresses(listen))
  const quic = tls.http3 ? all.map((address) => `${address} quic${isFirst ? ' reuseport' : ''}`) : []
  return [...all.map((address) => `${address} ssl${http2}`), ...quic]
}

/** @throws TsgiError `TSGI_CONTRADICTION` when HTTP/3 is asked of a version that has none. */
export function checkHttp3({tls, version}: Web): void {
  if (!tls?.http3 || isAtLeast(version, '1.25.0')) return
  const written = version === undefined ? 'every supported version' : version
  throw usageError(
    'TSGI_CONTRADICTION',
    `HTTP/3 needs Nginx 1.25.0 or later, and this is written for ${written}`,
    '--web-version 1.26.0',
  )
}

/** `:8443` for a port that a client has to name. */
export function portSuffix(listens: readonly Listen[], usual: number): string {
  const port = listens[0]?.port ?? usual
  return port === usual ? '' : `:${port}`
}

function addresses({host, port}: Listen): string[] {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw unsafeValue('the port to listen on', port, 'it is not between 1 and 65535')
  }
  if (host === undefined) return [String(port), `[::]:${port}`]
  if (/^[\da-f]*:[\da-f:.]*$/i.test(host)) return [`[${host}]:${port}`]
  return [`${matching('the address to listen on', host, /^[a-z\d.-]+$/i, 'it is no IP address and no name')}:${port}`]
}
