import type {Application, Deployment} from './deployment.js'
import {presets} from './preset.js'
import {resolveDeployment} from './resolve.js'

type Reason = (application: Application, deployment: Deployment) => string | undefined

/** Why a value is what it is, from the values that it depends on. Keys of tsgi.yaml. */
const REASONS = {
  'uwsgi.socket': ({uwsgi, runtime}) =>
    uwsgi.socket.kind === 'unix' && uwsgi.socket.path.startsWith(`${runtime}/`)
      ? 'in a folder of its own, that only this service creates and removes'
      : undefined,
  'uwsgi.socket-mode': ({uwsgi}) =>
    uwsgi.socket.kind === 'unix' && uwsgi.socketMode === '660'
      ? `the web server reaches it as group ${uwsgi.group ?? 'of this process'}; nobody else does`
      : undefined,
  'uwsgi.listen': () => 'connections that wait for a worker; more than net.core.somaxconn and uWSGI does not start',
  'uwsgi.processes': () => 'requests at a time; each costs the memory of one application',
  'uwsgi.threads': ({uwsgi}) =>
    uwsgi.threads > 1 ? 'requests at a time in each process; the code has to be thread-safe' : undefined,
  'uwsgi.loop': ({uwsgi}) => uwsgi.loop && `${uwsgi.loop.cores} requests at a time in each process`,
  'uwsgi.protocol': () => undefined,
  'uwsgi.lazy-apps': ({uwsgi}) =>
    uwsgi.lazyApps ? 'each worker loads the application itself: nothing is shared, nothing is inherited' : undefined,
  'uwsgi.auto-reload': ({uwsgi}) => (uwsgi.autoReload ? 'seconds between looks at the code' : undefined),
  'uwsgi.cheaper': ({uwsgi}) => (uwsgi.cheaper ? 'processes that are kept when there is nothing to do' : undefined),
  'uwsgi.harakiri': ({uwsgi}, {web}) => harakiriReason(uwsgi.harakiri, web),
  'uwsgi.mercy': ({uwsgi}) =>
    uwsgi.harakiri > 0 && uwsgi.mercy >= uwsgi.harakiri
      ? `as long as a request may take (harakiri, ${uwsgi.harakiri} s), so that stop and reload cut off none`
      : 'how long stop and reload wait for requests to end',
  'uwsgi.max-requests': ({uwsgi}) =>
    uwsgi.maxRequests > 0 ? 'a fresh worker after so many requests: leaks stay small' : undefined,
  'uwsgi.max-worker-lifetime': ({uwsgi}) =>
    uwsgi.maxWorkerLifetime > 0 ? 'a fresh worker after so many seconds, also where there are few requests' : undefined,
  'uwsgi.reload-on-rss': ({uwsgi}) =>
    uwsgi.reloadOnRss > 0 ? 'MiB; a worker that grew beyond is replaced after its request' : undefined,
  'uwsgi.buffer-size': (_, {web}) =>
    web.server === 'none'
      ? 'bytes that the variables of a request may take'
      : `holds the headers that the web server takes (${web.maxHeader} bytes) and the variables that it adds`,
  'uwsgi.post-buffering': ({uwsgi}) =>
    uwsgi.postBuffering > 0
      ? 'a body is read whole before the application runs: a slow client keeps no code waiting'
      : undefined,
  'uwsgi.max-body': ({uwsgi}, {web}) =>
    web.server !== 'none' && uwsgi.maxBody === web.maxBody && uwsgi.maxBody > 0
      ? 'the same as in the web server'
      : undefined,
  'uwsgi.stats': ({uwsgi}) => (uwsgi.stats ? 'what workers do, as JSON' : undefined),
  'uwsgi.logging.to': () => undefined,
  'uwsgi.logging.requests': ({uwsgi}) =>
    uwsgi.logging.requests === 'errors'
      ? 'the web server logs every request; here the failed and the slow ones'
      : undefined,
  'web.timeouts.connect': () => 'a local socket answers at once or not at all',
  'web.timeouts.read': (_, deployment) => readReason(deployment),
  'web.timeouts.send': (_, {web}) => (web.timeouts.send === web.timeouts.read ? 'the same as for reading' : undefined),
  'web.max-header': (_, deployment) => `fits into uWSGI's buffer (${smallest(deployment, 'bufferSize')} bytes)`,
  'web.max-body': (_, {web}) =>
    web.maxBody === 0 ? 'no limit: whatever is sent fills the disk' : 'uploads; more is answered 413',
  'web.buffering.header': () => 'the headers of a response have to fit: cookies and policies are long',
  'web.tls.hsts': (_, {web}) =>
    web.tls && web.tls.hsts > 0 ? 'browsers remember that long to use TLS alone' : undefined,
  'service.stop-timeout': (_, {applications}) =>
    `over uWSGI's mercy (${Math.max(...applications.map(({uwsgi}) => uwsgi.mercy))} s): systemd kills only what did not stop by itself`,
  'service.max-open-files': () => 'sockets, files and pipes of all workers',
  'paths.config': (_, {paths}) =>
    paths.config === '/etc/uwsgi'
      ? "not in apps-enabled: there Debian's own service would start it a second time"
      : undefined,
} as const satisfies Record<string, Reason>

/** A key of `tsgi.yaml` whose value has a reason. */
export type ReasonedField = keyof typeof REASONS

export const REASONED_FIELDS = Object.keys(REASONS) as readonly ReasonedField[]

/**
 * Why a field has the value that it has, for a comment beside it: one line, no full stop, of values of the deployment alone.
 * What the preset says of it goes first. Undefined where there is nothing worth saying.
 *
 * @param application the one it is of; the first by default
 */
export function reasonOf(
  field: ReasonedField,
  deployment: Deployment,
  application: Application = deployment.applications[0]!,
): string | undefined {
  return (
    presetReason(field, deployment, application) ?? (REASONS[field] as Reason | undefined)?.(application, deployment)
  )
}

/** Said only while the value is the preset's: somebody may have changed it. */
function presetReason(field: string, deployment: Deployment, application: Application): string | undefined {
  const reason = presets[deployment.preset].reasons[field]
  if (reason === undefined) return undefined
  const plain = resolveDeployment({preset: deployment.preset, application: {language: 'external'}})
  const own = JSON.stringify(valueAt(field, deployment, application))
  return own === JSON.stringify(valueAt(field, plain, plain.applications[0]!)) ? reason : undefined
}

function valueAt(field: string, deployment: Deployment, application: Application): unknown {
  const names = field.split('.').map((name) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))
  const from: unknown = field.startsWith('uwsgi.') ? application : deployment
  return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], from)
}

function harakiriReason(harakiri: number, web: Deployment['web']): string {
  if (harakiri === 0) return 'a request may take as long as it likes'
  if (web.server === 'none')
    return 'under the 60 s that proxies commonly wait: the end of a request is logged where it is understood'
  return `under the web server's read timeout (${web.timeouts.read} s): uWSGI ends the request first, and its log says which`
}

function readReason({applications, web}: Deployment): string | undefined {
  const harakiri = Math.max(...applications.map(({uwsgi}) => uwsgi.harakiri))
  if (harakiri === 0) return 'how long the application may be silent'
  return web.timeouts.read > harakiri ? `over uWSGI's harakiri (${harakiri} s), which ends a request first` : undefined
}

function smallest({applications}: Deployment, field: 'bufferSize'): number {
  return Math.min(...applications.map(({uwsgi}) => uwsgi[field]))
}
