import {posix} from 'node:path'
import type {Address} from '../address.js'
import type {Application, Deployment} from './deployment.js'
import {applicationKey, uwsgiKey} from './keys.js'

/** Something that will work, and that its owner should know. */
export interface DeploymentWarning {
  /** `uwsgi.socket-mode`. */
  readonly key: string
  /** One sentence; names the other key, where there is one. */
  readonly message: string
}

type Warnings = Iterable<DeploymentWarning>

/** What can be deployed and is probably not meant. */
export function warningsOf(deployment: Deployment): readonly DeploymentWarning[] {
  return [
    ...deployment.applications.flatMap((application) => [
      ...limitWarnings(deployment, application),
      ...webSocketWarnings(deployment, application),
      ...accessWarnings(deployment, application),
      ...environmentWarnings(deployment, application),
    ]),
    ...serviceWarnings(deployment),
    ...webWarnings(deployment),
  ]
}

function* limitWarnings(deployment: Deployment, application: Application): Warnings {
  const {uwsgi} = application
  const {web} = deployment
  const key = (name: string) => uwsgiKey(deployment, application, name)
  if (uwsgi.mercy < uwsgi.harakiri) {
    yield {
      key: key('mercy'),
      message: `${uwsgi.mercy} s is under ${key('harakiri')} (${uwsgi.harakiri} s): a reload cuts off requests that may still run`,
    }
  }
  if (web.server !== 'none' && uwsgi.bufferSize < web.maxHeader) {
    yield {
      key: key('buffer-size'),
      message: `${uwsgi.bufferSize} bytes are under web.max-header (${web.maxHeader}): uWSGI drops requests with long cookies or URLs that the web server let through; raise it`,
    }
  }
  const isSmaller = uwsgi.maxBody > 0 && (web.maxBody === 0 || web.maxBody > uwsgi.maxBody)
  if (web.server !== 'none' && isSmaller) {
    yield {
      key: key('max-body'),
      message: `${uwsgi.maxBody} bytes are under web.max-body (${web.maxBody || 'no limit'}): uWSGI refuses what the web server took`,
    }
  }
  const needs = uwsgi.processes * uwsgi.reloadOnRss
  if (deployment.service.memoryMax > 0 && needs > deployment.service.memoryMax) {
    yield {
      key: 'service.memory-max',
      message: `${deployment.service.memoryMax} MiB are under ${key('processes')} times ${key('reload-on-rss')} (${needs} MiB): the kernel may kill workers before uWSGI replaces them`,
    }
  }
}

function* webSocketWarnings(deployment: Deployment, application: Application): Warnings {
  const {harakiri, threads, loop} = application.uwsgi
  if (deployment.web.webSockets.length === 0) return
  const key = (name: string) => uwsgiKey(deployment, application, name)
  if (harakiri > 0) {
    yield {
      key: key('harakiri'),
      message: `it ends connections of web.web-sockets after ${harakiri} s, and the worker with them`,
    }
  }
  if (loop === undefined && threads === 1) {
    yield {
      key: 'web.web-sockets',
      message: `each connection keeps a whole process busy: say ${key('threads')} or ${key('loop')}`,
    }
  }
}

function* accessWarnings(deployment: Deployment, application: Application): Warnings {
  const {socket, stats, socketMode, user, protocol} = application.uwsgi
  const key = (name: string) => uwsgiKey(deployment, application, name)
  if (user === 'root' || user === '0') yield {key: key('user'), message: 'the application would run as root'}
  const [, group, others] = [...socketMode].map(Number)
  if (socket.kind === 'unix' && (others! & 2) !== 0) {
    yield {
      key: key('socket-mode'),
      message: `${socketMode} lets every user of the machine talk to the application, past the web server`,
    }
  } else if (socket.kind === 'unix' && (group! & 6) !== 6 && deployment.web.server !== 'none') {
    yield {
      key: key('socket-mode'),
      message: `${socketMode} keeps the group out, and with it web.server ${deployment.web.server}`,
    }
  }
  const folder = socket.kind === 'unix' ? posix.dirname(socket.path) : ''
  const {manager, kind} = deployment.service
  const isRoots = /^(\/|\/run|\/var\/run)$/.test(folder) && user !== undefined && user !== 'root' && user !== '0'
  if (isRoots && manager === 'systemd' && kind !== 'socket' && application.entry.language !== 'external') {
    yield {
      key: key('socket'),
      message: `${user} cannot create anything in ${folder}; the service makes ${application.runtime}/ for it`,
    }
  }
  if (protocol === 'uwsgi' && isOpen(socket)) {
    yield {
      key: key('socket'),
      message: 'it listens on every address, and whoever reaches it sets every variable of a request',
    }
  }
  if (stats && isOpen(stats)) {
    yield {
      key: key('stats'),
      message: 'it listens on every address, and tells requests and environment to whoever asks',
    }
  }
}

function isOpen(address: Address): boolean {
  return address.kind === 'tcp' && (address.host === '0.0.0.0' || address.host === '::')
}

function* environmentWarnings(deployment: Deployment, application: Application): Warnings {
  for (const name of Object.keys(application.environment)) {
    if (!/SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY/i.test(name)) continue
    const key = applicationKey(deployment, application, `environment.${name}`)
    yield {
      key,
      message:
        'it looks like a secret, and would be written into files that others read; environment-files keeps it out',
    }
  }
}

function* serviceWarnings(deployment: Deployment): Warnings {
  const {service, applications} = deployment
  if (service.manager === 'none' || service.hardening !== 'strict') return
  const remote = applications.find(({usesNetwork, entry}) => usesNetwork && entry.language !== 'external')
  if (!remote) return
  const key = applicationKey(deployment, remote, 'uses-network')
  yield {
    key: 'service.hardening',
    message: `strict cuts off every other machine, and ${key} is not false: a database or an API elsewhere is out of reach`,
  }
}

function* webWarnings({web}: Deployment): Warnings {
  const everyone = web.trustedProxies.find((network) => network.endsWith('/0'))
  if (everyone !== undefined) {
    yield {
      key: 'web.trusted-proxies',
      message: `${everyone} is everyone: any client may say which address it comes from`,
    }
  }
  if (web.server === 'none') return
  if (web.names.length === 0 && web.tls) {
    yield {key: 'web.tls', message: 'without web.names the certificate is offered for whatever name is asked for'}
  }
}
