import type {Web} from '../../deployment/deployment.js'
import {absolutePath} from '../unsafe.js'
import {nginxWord, quotedWord} from './words.js'

/** Where the ACME client lays what it has to show. */
export function acmeFolder({tls}: Web): string | undefined {
  return tls?.acme === undefined ? undefined : nginxWord('the ACME folder', absolutePath('the ACME folder', tls.acme))
}

/** In quotes, since a bracket follows. */
export function maintenanceFile({maintenanceFile: file}: Web): string | undefined {
  return file === undefined ? undefined : quotedWord('the maintenance file', absolutePath('the maintenance file', file))
}
