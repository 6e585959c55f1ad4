import type {Deployment} from '../../deployment/deployment.js'
import type {ApacheHost} from './context.js'
import {balancerModules} from './upstream.js'

/** The modules that a deployment needs beside those that every Apache has, in alphabetical order. */
export function requiredModules(deployment: Deployment, hosts: readonly ApacheHost[]): string[] {
  const {web} = deployment
  const isTls = hosts.some(({tls}) => tls !== undefined)
  return [
    ...['alias', 'headers', 'proxy', 'proxy_uwsgi', 'reqtimeout', 'setenvif'],
    ...(hosts.some(({served, hostPattern}) => hostPattern !== undefined || served?.maintenance !== undefined)
      ? ['rewrite']
      : []),
    ...(isTls ? ['ssl'] : []),
    ...(isTls && web.tls?.http2 ? ['http2'] : []),
    ...(web.gzip ? ['deflate', 'filter'] : []),
    ...(web.trustedProxies.length > 0 ? ['remoteip'] : []),
    ...(web.cache ? ['cache', 'cache_disk'] : []),
    ...(web.internal.length > 0 ? ['xsendfile'] : []),
    ...balancerModules(web),
  ].sort()
}
