import type {Deployment, Tls} from '../deployment/deployment.js'
import type {LighttpdServed, LighttpdSite, LighttpdTlsSocket} from './lighttpd/context.js'
import {hostsOf} from './lighttpd/hosts.js'
import {servedBy} from './lighttpd/served.js'
import {quotedFile} from './lighttpd/words.js'
import {type RenderedFile, type RenderOptions, withoutComments} from './rendered.js'
import {isOwnPort, listenText} from './site/listen.js'
import {deepestFirst, sitesOf} from './site/sites.js'
import {tidy} from './site/tidy.js'
import {tlsProfile} from './site/tls.js'
import {commonWarnings, refuseCommon, unsupported} from './site/unsupported.js'
import {defineTemplate} from './template.js'
import {wholeNumber} from './unsafe.js'

/** How much: the whole file of a site, or what goes into a condition on a host that is there already. */
export type LighttpdScope = (typeof LIGHTTPD_SCOPES)[number]

/** The scopes, the wider first. */
export const LIGHTTPD_SCOPES = ['full', 'location'] as const

/** How a configuration of lighttpd is written. */
export interface LighttpdRenderOptions extends RenderOptions {
  readonly scope: LighttpdScope
}

const site = defineTemplate<LighttpdSite>('lighttpd/site.conf.hbs', ['lighttpd/served.conf.hbs'])
const served = defineTemplate<LighttpdServed>('lighttpd/served.conf.hbs')

/** What `server.max-request-field-size` takes. */
const MAX_HEAD = 65_535
/** Bytes for the first line, which Nginx too has room for beside the headers. */
const REQUEST_LINE = 1024

/**
 * The configuration of lighttpd for a deployment, by mod_scgi, which speaks uwsgi.
 *
 * @throws TsgiError `TSGI_UNSUPPORTED` for what lighttpd cannot do, `TSGI_UNSAFE_VALUE` for what no file of it can hold; usage.
 */
export async function renderLighttpd(deployment: Deployment, options: LighttpdRenderOptions): Promise<RenderedFile> {
  const {scope, comments, template} = options
  refuse(deployment)
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

function refuse(deployment: Deployment): void {
  const {web} = deployment
  refuseCommon('lighttpd', deployment)
  if (web.maintenanceFile !== undefined) {
    throw unsupported(
      'lighttpd',
      'a maintenance switch (web.maintenance-file)',
      'no condition of it looks at a file',
      'take web.maintenance-file out, and stop the application instead: lighttpd then answers 503',
    )
  }
}

function warningsOf(deployment: Deployment): string[] {
  const {web} = deployment
  const {tls} = web
  return [
    ...commonWarnings('lighttpd', deployment),
    ...(tls && !tls.http2
      ? [
          'lighttpd turns HTTP/2 off for the whole server alone: server.feature-flags += ("server.h2proto" => "disable")',
        ]
      : []),
    ...(web.cache ? ['lighttpd keeps no answers of applications: web.cache has no effect'] : []),
    ...(web.internal.length > 0
      ? ['lighttpd knows no X-Accel-Redirect: the application answers X-Sendfile with the absolute path']
      : []),
  ]
}

function siteOf(deployment: Deployment): LighttpdSite {
  const {name, web} = deployment
  const tls = web.tls && !web.tls.isPending ? web.tls : undefined
  const plain = web.listen.filter((each) => !isOwnPort(each))
  return {
    name,
    ...modulesOf(deployment),
    headBytes: Math.min(MAX_HEAD, Number(wholeNumber('the limit of headers', web.maxHeader)) + REQUEST_LINE),
    sockets: plain.flatMap(socketNames),
    tlsSockets: tls === undefined ? [] : tls.listen.flatMap(socketNames).map((socket) => tlsSocket(socket, tls)),
    sites: sitesOf(deployment).flatMap((each) => hostsOf(deployment, each)),
  }
}

/** IPv4 and IPv6 are sockets of their own. */
function socketNames(listen: Tls['listen'][number]): string[] {
  return listen.host === undefined
    ? [`":${listenText(listen, '')}"`, `"[::]:${listenText(listen, '')}"`]
    : [`"${listenText(listen, '')}"`]
}

function tlsSocket(socket: string, {certificate, key, profile}: Tls): LighttpdTlsSocket {
  const {isModern, ciphers, curves} = tlsProfile(profile)
  return {
    socket,
    certificate: quotedFile('the certificate', certificate),
    key: quotedFile('the key', key),
    commands: [
      `"MinProtocol" => "${isModern ? 'TLSv1.3' : 'TLSv1.2'}"`,
      ...(isModern ? [] : [`"CipherString" => "${ciphers}"`]),
      `"Curves" => "${curves}"`,
      '"Options" => "-ServerPreference,-SessionTicket"',
    ],
  }
}

/** In the order in which they see a request: who asks, what is said of it, where it goes. */
function modulesOf({web}: Deployment): Pick<LighttpdSite, 'modules' | 'packages'> {
  const tls = web.tls !== undefined && !web.tls.isPending
  return {
    modules: [
      ...(web.trustedProxies.length > 0 ? ['mod_extforward'] : []),
      ...(tls ? ['mod_openssl'] : []),
      ...['mod_access', 'mod_setenv', 'mod_redirect', 'mod_alias'],
      ...(web.log.access === undefined ? [] : ['mod_accesslog']),
      ...(web.gzip ? ['mod_deflate'] : []),
      'mod_scgi',
    ],
    packages: [...(tls ? ['lighttpd-mod-openssl'] : []), ...(web.gzip ? ['lighttpd-mod-deflate'] : [])],
  }
}

/** For the condition of somebody else's host: its names, certificates and logs are its own affair. */
function locationOf(deployment: Deployment): LighttpdServed {
  const all = {names: [], redirects: [], applications: deepestFirst(deployment.applications)}
  return {...servedBy(deployment, all), acme: undefined, hsts: undefined}
}

/** What belongs to a host as a whole, although it was asked for. */
function leftOut({web}: Deployment): string[] {
  const {tls} = web
  return tls?.acme === undefined
    ? []
    : ['left out: the answers of the ACME client; only a whole site has them (--full)']
}
