import type {Application, Deployment, StaticFolder, Web} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {unsafeValue} from '../unsafe.js'
import {hostName, mountPath} from './values.js'

/** Names that share their applications: a virtual host, whatever the server calls it. */
export interface Site {
  /** Those that answer, the main one first; empty: whatever name is asked for. */
  readonly names: readonly string[]
  /** Those that lead elsewhere. */
  readonly redirects: readonly NameRedirect[]
  /** Deepest mount first. */
  readonly applications: readonly Application[]
}

export interface NameRedirect {
  readonly from: string
  readonly to: string
}

/** The virtual hosts of a deployment; an application with hosts of its own is reached by these alone. */
export function sitesOf({web, applications}: Deployment): readonly Site[] {
  const own = applications.flatMap(({hosts}) => hosts)
  const names = [...new Set([...web.names, ...own])].map((name) => hostName('the host name', name))
  const groups = new Map<string, {names: string[]; applications: readonly Application[]}>()
  for (const name of names) {
    const reached = reachedBy(name, web.names, applications)
    const key = reached.map((application) => application.name).join('\n')
    const group = groups.get(key) ?? {names: [], applications: reached}
    group.names.push(name)
    groups.set(key, group)
  }
  const named = [...groups.values()].map((group) => ({...group, ...canonical(group.names, web.www)}))
  const rest = web.names.length === 0 ? applications.filter(({hosts}) => hosts.length === 0) : []
  // Last: a server takes the first that fits.
  return rest.length === 0 ? named : [...named, {names: [], redirects: [], applications: deepestFirst(rest)}]
}

function reachedBy(name: string, shared: readonly string[], applications: readonly Application[]): Application[] {
  const own = applications.filter(({hosts}) => hosts.includes(name))
  const common = shared.includes(name) ? applications.filter(({hosts}) => hosts.length === 0) : []
  const taken = new Set(own.map(({mount}) => mount))
  return deepestFirst([...own, ...common.filter(({mount}) => !taken.has(mount))])
}

/** So that the first that fits is the right one. */
export function deepestFirst(applications: readonly Application[]): Application[] {
  for (const [index, {name, mount}] of applications.entries()) {
    mountPath('the mount', mount)
    const other = applications.slice(0, index).find((before) => before.mount === mount)
    if (other !== undefined) {
      throw usageError(
        'TSGI_CONTRADICTION',
        `${other.name} and ${name} are both mounted at ${mount} of the same host`,
        'another mount, or hosts, for one of them',
      )
    }
  }
  return applications.toSorted((one, other) => other.mount.length - one.mount.length)
}

/** Addresses and wildcards have no `www.` of their own. */
function canonical(names: readonly string[], www: Web['www']): Pick<Site, 'names' | 'redirects'> {
  if (www === 'none') return {names, redirects: []}
  const pairs = names.map((name) => {
    if (name.startsWith('*.') || /^[\d.]+$/.test(name)) return {to: name}
    const bare = name.replace(/^www\./, '')
    return www === 'to-bare' ? {to: bare, from: `www.${bare}`} : {to: `www.${bare}`, from: bare}
  })
  const redirects = pairs.filter((pair): pair is NameRedirect => pair.from !== undefined)
  return {
    names: [...new Set(pairs.map(({to}) => to))],
    redirects: [...new Map(redirects.map((pair) => [pair.from, pair])).values()],
  }
}

/** The folders of the applications, each URL once. */
export function staticsOf(applications: readonly Application[]): readonly StaticFolder[] {
  const folders = new Map<string, StaticFolder>()
  for (const folder of applications.flatMap(({statics}) => statics)) {
    const other = folders.get(folder.url)
    if (other !== undefined && other.folder !== folder.folder) {
      throw unsafeValue('the URL of a static folder', folder.url, `it is that of ${other.folder} already`)
    }
    if (applications.some(({mount}) => folder.url === `${mount === '/' ? '' : mount}/`)) {
      throw unsafeValue('the URL of a static folder', folder.url, 'it would hide the application that is mounted there')
    }
    folders.set(folder.url, folder)
  }
  return [...folders.values()]
}
