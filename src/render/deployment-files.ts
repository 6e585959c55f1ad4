import {basename, dirname, join} from 'node:path/posix'
import type {Deployment} from '../deployment/deployment.js'
import {renderApache} from './apache.js'
import {renderLighttpd} from './lighttpd.js'
import {renderNginx} from './nginx.js'
import type {RenderedFile, RenderOptions} from './rendered.js'
import {renderSystemd, type SystemdFile} from './systemd.js'
import {renderUwsgi} from './uwsgi.js'

/** A file of a deployment, and where it belongs on the machine. */
export interface DeploymentFile extends RenderedFile {
  readonly kind: 'uwsgi' | 'web' | SystemdFile['kind']
  /** Where it lies among the files of the deployment, from their folder: `nginx/shop.conf`. */
  readonly local: string
  /** Absolute. */
  readonly target: string
}

type Options = Omit<RenderOptions, 'template'>

/** Every file that a deployment needs: of uWSGI, the web server and the service manager, each once. */
export async function renderDeployment(deployment: Deployment, options: Options): Promise<readonly DeploymentFile[]> {
  const parts = [uwsgiFiles, webFiles, serviceFiles]
  return (await Promise.all(parts.map((part) => part(deployment, options)))).flat()
}

/** JavaScript is served by tsgi itself, and what is external has its own configuration. */
async function uwsgiFiles(deployment: Deployment, options: Options): Promise<DeploymentFile[]> {
  const applications = deployment.applications.filter(({entry}) => !['javascript', 'external'].includes(entry.language))
  const files = applications.map((application) => renderUwsgi(application, deployment, {...options, format: 'ini'}))
  return (await Promise.all(files)).map((file) => placed(file, 'uwsgi', {in: 'uwsgi', folder: deployment.paths.config}))
}

const WEB = {nginx: renderNginx, apache: renderApache, lighttpd: renderLighttpd} as const

async function webFiles(deployment: Deployment, options: Options): Promise<DeploymentFile[]> {
  const {web, paths} = deployment
  if (web.server === 'none') return []
  const file = await WEB[web.server](deployment, {...options, scope: 'full'})
  const site = placed(file, 'web', {in: web.server, folder: paths.sites})
  return [{...site, target: join(paths.sites, `${orderOf(paths.sites)}${file.name}`)}]
}

/** `lighty-enable-mod` of Debian sees no file without a number in front. */
const orderOf = (sites: string) => (sites.endsWith('/lighttpd/conf-available') ? '50-' : '')

/** `systemd/shop.service`; the others are named after the folder that they belong to: `tmpfiles.d/shop.conf`. */
async function serviceFiles(deployment: Deployment, options: Options): Promise<DeploymentFile[]> {
  if (deployment.service.manager !== 'systemd') return []
  return (await renderSystemd(deployment, options)).map((file) => {
    const folder = dirname(file.path)
    return placed(file, file.kind, {in: folder === deployment.paths.units ? 'systemd' : basename(folder), folder})
  })
}

function placed(
  file: RenderedFile,
  kind: DeploymentFile['kind'],
  place: {readonly in: string; readonly folder: string},
): DeploymentFile {
  return {...file, kind, local: join(place.in, file.name), target: join(place.folder, file.name)}
}
