import type {Address} from '../../address.js'
import type {Application, Deployment, Web} from '../../deployment/deployment.js'
import {unsupported} from '../site/unsupported.js'
import {reachable} from '../site/values.js'
import {unsafeValue, wholeNumber} from '../unsafe.js'
import type {ApacheBalancer, ApacheMount} from './context.js'
import {quoted, workerName} from './words.js'

const METHODS = {'round-robin': 'byrequests', 'least-conn': 'bybusyness'} as const
/** What `loadfactor` takes. */
const MAX_WEIGHT = 100

/** The modules of mod_proxy_balancer that the deployment needs. */
export function balancerModules({upstream}: Web): string[] {
  return upstream.servers.length === 0
    ? []
    : ['proxy_balancer', 'slotmem_shm', `lbmethod_${methodOf(upstream.balancing)}`]
}

/** Where the requests of an application go: its socket, or a balancer over several. */
export function mountOf(application: Application, deployment: Deployment): ApacheMount {
  const {mount: path, name} = application
  if (deployment.web.upstream.servers.length > 0) {
    return {
      application: name,
      path: `"${path}"`,
      worker: `"balancer://${balancerName(application, deployment)}${path}"`,
      parameters: '',
    }
  }
  const worker = workerUrl(application.uwsgi.socket, workerName(deployment.name, name))
  // The path is repeated: with "uwsgi://name/" alone the application would see SCRIPT_NAME "/app/" for the URL /app/.
  const url = `${worker}${path}`
  // Never set aside after a failure: there is nobody else to ask.
  return {
    application: name,
    path: `"${path}"`,
    worker: quoted('the socket', url),
    parameters: `${parametersOf(deployment.web)} retry=0`,
  }
}

/** The balancer of an application; undefined when its socket is all there is. */
export function balancerOf(application: Application, deployment: Deployment): ApacheBalancer | undefined {
  const {balancing, servers} = deployment.web.upstream
  if (servers.length === 0) return undefined
  const own = {address: application.uwsgi.socket, weight: 1, isBackup: false}
  const name = balancerName(application, deployment)
  return {
    name: `"balancer://${name}"`,
    method: methodOf(balancing),
    members: [own, ...servers].map(({address, weight, isBackup}, index) => ({
      worker: quoted('the socket', workerUrl(address, `${name}.${index + 1}`)),
      parameters: [
        parametersOf(deployment.web),
        'retry=5',
        `loadfactor=${weightOf(weight)}`,
        ...(isBackup ? ['status=+H'] : []),
      ].join(' '),
    })),
  }
}

function balancerName(application: Application, {name}: Deployment): string {
  return workerName(name, application.name)
}

function workerUrl(address: Address, name: string): string {
  const to = reachable('Apache', address)
  if (to.kind === 'unix') return `unix:${to.path}|uwsgi://${name}`
  return `uwsgi://${to.host.includes(':') ? `[${to.host}]` : to.host}:${to.port}`
}

function parametersOf({timeouts, buffering}: Web): string {
  return [
    `connectiontimeout=${wholeNumber('the connect timeout', timeouts.connect)}`,
    `timeout=${wholeNumber('the read timeout', Math.max(timeouts.read, timeouts.send))}`,
    ...(buffering.headerBytes > 8192
      ? [`responsefieldsize=${wholeNumber('the header buffer', buffering.headerBytes)}`]
      : []),
    ...(buffering.response ? [] : ['flushpackets=on']),
  ].join(' ')
}

function methodOf(balancing: Web['upstream']['balancing']): string {
  if (balancing !== 'ip-hash') return METHODS[balancing]
  throw unsupported(
    'Apache',
    'ip-hash',
    'it balances by requests, by busyness or by a cookie',
    'web.upstream.balancing: least-conn',
  )
}

function weightOf(weight: number): string {
  if (weight <= MAX_WEIGHT) return wholeNumber('the weight of a server', weight)
  throw unsafeValue('the weight of a server', weight, `Apache takes weights up to ${MAX_WEIGHT}`)
}
