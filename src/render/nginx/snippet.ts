import type {Deployment} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {unsafeValue} from '../unsafe.js'
import {checkLocations} from './build-server.js'
import {folderOf, staticsOf} from './folders.js'
import {deploymentName} from './identifier.js'
import {applicationOf} from './locations.js'
import {nameGroups} from './names.js'
import {type OwnDirectives, ownDirectives} from './own-directives.js'
import {parametersOf} from './parameters.js'
import type {NginxParameters, NginxSnippet} from './site.js'
import {tuningOf} from './tuning.js'
import {passTarget} from './upstreams.js'
import {checkVersion} from './version.js'

/** The locations of a site, for a server block that is there already. */
export function snippetOf(deployment: Deployment): NginxSnippet {
  const {web} = deployment
  const own = ownWithoutHttp(deployment)
  if (web.upstream.servers.length > 0) {
    throw usageError(
      'TSGI_CONTRADICTION',
      'several upstream servers need an upstream { } beside the server { }, which a location cannot hold',
      '--full',
    )
  }
  const [group, ...others] = nameGroups(deployment)
  if (!group || others.length > 0) {
    throw usageError('TSGI_CONTRADICTION', 'applications with hosts of their own need servers of their own', '--full')
  }
  const inside = {parameters: parametersOf(web, own, undefined), tuning: tuningOf(web, own.tuning)}
  const base = {web, own, limits: {rate: undefined, connections: undefined}, cache: undefined, inside}
  const mounts = group.applications.map(({mount}) => mount)
  const snippet: NginxSnippet = {
    name: deploymentName(deployment.name),
    statics: staticsOf(group.applications, undefined),
    internals: web.internal.map((folder) => folderOf(folder, undefined)),
    applications: group.applications.map((application) =>
      applicationOf(application, direct(application), base, mounts),
    ),
  }
  checkLocations(snippet)
  return snippet
}

/** The variables alone. */
export function variablesOf(deployment: Deployment): NginxParameters {
  return parametersOf(deployment.web, ownWithoutHttp(deployment), undefined)
}

function ownWithoutHttp({web}: Deployment): OwnDirectives {
  checkVersion(web.version)
  const own = ownDirectives(web.directives, web.version)
  const [outer] = own.http
  if (outer) throw unsafeValue('a directive', outer.name, 'it stands outside of every server; ask for the whole site')
  return own
}

/** Nginx takes what is behind a second colon of `uwsgi_pass` for a path, not so in an `upstream`. */
function direct(application: Parameters<typeof passTarget>[0]): string {
  const target = passTarget(application)
  const {socket} = application.uwsgi
  if (socket.kind === 'unix' && socket.path.includes(':')) {
    throw unsafeValue(
      'the socket',
      socket.path,
      'uwsgi_pass ends a path at a colon; ask for the whole site, or rename it',
    )
  }
  return target
}
