import type {Deployment} from '../deployment/deployment.js'
import type {ApacheHost, ApacheServed, ApacheSite} from './apache/context.js'
import {hostsOf} from './apache/hosts.js'
import {requiredModules} from './apache/modules.js'
import {servedBy} from './apache/served.js'
import {type RenderedFile, type RenderOptions, withoutComments} from './rendered.js'
import {isOwnPort, listenText} from './site/listen.js'
import {deepestFirst, sitesOf} from './site/sites.js'
import {tidy} from './site/tidy.js'
import {commonWarnings, refuseCommon} from './site/unsupported.js'
import {defineTemplate} from './template.js'
import {wholeNumber} from './unsafe.js'

/** How much: the whole file of a site, or what goes into a virtual host that is there already. */
export type ApacheScope = (typeof APACHE_SCOPES)[number]

/** The scopes, the wider first. */
export const APACHE_SCOPES = ['full', 'location'] as const

/** How a configuration of Apache is written. */
export interface ApacheRenderOptions extends RenderOptions {
  readonly scope: ApacheScope
}

const site = defineTemplate<ApacheSite>('apache/site.conf.hbs', ['apache/served.conf.hbs'])
const served = defineTemplate<ApacheServed>('apache/served.conf.hbs')

/** The smallest line that a browser's request fits in. */
const LEAST_LINE = 1024

/**
 * The configuration of Apache for a deployment, by mod_proxy_uwsgi.
 *
 * @throws TsgiError `TSGI_UNSUPPORTED` for what Apache cannot do, `TSGI_UNSAFE_VALUE` for what no file of it can hold; usage.
 */
export async function renderApache(deployment: Deployment, options: ApacheRenderOptions): Promise<RenderedFile> {
  const {scope, comments, template} = options
  refuseCommon('Apache', deployment)
  const text =
    scope === 'full'
      ? await site.render(siteOf(deployment), template)
      : await served.render(locationOf(deployment), template)
  return {
    name: `${deployment.name}.${scope === 'full' ? 'conf' : 'locations'}`,
    text: tidy(comments ? text : withoutComments(text)),
    warnings: [...warningsOf(deployment), ...(scope === 'full' ? [] : leftOut(deployment))],
  }
}

function warningsOf(deployment: Deployment): string[] {
  const {web} = deployment
  return [
    ...commonWarnings('Apache', deployment),
    ...(web.internal.length > 0
      ? [
          'Apache knows no X-Accel-Redirect: the application answers X-Sendfile with the absolute path, and Apache needs mod_xsendfile (Debian: libapache2-mod-xsendfile)',
        ]
      : []),
    ...(web.cache === undefined
      ? []
      : [
          `Apache does not bound the folder of its cache: run htcacheclean (Debian: systemctl enable --now apache-htcacheclean) to keep it at ${web.cache.megabytes} MB`,
        ]),
  ]
}

function siteOf(deployment: Deployment): ApacheSite {
  const {name, web, applications} = deployment
  const hosts: readonly ApacheHost[] = sitesOf(deployment).flatMap((each) => hostsOf(deployment, each))
  const listen = [...web.listen, ...(web.tls && !web.tls.isPending ? web.tls.listen : [])]
  return {
    name,
    modules: requiredModules(deployment, hosts),
    listens: [...new Set(listen.filter((each) => !isOwnPort(each)).map((each) => listenText(each, '')))],
    lineBytes: Math.max(LEAST_LINE, Math.floor(Number(wholeNumber('the limit of headers', web.maxHeader)) / 4)),
    bufferBytes: Math.min(...applications.map(({uwsgi}) => Number(wholeNumber('the buffer size', uwsgi.bufferSize)))),
    hosts,
  }
}

/** For a virtual host of somebody else: its names, certificates and logs are its own affair. */
function locationOf(deployment: Deployment): ApacheServed {
  const {applications, web} = deployment
  const all = {names: [], redirects: [], applications: deepestFirst(applications)}
  return {
    ...servedBy(deployment, all, web.tls !== undefined && !web.tls.isPending),
    acme: undefined,
    hsts: undefined,
    unmounted: undefined,
  }
}

/** What belongs to a virtual host as a whole, although it was asked for. */
function leftOut({web}: Deployment): string[] {
  const {tls} = web
  return tls?.acme === undefined
    ? []
    : ['left out: the answers of the ACME client; only a whole site has them (--full)']
}
