import type {Application, Deployment, Web} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {serverName} from './words.js'

/** Names that the same applications answer for. */
export interface NameGroup {
  /** Empty: any name. */
  readonly names: readonly string[]
  readonly applications: readonly Application[]
}

/** A name that only leads to another. */
export interface Alias {
  readonly from: string
  readonly to: string
}

/** The names of a site by the applications behind them, those of the site itself first. */
export function nameGroups({applications, web}: Deployment): NameGroup[] {
  const shared = applications.filter(({hosts}) => hosts.length === 0)
  const ofSite = canonicalNames(web.names, web.www)
  const own = new Map<string, Application[]>()
  for (const application of applications) {
    for (const host of canonicalNames(application.hosts, web.www))
      own.set(host, [...(own.get(host) ?? []), application])
  }
  const groups = new Map<string, {names: string[]; applications: readonly Application[]}>()
  const add = (name: string | undefined, members: readonly Application[]) => {
    const key = members.map((member) => member.name).join('\n')
    const group = groups.get(key) ?? {names: [], applications: members}
    groups.set(key, {...group, names: name === undefined ? group.names : [...group.names, name]})
  }
  if (ofSite.length === 0 && (shared.length > 0 || own.size === 0)) add(undefined, checked(shared))
  for (const name of ofSite) add(name, together(own.get(name) ?? [], shared))
  for (const [name, members] of own) if (!ofSite.includes(name)) add(name, checked(members))
  return [...groups.values()].filter((group) => group.applications.length > 0)
}

/** What leads to a canonical name. A pattern of names has none. */
export function aliasesOf({applications, web}: Deployment): Alias[] {
  if (web.www === 'none') return []
  const all = [...web.names, ...applications.flatMap(({hosts}) => hosts)]
  return canonicalNames(all, web.www)
    .filter((name) => !name.includes('*'))
    .map((to) => ({to, from: web.www === 'to-www' ? to.replace(/^www\./, '') : `www.${to}`}))
}

function canonicalNames(names: readonly string[], www: Web['www']): string[] {
  const canonical = names.map(serverName).map((name) => {
    if (www === 'none' || name.includes('*')) return name
    const bare = name.replace(/^www\./, '')
    return serverName(www === 'to-www' ? `www.${bare}` : bare)
  })
  return [...new Set(canonical)]
}

/** Those of one name before those of every name, where both want the same mount. */
function together(own: readonly Application[], shared: readonly Application[]): readonly Application[] {
  const mounts = new Set(own.map(({mount}) => mount))
  return checked([...own, ...shared.filter(({mount}) => !mounts.has(mount))])
}

function checked(applications: readonly Application[]): readonly Application[] {
  for (const [index, {name, mount}] of applications.entries()) {
    const other = applications.slice(0, index).find((before) => before.mount === mount)
    if (other) {
      throw usageError(
        'TSGI_CONTRADICTION',
        `${other.name} and ${name} are both mounted at ${mount} of the same host`,
        'another mount, or hosts, for one of them',
      )
    }
  }
  return applications
}
