import type {Listen} from '../../deployment/deployment.js'
import {matching} from '../unsafe.js'
import {portNumber} from './values.js'

/** `127.0.0.1:8080`, `[::1]:8080`; without a host what `any` says: `*:8080` with `*`. */
export function listenText({host, port}: Listen, any: string): string {
  const text = String(portNumber('the port', port))
  if (host === undefined) return any === '' ? text : `${any}:${text}`
  const plain = matching('the address to listen on', host, /^[\d.]+$|^[\da-f:.]+$/i, 'it is no IP address')
  return plain.includes(':') ? `[${plain}]:${text}` : `${plain}:${text}`
}

/** Whether Debian's own configuration of Apache and lighttpd opens that port already; a second time would be an error. */
export function isOwnPort({port}: Listen): boolean {
  return port === 80 || port === 443
}
