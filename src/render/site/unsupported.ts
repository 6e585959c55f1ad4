import type {Deployment} from '../../deployment/deployment.js'
import {type TsgiError, usageError} from '../../errors.js'
import {matching} from '../unsafe.js'

/** What was asked for and a server cannot do. Leaving it out would break the application or leave it open: it is refused. */
export function unsupported(server: string, what: string, reason: string, ...suggestions: string[]): TsgiError {
  return usageError('TSGI_UNSUPPORTED', `${server} cannot do ${what}: ${reason}`, ...suggestions)
}

/** Refuses what neither Apache nor lighttpd can do in front of uWSGI, and names that are none. */
export function refuseCommon(server: string, {name, web, applications}: Deployment): void {
  for (const each of [name, ...applications.map((application) => application.name)]) {
    matching('the name', each, /^[a-z][a-z0-9_-]*$/, 'write it with small letters, digits, - and _')
  }
  const {webSockets, limits, upstream} = web
  if (webSockets.length > 0) {
    throw unsupported(
      server,
      `WebSockets (${webSockets.join(', ')})`,
      'it completes the handshake with uWSGI and then carries no data',
      "put Nginx in front (web.server: nginx), or give the WebSockets a socket of their own with uWSGI's http-socket",
    )
  }
  if (limits?.rate !== undefined || limits?.connections !== undefined) {
    throw unsupported(
      server,
      'limits on the requests or connections of a client (web.limits)',
      'none of its own modules counts them',
      'put Nginx in front (web.server: nginx), or take web.limits out and limit clients in the firewall',
    )
  }
  const speaksHttp = applications.find(({uwsgi}) => uwsgi.protocol === 'http')
  if (speaksHttp !== undefined) {
    throw unsupported(
      server,
      `HTTP to ${speaksHttp.name}`,
      'this file is for sockets that speak uwsgi',
      'uwsgi.protocol: uwsgi',
    )
  }
  if (upstream.servers.length > 0 && applications.length > 1) {
    throw unsupported(
      server,
      'one web.upstream for several applications',
      'each has servers of its own',
      'give each application a deployment of its own',
    )
  }
}

/** What is written as asked, or left out because a client can do without, and should be known. */
export function commonWarnings(server: string, {web: {tls}, applications}: Deployment): string[] {
  const opened = applications.flatMap(({name, root, statics}) =>
    statics
      .filter(({folder}) => root !== '/' && `${root}/`.startsWith(`${folder}/`))
      .map(
        ({url, folder}) =>
          `${folder} holds the application ${name} itself: its code and secrets can be had below ${url}`,
      ),
  )
  return tls?.http3
    ? [...opened, `${server} speaks no HTTP/3: clients get ${tls.http2 ? 'HTTP/2' : 'HTTP/1.1'}`]
    : opened
}
