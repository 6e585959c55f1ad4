import type {Web} from '../../deployment/deployment.js'
import {FORWARDED_VARIABLES} from '../../knowledge/forwarded-variables.js'
import type {OwnDirectives} from './own-directives.js'
import type {NginxParameters} from './site.js'
import {isAtLeast} from './version.js'

/** The variables of a request. `maps` begins the names of those that the site makes itself; a snippet has none. */
export function parametersOf(web: Web, own: OwnDirectives, maps: string | undefined): NginxParameters {
  const isBehindProxy = maps !== undefined && web.trustedProxies.length > 0
  return {
    scheme: isBehindProxy ? `$${maps}_scheme` : '$scheme',
    https: isBehindProxy ? `$${maps}_https` : '$https',
    host: hostVariable(web, maps),
    dropped: FORWARDED_VARIABLES.filter(({vouched}) => vouched === undefined).map(({variable}) => variable),
    own: own.parameters,
  }
}

/** Newer versions know the port that was asked for; for older ones the site makes a variable. */
export function makesHost({version}: Web): boolean {
  return !isAtLeast(version, '1.30.0')
}

function hostVariable(web: Web, maps: string | undefined): string {
  if (!makesHost(web)) return '$host$is_request_port$request_port'
  return maps === undefined ? '$host' : `$${maps}_host`
}
