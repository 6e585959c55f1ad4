import type {Deployment} from '../../deployment/deployment.js'
import {FORWARDED_VARIABLES} from '../../knowledge/forwarded-variables.js'
import {apacheDirectives} from '../site/own-directives.js'
import {securityHeaders} from '../site/security-headers.js'
import {type Site, staticsOf} from '../site/sites.js'
import {ACME_URL, literal, network} from '../site/values.js'
import {wholeNumber} from '../unsafe.js'
import type {ApacheServed} from './context.js'
import {acmeFolder, staticFolder} from './statics.js'
import {balancerOf, mountOf} from './upstream.js'
import {directoryPath, escapedTest, quoted, quotedFile} from './words.js'

/** What a virtual host needs to serve the applications of a site. */
export function servedBy(deployment: Deployment, site: Site, isTls: boolean): ApacheServed {
  const {web} = deployment
  const {applications} = site
  const maintenance = web.maintenanceFile
  return {
    ...requestsOf(deployment, isTls),
    maintenance: maintenance === undefined ? undefined : escapedTest('the maintenance file', maintenance),
    acme: isTls ? undefined : acmeFolder(web.tls?.acme),
    headers: web.securityHeaders ? securityHeaders.map(({name, value}) => ({name, value: `"${value}"`})) : [],
    hsts:
      isTls && web.tls && web.tls.hsts > 0 ? `"max-age=${wholeNumber('the age of HSTS', web.tls.hsts)}"` : undefined,
    gzip: web.gzip,
    cache: cacheOf(deployment, site),
    sendfile: web.internal.map(({folder}) =>
      quoted('the internal folder', directoryPath('the internal folder', folder)),
    ),
    statics: staticsOf(applications).map(staticFolder),
    balancers: applications.flatMap((application) => balancerOf(application, deployment) ?? []),
    mounts: applications.map((application) => mountOf(application, deployment)),
    directives: apacheDirectives(web),
    unmounted: unmountedPattern(site),
  }
}

type Requests = Pick<ApacheServed, 'maxBody' | 'dropped' | 'scheme' | 'https' | 'proxies' | 'proxyTest'>

/** Limits of requests, and what is said of them to the application. */
function requestsOf({web}: Deployment, isTls: boolean): Requests {
  const proxies = web.trustedProxies.map((proxy) => network('a trusted proxy', proxy))
  const isFrom = proxies.map((proxy) => `%{CONN_REMOTE_ADDR} -ipmatch '${proxy}'`).join(' || ')
  const saysTls = "req_novary('X-Forwarded-Proto') == 'https'"
  return {
    maxBody: Number(wholeNumber('the limit of a body', web.maxBody)),
    dropped: FORWARDED_VARIABLES.filter(({vouched}) => vouched === undefined).map(({header}) => header),
    scheme: isTls ? 'https' : 'http',
    https: isTls ? 'on' : 'off',
    proxies,
    proxyTest: isTls || proxies.length === 0 ? undefined : `"(${isFrom}) && ${saysTls}"`,
  }
}

/** Without an application at the root, what no application has would come from Apache's own document root. */
function unmountedPattern({applications}: Site): string | undefined {
  if (applications.some(({mount}) => mount === '/')) return undefined
  const mounts = applications.map(({mount}) => `${literal(mount.slice(1))}(?:/|$)`)
  const statics = staticsOf(applications).map(({url}) => literal(url.slice(1)))
  return `"^/(?!${[...mounts, ...statics, literal(ACME_URL.slice(1))].join('|')})"`
}

function cacheOf({web: {cache}}: Deployment, {applications}: Site): ApacheServed['cache'] {
  if (cache === undefined) return undefined
  return {
    root: quotedFile('the folder of the cache', cache.folder),
    seconds: Number(wholeNumber('the time of the cache', cache.seconds)),
    megabytes: Number(wholeNumber('the size of the cache', cache.megabytes)),
    paths: applications.map(({mount}) => `"${mount}"`),
  }
}
