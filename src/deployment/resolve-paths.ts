import type {Address} from '../address.js'
import type {Paths} from './deployment.js'
import type {PathsDescription} from './description.js'
import {PATHS} from './fields.js'
import type {Section} from './section.js'

/** Debian's folders of site files, which its own tools (`a2ensite`, `lighty-enable-mod`) expect. */
const SITES: Readonly<Record<string, string>> = {
  nginx: '/etc/nginx/sites-available',
  apache: '/etc/apache2/sites-available',
  lighttpd: '/etc/lighttpd/conf-available',
}

/**
 * `/etc/uwsgi/<name>.ini`, beside the folders of Debian's own service and not in `apps-enabled`, where that one would start
 * it a second time.
 */
export function resolvePaths(
  section: Section<PathsDescription>,
  {name, server}: {readonly name: string; readonly server: unknown},
): Paths {
  const root = section.get('root', PATHS.root) ?? ''
  const path = (key: keyof PathsDescription, fallback: string) =>
    redirected(section.get(key, PATHS[key]) ?? fallback, root)
  return {
    root: root === '/' ? '' : root,
    config: path('config', '/etc/uwsgi'),
    runtime: path('runtime', `/run/${name}`),
    logs: path('logs', `/var/log/${name}`),
    state: path('state', `/var/lib/${name}`),
    sites: path('sites', SITES[String(server)] ?? SITES['nginx']!),
    units: path('units', '/etc/systemd/system'),
  }
}

/** A path that the deployment creates, below the root folder. */
export function redirected(path: string, root: string): string {
  return root === '' || root === '/' || `${path}/`.startsWith(`${root}/`) ? path : `${root}${path}`
}

/** A socket that the deployment creates, below the root folder. */
export function redirectedSocket(address: Address, root: string): Address {
  return address.kind === 'unix' ? {kind: 'unix', path: redirected(address.path, root)} : address
}
