import {formatAddress} from '../address.js'
import type {Listen, Tls, Web} from './deployment.js'
import {describePairs} from './describe.js'
import type {TlsDescription, WebDescription} from './description.js'
import {sizeText, timeText} from './grammar/quantities.js'

export function describeWeb(web: Web): WebDescription {
  const {upstream, timeouts, buffering, cache, limits, log, version, maintenanceFile} = web
  return {
    server: web.server,
    ...(version === undefined ? {} : {version}),
    ...{names: web.names, listen: web.listen.map(listenText)},
    ...{tls: web.tls ? describeTls(web.tls) : false, www: web.www},
    ...(upstream.servers.length > 0 || upstream.balancing !== 'round-robin'
      ? {upstream: describeUpstream(upstream)}
      : {}),
    ...{'max-body': sizeText(web.maxBody), 'max-header': sizeText(web.maxHeader)},
    timeouts: {connect: timeText(timeouts.connect), read: timeText(timeouts.read), send: timeText(timeouts.send)},
    buffering: {request: buffering.request, response: buffering.response, header: sizeText(buffering.headerBytes)},
    ...{gzip: web.gzip, 'security-headers': web.securityHeaders, 'web-sockets': web.webSockets},
    internal: Object.fromEntries(web.internal.map(({url, folder}) => [url, folder])),
    cache: cache
      ? {folder: cache.folder, size: sizeText(cache.megabytes * 1024 ** 2), time: timeText(cache.seconds)}
      : false,
    limits: limits ? describeLimits(limits) : false,
    'trusted-proxies': web.trustedProxies,
    log: {access: log.access ?? false, error: log.error ?? false, format: log.format},
    ...(maintenanceFile === undefined ? {} : {'maintenance-file': maintenanceFile}),
    directives: describePairs(web.directives),
  }
}

function listenText({host, port}: Listen): number | string {
  if (host === undefined) return port
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function describeTls({certificate, key, acme, listen, isPending, hsts, ...tls}: Tls): TlsDescription {
  return {
    ...{profile: tls.profile, listen: listen.map(listenText), certificate, key, acme: acme ?? false},
    ...{http2: tls.http2, http3: tls.http3, redirect: tls.redirect, hsts: timeText(hsts), pending: isPending},
  }
}

function describeUpstream({balancing, servers}: Web['upstream']): NonNullable<WebDescription['upstream']> {
  return {
    balancing,
    servers: servers.map(({address, weight, isBackup}) => ({
      address: formatAddress(address),
      weight,
      backup: isBackup,
    })),
  }
}

function describeLimits({rate, connections}: NonNullable<Web['limits']>): NonNullable<WebDescription['limits']> {
  return {
    ...(rate === undefined ? {} : {rate: `${rate.count}/${rate.per === 'second' ? 's' : 'm'}`, burst: rate.burst}),
    ...(connections === undefined ? {} : {connections}),
  }
}
