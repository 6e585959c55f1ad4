import type {Deployment} from '../../deployment/deployment.js'
import {unsafeValue} from '../unsafe.js'
import {folderOf, staticsOf} from './folders.js'
import {addedHeaders} from './headers.js'
import {applicationOf, type LocationBase} from './locations.js'
import {logsOf} from './logs.js'
import type {NameGroup} from './names.js'
import type {OwnDirectives} from './own-directives.js'
import {parametersOf} from './parameters.js'
import type {NginxDefault, NginxListening, NginxServer} from './site.js'
import {headerBuffers, tuningOf} from './tuning.js'
import {upstreamName} from './upstreams.js'
import {acmeFolder, maintenanceFile} from './web-paths.js'
import {nginxSeconds, nginxSize} from './words.js'

/** What the servers of a site have in common. */
export interface ServerBase {
  readonly deployment: Deployment
  readonly id: string
  readonly own: OwnDirectives
  readonly defaults: readonly NginxDefault[]
  readonly locations: LocationBase
  readonly trusted: readonly string[] | undefined
  /** Answers challenges of the ACME client itself, since no other server of the site does. */
  readonly answersAcme: boolean
}

/** The server that hands requests to the applications of a group of names. */
export function serverOf({applications, names}: NameGroup, listening: NginxListening, base: ServerBase): NginxServer {
  const {deployment, id, own, defaults, locations, trusted} = base
  const {web} = deployment
  const headers = addedHeaders(web, defaults)
  const mounts = applications.map(({mount}) => mount)
  const server: NginxServer = {
    ...listening,
    names: names.length === 0 ? '_' : names.join(' '),
    id,
    acme: base.answersAcme ? acmeFolder(web) : undefined,
    trusted,
    logs: logsOf(deployment, id),
    maintenance: maintenanceFile(web),
    maxBody: nginxSize('the size of a body', web.maxBody),
    headerBuffers: headerBuffers(web),
    gzip: web.gzip,
    hasLimits: web.limits !== undefined,
    headers,
    parameters: parametersOf(web, own, id),
    tuning: tuningOf(web, own.tuning),
    cache: web.cache && {
      seconds: nginxSeconds('the time in the cache', web.cache.seconds),
      key: `"${parametersOf(web, own, id).scheme} $request_method $host $request_uri"`,
    },
    statics: staticsOf(applications, headers),
    internals: web.internal.map((folder) => folderOf(folder, headers)),
    applications: applications.map((application) =>
      applicationOf(application, upstreamName(deployment, application), locations, mounts),
    ),
    isClosed: !mounts.includes('/'),
  }
  checkLocations(server)
  return server
}

/** Nginx stops at a location that is there twice. */
export function checkLocations({
  statics,
  internals,
  applications,
}: Pick<NginxServer, 'statics' | 'internals' | 'applications'>): void {
  const prefixes = [
    ...statics.map(({url}) => url),
    ...internals.map(({url}) => url),
    ...applications.flatMap(({locations}) => locations.map(({path}) => path)),
  ]
  const twice = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index)
  if (twice !== undefined) throw unsafeValue('a URL', twice, 'it is asked for twice in one site')
}
