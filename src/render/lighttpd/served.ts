import type {Deployment} from '../../deployment/deployment.js'
import {FORWARDED_VARIABLES} from '../../knowledge/forwarded-variables.js'
import {lighttpdDirectives} from '../site/own-directives.js'
import {securityHeaders} from '../site/security-headers.js'
import {type Site, staticsOf} from '../site/sites.js'
import {literal, network} from '../site/values.js'
import {wholeNumber} from '../unsafe.js'
import type {LighttpdMount, LighttpdServed} from './context.js'
import {acmeFolder, staticFolder} from './statics.js'
import {balanceOf, serversOf} from './upstream.js'
import {pattern} from './words.js'

/** What the condition on a host needs to serve the applications of a site. */
export function servedBy({web}: Deployment, {applications}: Site): LighttpdServed {
  const headers = web.securityHeaders
    ? securityHeaders.map(({name, value}) => ({name: `"${name}"`, value: `"${value}"`}))
    : []
  return {
    maxBody: Math.ceil(Number(wholeNumber('the limit of a body', web.maxBody)) / 1024),
    streamsRequest: !web.buffering.request,
    streamsResponse: !web.buffering.response,
    proxies: web.trustedProxies.map((proxy) => `"${network('a trusted proxy', proxy)}"`),
    dropped: FORWARDED_VARIABLES.map(({header}) => `"${header}"`),
    emptied: FORWARDED_VARIABLES.filter(isAmbiguous).map(({variable}) => `"${variable}"`),
    headers,
    hsts: web.tls && web.tls.hsts > 0 ? `"max-age=${wholeNumber('the age of HSTS', web.tls.hsts)}"` : undefined,
    gzip: web.gzip,
    acme: acmeFolder(web.tls?.acme),
    statics: staticsOf(applications).map((each) => staticFolder(each, headers)),
    balance: balanceOf(web),
    mounts: mountsOf(web, applications),
    directives: lighttpdDirectives(web),
  }
}

/** lighttpd takes `X_Forwarded_For` and `X.Forwarded.For` for other headers, and makes the same variable of all of them. */
function isAmbiguous({header, vouched}: (typeof FORWARDED_VARIABLES)[number]): boolean {
  return header.includes('-') && vouched !== 'scheme' && vouched !== 'https'
}

/** Each application takes what no folder and no deeper mount has. */
function mountsOf(web: Deployment['web'], applications: Site['applications']): LighttpdMount[] {
  const statics = staticsOf(applications).map(({url}) => literal(url.slice(1)))
  const acme = web.tls?.acme === undefined ? [] : [String.raw`\.well-known/acme-challenge/`]
  return applications.map((application, index) => {
    const deeper = applications.slice(0, index).map(({mount}) => `${literal(mount.slice(1))}(?:/|$)`)
    const taken = [...acme, ...statics, ...deeper]
    const but = taken.length === 0 ? '' : `(?!/(?:${taken.join('|')}))`
    const mount = application.mount === '/' ? '/' : `${literal(application.mount)}(?:/|$)`
    return {application: application.name, pattern: pattern(`^${but}${mount}`), servers: serversOf(application, web)}
  })
}
