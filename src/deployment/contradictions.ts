import {type Address, formatAddress, MAX_UNIX_PATH_BYTES} from '../address.js'
import type {Application, Deployment} from './deployment.js'
import {applicationKey, uwsgiKey} from './keys.js'
import type {DescriptionProblem} from './problem.js'

type Problems = Iterable<DescriptionProblem>

/** Values that are good each for itself, and not together. Each names both keys. */
export function contradictionsOf(deployment: Deployment): readonly DescriptionProblem[] {
  return [
    ...deployment.applications.flatMap((application) => [
      ...timeoutProblems(deployment, application),
      ...concurrencyProblems(deployment, application),
      ...socketProblems(deployment, application),
      ...entryProblems(deployment, application),
    ]),
    ...sharingProblems(deployment),
    ...serviceProblems(deployment),
    ...webProblems(deployment),
  ]
}

function* timeoutProblems(deployment: Deployment, application: Application): Problems {
  const {harakiri} = application.uwsgi
  const {read} = deployment.web.timeouts
  if (deployment.web.server === 'none' || harakiri === 0 || harakiri < read) return
  yield {
    key: uwsgiKey(deployment, application, 'harakiri'),
    message: `${harakiri} s is not under web.timeouts.read (${read} s): the web server would give up first, and nobody knew why`,
  }
}

/** Interpreters that uWSGI cannot run in several threads of one process. */
const ONE_THREAD: Readonly<Record<string, string>> = {
  ruby: 'native threads do not work under Ruby',
  php: 'PHP is embedded without thread safety',
}

function* concurrencyProblems(deployment: Deployment, application: Application): Problems {
  const {processes, threads, loop, cheaper} = application.uwsgi
  const {language} = application.entry
  const key = (name: string) => uwsgiKey(deployment, application, name)
  if (cheaper && cheaper.minimum >= processes) {
    yield {
      key: key('cheaper'),
      message: `${cheaper.minimum} is not under ${key('processes')} (${processes}): there is nothing to stop`,
    }
  }
  if (cheaper && (cheaper.initial < cheaper.minimum || cheaper.initial > processes)) {
    const range = `${cheaper.minimum} and ${processes}`
    yield {
      key: `${key('cheaper')}.initial`,
      message: `${cheaper.initial} is not between ${key('cheaper')}.minimum and ${key('processes')}: ${range}`,
    }
  }
  if (loop && threads > 1) {
    yield {
      key: key('threads'),
      message: `${threads} threads do not go with ${key('loop')} ${loop.engine}: uWSGI runs one or the other`,
    }
  }
  if (loop && language !== 'python' && language !== 'external') {
    yield {
      key: key('loop'),
      message: `${loop.engine} is of Python, and ${applicationKey(deployment, application, 'language')} is ${language}`,
    }
  }
  const reason = ONE_THREAD[language]
  if (threads > 1 && reason !== undefined) {
    yield {
      key: key('threads'),
      message: `${threads} threads do not go with ${applicationKey(deployment, application, 'language')} ${language}: ${reason}`,
    }
  }
}

function* socketProblems(deployment: Deployment, application: Application): Problems {
  const {socket, stats, protocol} = application.uwsgi
  const key = (name: string) => uwsgiKey(deployment, application, name)
  if (isTooLong(socket)) yield {key: key('socket'), message: tooLong(socket)}
  if (stats && isTooLong(stats)) yield {key: key('stats'), message: tooLong(stats)}
  if (stats && formatAddress(stats) === formatAddress(socket)) {
    yield {key: key('stats'), message: `it is ${key('socket')} too: ${formatAddress(socket)}`}
  }
  const {server} = deployment.web
  if (protocol === 'http' && server !== 'none') {
    yield {key: key('protocol'), message: `http does not go with web.server ${server}: it speaks uwsgi to the socket`}
  }
}

function isTooLong(address: Address): boolean {
  return address.kind === 'unix' && Buffer.byteLength(address.path) > MAX_UNIX_PATH_BYTES
}

function tooLong(address: Address): string {
  const bytes = Buffer.byteLength(formatAddress(address))
  return `${formatAddress(address)} is ${bytes} bytes (paths.root, paths.runtime and the names included), and a unix socket takes ${MAX_UNIX_PATH_BYTES}`
}

function* entryProblems(deployment: Deployment, application: Application): Problems {
  const {entry} = application
  if (entry.language !== 'php' || entry.frontController === undefined) return
  if (entry.frontController.startsWith(`${entry.documentRoot}/`)) return
  const root = `${applicationKey(deployment, application, 'document-root')} (${entry.documentRoot})`
  yield {key: applicationKey(deployment, application, 'front-controller'), message: `it does not lie in ${root}`}
}

/** Two applications at one place: the same name and mount, the same socket, the same URL. */
function* sharingProblems(deployment: Deployment): Problems {
  const taken = new Map<string, string>()
  for (const application of deployment.applications) {
    for (const {place, key} of placesOf(deployment, application)) {
      const other = taken.get(place)
      if (other !== undefined) yield {key, message: `${place} is taken by ${other}`}
      taken.set(place, key)
    }
  }
}

function placesOf(deployment: Deployment, application: Application): {readonly place: string; readonly key: string}[] {
  const {mount, hosts, statics, uwsgi} = application
  const on = hosts.length === 0 ? [''] : hosts
  const key = (name: string) => applicationKey(deployment, application, name)
  return [
    ...on.map((host) => ({place: `${host}${mount}`, key: key('mount')})),
    ...on.flatMap((host) => statics.map(({url}) => ({place: `${host}${url}`, key: key(`statics.${url}`)}))),
    {place: formatAddress(uwsgi.socket), key: uwsgiKey(deployment, application, 'socket')},
    ...(uwsgi.stats ? [{place: formatAddress(uwsgi.stats), key: uwsgiKey(deployment, application, 'stats')}] : []),
  ]
}

function* serviceProblems(deployment: Deployment): Problems {
  const {service, applications} = deployment
  if (service.manager === 'none') return
  for (const application of applications) {
    const {mercy} = application.uwsgi
    if (service.stopTimeout > mercy) continue
    const other = `${uwsgiKey(deployment, application, 'mercy')} (${mercy} s)`
    yield {
      key: 'service.stop-timeout',
      message: `${service.stopTimeout} s is not over ${other}: systemd would kill requests that uWSGI still waits for`,
    }
  }
}

function* webProblems({web}: Deployment): Problems {
  const {upstream, tls, listen} = web
  const key = (value: {readonly host?: string; readonly port: number}) => `${value.host ?? '*'}:${value.port}`
  const plain = new Set(listen.map(key))
  const both = tls?.listen.find((value) => plain.has(key(value)))
  if (both) yield {key: 'web.tls.listen', message: `${key(both)} is in web.listen too`}
  if (upstream.balancing === 'ip-hash' && upstream.servers.some(({isBackup}) => isBackup)) {
    yield {key: 'web.upstream.servers', message: 'a backup does not go with web.upstream.balancing ip-hash'}
  }
  if (web.www !== 'none' && !web.names.some((name) => !name.startsWith('*.'))) {
    yield {key: 'web.www', message: `${web.www} needs a name in web.names to redirect to`}
  }
}
