import type {Tls, Web} from '../../deployment/deployment.js'
import {absolutePath} from '../unsafe.js'
import type {NginxTls} from './site.js'
import {isAtLeast} from './version.js'
import {nginxWord} from './words.js'

/** What the servers of a site say in a handshake; the same in each, since the first one answers for all of a port. */
export function tlsOf(
  {profile, certificate, key}: Tls,
  {version}: Web,
  {id, isFirst}: {readonly id: string; readonly isFirst: boolean},
): NginxTls {
  return {
    id,
    certificate: nginxWord('the certificate', absolutePath('the certificate', certificate)),
    key: nginxWord('the key', absolutePath('the key', key)),
    isModern: profile === 'modern',
    isTicketless: !isAtLeast(version, '1.23.2'),
    isExplained: isFirst,
  }
}
