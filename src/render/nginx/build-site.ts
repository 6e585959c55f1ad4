import type {Deployment, Web} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {absolutePath, wholeNumber} from '../unsafe.js'
import {type ServerBase, serverOf} from './build-server.js'
import {headerDefaults} from './headers.js'
import {deploymentName, identifierOf} from './identifier.js'
import {checkHttp3, plainListens, tlsListens} from './listening.js'
import {limitsOf, rateOf} from './locations.js'
import {nameGroups} from './names.js'
import {ownDirectives} from './own-directives.js'
import {makesHost} from './parameters.js'
import {redirectsOf} from './redirects.js'
import type {NginxListening, NginxReject, NginxSite} from './site.js'
import {tlsOf} from './tls.js'
import {trustedProxies} from './trusted.js'
import {upstreamsOf} from './upstreams.js'
import {checkVersion, isAtLeast} from './version.js'
import {nginxWord} from './words.js'

/** Everything that a site file says. */
export function siteOf(deployment: Deployment): NginxSite {
  const {web} = deployment
  checkVersion(web.version)
  checkHttp3(web)
  checkListens(web)
  const id = identifierOf(deploymentName(deployment.name))
  const own = ownDirectives(web.directives, web.version)
  const groups = nameGroups(deployment)
  const reject = rejectOf(
    deployment,
    id,
    groups.every(({names}) => names.length > 0),
  )
  const main = mainListening(deployment, id, reject === undefined)
  const trusted = trustedProxies(web)
  const defaults = headerDefaults(web, id)
  const limits = limitsOf(web, id)
  const cache = web.cache && `${id}_cache`
  const base: ServerBase = {
    ...{deployment, id, own, defaults, trusted},
    locations: {web, own, limits, cache, inside: undefined},
    answersAcme: !web.tls?.redirect || web.listen.length === 0,
  }
  const isPending = web.tls?.isPending ?? false
  return {
    name: deployment.name,
    id,
    upstreams: isPending ? [] : upstreamsOf(deployment),
    makesHost: !isPending && makesHost(web),
    trusted: isPending ? undefined : trusted,
    defaults: isPending ? [] : defaults,
    log: {isTiming: web.log.format === 'timing', isJson: web.log.format === 'json'},
    rate: isPending ? undefined : rateOf(web),
    limitsConnections: !isPending && limits.connections !== undefined,
    cachePath: isPending ? undefined : cachePath(web, id),
    directives: isPending ? [] : own.http,
    reject: isPending ? undefined : reject,
    redirects: redirectsOf(deployment, id, groups, main),
    servers: isPending ? [] : groups.map((group, index) => serverOf(group, index > 0 ? again(main) : main, base)),
  }
}

/** Options of a socket can be said once. */
function again({listens, tls, ...listening}: NginxListening): NginxListening {
  return {
    ...listening,
    listens: listens.map((listen) => listen.replace(' reuseport', '')),
    tls: tls && {...tls, isExplained: false},
  }
}

function mainListening({web}: Deployment, id: string, isFirst: boolean): NginxListening {
  const {tls} = web
  const plain = tls?.redirect ? [] : plainListens(web.listen)
  return {
    listens: [...plain, ...tlsListens(web, isFirst)],
    names: '_',
    isHttp2: (tls?.http2 ?? false) && isAtLeast(web.version, '1.25.1'),
    isHttp3: tls?.http3 ?? false,
    tls: tls && !tls.isPending ? tlsOf(tls, web, {id, isFirst}) : undefined,
  }
}

/** Where every site has a name, nothing is said to those who ask for another. */
function rejectOf(deployment: Deployment, id: string, hasNames: boolean): NginxReject | undefined {
  const {web, name} = deployment
  if (!web.tls || !hasNames) return undefined
  const main = mainListening(deployment, id, true)
  const rejectsHandshake = isAtLeast(web.version, '1.19.4')
  const tls = main.tls && {...main.tls, ...(rejectsHandshake ? {certificate: undefined, key: undefined} : {})}
  return {...main, tls, listens: tlsListens(web, true), names: `${name}.invalid`, rejectsHandshake}
}

function cachePath({cache}: Web, id: string): string | undefined {
  if (!cache) return undefined
  const folder = nginxWord('the folder of the cache', absolutePath('the folder of the cache', cache.folder))
  const size = wholeNumber('the size of the cache', cache.megabytes)
  return `${folder} levels=1:2 keys_zone=${id}_cache:10m max_size=${size}m inactive=1d use_temp_path=off`
}

function checkListens({listen, tls}: Web): void {
  const plain = plainListens(listen)
  const secure = tls ? plainListens(tls.listen) : []
  const all = [...plain, ...secure]
  const twice = all.find((address, index) => all.indexOf(address) !== index)
  if (twice !== undefined) throw usageError('TSGI_CONTRADICTION', `the site would listen on ${twice} twice`)
  const needed = tls && !tls.isPending ? secure : plain
  if (needed.length === 0) throw usageError('TSGI_CONTRADICTION', 'the site would listen nowhere', 'listen: 80')
}
