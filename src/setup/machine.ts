import type {DeploymentDescription} from '../deployment/description.js'
import type {HostFacts} from '../deployment/draft.js'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import {DISTRIBUTION_IDS, type Distribution, distributionOf, type WebPlace} from '../knowledge/distributions.js'

/** The machine that an application is set up on. */
export interface Machine {
  readonly distribution: Distribution
  /** `debian-12`. */
  readonly release: string
  /** Whether systemd runs it, and not only lies on its disk. */
  readonly isBootedWithSystemd: boolean
  /** Absolute path of uWSGI, where there is one. */
  readonly uwsgi?: string
  readonly facts: HostFacts
}

/** What this machine is. @throws TsgiError `TSGI_UNKNOWN_SYSTEM`, usage. */
export async function detectMachine(host: Host): Promise<Machine> {
  const {ids, release} = await osRelease(host)
  const distribution = distributionOf(ids)
  if (!distribution) throw unknownSystem(ids[0] ?? 'this system')
  const [systemd, uwsgi, somaxconn] = await Promise.all([
    host.facts('/run/systemd/system'),
    host.which('uwsgi'),
    host.read('/proc/sys/net/core/somaxconn'),
  ])
  return {
    distribution,
    release,
    isBootedWithSystemd: systemd !== undefined && systemd !== 'denied',
    ...(uwsgi === undefined ? {} : {uwsgi}),
    facts: somaxconn.status === 'read' ? {somaxconn: Number(somaxconn.bytes.toString('latin1'))} : {},
  }
}

/** A system that is not here, by a name such as `fedora-40`: what would be typed there. */
export function machineNamed(name: string): Machine {
  const [id = ''] = name.toLowerCase().split(/[-:]/)
  const distribution = distributionOf([id])
  if (!distribution) throw unknownSystem(name)
  return {distribution, release: name.toLowerCase(), isBootedWithSystemd: distribution.hasSystemd, facts: {}}
}

async function osRelease(host: Host): Promise<{readonly ids: readonly string[]; readonly release: string}> {
  const reading = await host.read('/etc/os-release')
  if (reading.status !== 'read') return unixName(host)
  const text = reading.bytes.toString('utf8')
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? ''
  return {
    ids: [value('ID'), ...value('ID_LIKE').split(' ')].filter((id) => id !== ''),
    release: [value('ID'), value('VERSION_ID')].filter((part) => part !== '').join('-'),
  }
}

async function unixName(host: Host): Promise<{readonly ids: readonly string[]; readonly release: string}> {
  const {stdout} = await host.run('uname', ['-s'])
  const name = stdout.trim().toLowerCase()
  return {ids: [name], release: name}
}

function unknownSystem(name: string) {
  return usageError(
    'TSGI_UNKNOWN_SYSTEM',
    `${name} is no system that tsgi knows how to set up; it knows ${DISTRIBUTION_IDS.join(', ')}`,
    'tsgi init writes the files without installing anything',
    'tsgi setup --show --os debian-12',
  )
}

/** What the machine says where a description says nothing: paths, users, what starts services. */
export function machineDefaults(
  {distribution, isBootedWithSystemd, uwsgi}: Machine,
  {web, preset}: DeploymentDescription,
): DeploymentDescription {
  const place = webPlace(distribution, web?.server ?? 'nginx')
  const isOwn = preset === 'development'
  return {
    uwsgi: {user: place.user, group: place.group},
    service: {
      manager: isBootedWithSystemd && !isOwn ? 'systemd' : 'none',
      ...(uwsgi === undefined ? {} : {uwsgi}),
    },
    paths: {
      config: `${distribution.prefix}/etc/uwsgi`,
      sites: place.sites,
    },
  }
}

/** Where a web server looks for sites; of none the user that Nginx has. */
export function webPlace({web}: Distribution, server: string): WebPlace {
  return server === 'apache' || server === 'lighttpd' ? web[server] : web.nginx
}
