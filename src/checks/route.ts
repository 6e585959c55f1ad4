import type {Host} from '../host/host.js'
import type {ListeningSocket} from '../host/process-table.js'
import {plainAddress} from '../rules/facts.js'
import type {Survey, UwsgiServer, WebServer} from './survey.js'
import type {UwsgiConfigured} from './survey-uwsgi.js'
import {type DoctorTarget, plainOf} from './target.js'
import type {Site, Target, WebConfigured} from './web.js'

/** One way that a request takes; what is missing is not part of it, or is not known. */
export interface Route {
  readonly label: string
  readonly url?: URL
  /** Of the URL. */
  readonly port?: number
  readonly web?: WebServer
  /** A configuration that was named and answers for the route, where no server runs it. */
  readonly stoppedWeb?: WebConfigured
  readonly site?: Site
  readonly target?: Target
  /** The socket in front of uWSGI: a path, `@name`, `host:port`. */
  readonly address?: string
  /** Who holds the listening socket of that address. */
  readonly uwsgi?: UwsgiServer
  /** Whose configuration names that address, running or not. */
  readonly wanted?: UwsgiConfigured
  /** Whether a request may be sent: its target was named. */
  readonly mayAsk: boolean
}

/** The ways that the targets name; without any, all ways to a uWSGI of this machine. */
export async function routesOf(
  survey: Survey,
  targets: readonly DoctorTarget[],
  {host, mayAsk}: {readonly host: Host; readonly mayAsk: boolean},
): Promise<readonly Route[]> {
  const urls = targets.filter((target) => target.kind === 'url')
  if (urls.length > 0) return urls.flatMap(({url}) => routesOfUrl(survey, url))
  if (targets.length === 0) return unique(everyAddress(survey).flatMap((it) => routesTo(survey, it, mayAsk)))
  const found = await Promise.all(targets.map((target) => routesOfTarget(survey, target, host, mayAsk)))
  return unique(found.flat())
}

function unique(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [route.label, route])).values()]
}

async function routesOfTarget(survey: Survey, target: DoctorTarget, host: Host, mayAsk: boolean): Promise<Route[]> {
  if (target.kind === 'socket') return routesTo(survey, plainAddress(plainOf(target.address)), true)
  if (target.kind === 'file') return routesOfFile(survey, target.path, mayAsk)
  const pid = target.kind === 'pid' ? target.pid : await mainPid(host, target.kind === 'service' ? target.name : '')
  const server = survey.uwsgi.find(({master, children}) => [master, ...children].some((it) => it.pid === pid))
  const named = target.kind === 'service' ? survey.uwsgi.filter(({label}) => label.endsWith(`/${target.name}.ini`)) : []
  const web = survey.web.find(({master}) => master.pid === pid)
  if (web) return web.targets.flatMap(({value}) => routesTo(survey, value, mayAsk))
  const servers = server ? [server] : named
  return servers.flatMap((one) => addressesOf(one).flatMap((it) => routesTo(survey, it, mayAsk)))
}

async function mainPid(host: Host, service: string): Promise<number | undefined> {
  if (service === '') return undefined
  const {code, stdout} = await host.run('systemctl', ['show', '-p', 'MainPID', '--value', '--', service])
  return code === 0 && Number(stdout) > 0 ? Number(stdout) : undefined
}

function routesOfFile(survey: Survey, path: string, mayAsk: boolean): Route[] {
  const configured = [...survey.uwsgi, ...survey.idle].filter(({files}) => files.includes(path))
  const web = [...survey.web, ...survey.webFiles].filter(({files}) => files.some(({file}) => file === path))
  const addresses = [...configured.flatMap(addressesOf), ...web.flatMap(({targets}) => targets.map(({value}) => value))]
  if (addresses.length === 0 && configured[0]) return [{label: path, wanted: configured[0], mayAsk}]
  return [...new Set(addresses)].flatMap((address) => routesTo(survey, address, mayAsk))
}

function addressesOf(configured: UwsgiConfigured | UwsgiServer): string[] {
  const said = configured.facts.listeners.map(({value}) => value)
  const open = 'sockets' in configured ? configured.sockets.map(({address}) => plainAddress(address)) : []
  const stats = new Set(configured.stats.map(plainAddress))
  return [...new Set([...said, ...(said.length === 0 ? open : [])])].filter((address) => !stats.has(address))
}

function everyAddress(survey: Survey): string[] {
  const targets = survey.web.flatMap((web) =>
    web.targets.filter(({speaks}) => speaks === 'uwsgi').map(({value}) => value),
  )
  return [...new Set([...targets, ...survey.uwsgi.flatMap(addressesOf)])]
}

function routesTo(survey: Survey, address: string, mayAsk: boolean): Route[] {
  const end = endOf(survey, address)
  const fronts = survey.web.flatMap((web) => {
    const target = web.targets.find(({value}) => value === address)
    return target ? [{web, target}] : []
  })
  if (fronts.length === 0) return [{label: address, ...end, mayAsk}]
  return fronts.map(({web, target}) => ({label: `${web.file} → ${address}`, web, target, ...end, mayAsk}))
}

function routesOfUrl(survey: Survey, url: URL): Route[] {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const base = {label: url.href, url, port, mayAsk: true}
  const inodes = new Set(survey.listening.filter((it) => isPort(it, port)).map(({inode}) => inode))
  const path = plainPath(url)
  // Whose socket it is may not be seen by everybody: then the server that is configured for it.
  const web =
    survey.web.find(({sockets}) => sockets.some(({inode}) => inodes.has(inode))) ??
    survey.web.find((one) => !one.master.sockets && inodes.size > 0 && one.siteOf(port, url.hostname, path))
  const uwsgi = survey.uwsgi.find(({sockets}) => sockets.some(({inode}) => inodes.has(inode)))
  if (!web && uwsgi) return [{...base, ...endOf(survey, `127.0.0.1:${port}`), uwsgi, wanted: uwsgi}]
  const configured = web ?? survey.webFiles.find((one) => one.siteOf(port, url.hostname, path) !== undefined)
  const site = configured?.siteOf(port, url.hostname, path)
  const front = {...(web ? {web} : configured ? {stoppedWeb: configured} : {}), ...(site ? {site} : {})}
  const targets = site?.targets ?? []
  if (targets.length === 0) return [{...base, ...front}]
  return targets.map((target) => ({...base, ...front, target, ...endOf(survey, target.value)}))
}

/** As nginx compares it with locations. */
function plainPath({pathname}: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

function isPort({address}: ListeningSocket, port: number): boolean {
  return address.endsWith(`:${port}`) && !address.startsWith('/')
}

/** What lies at the end: the socket, who holds it, and whose it should be. */
function endOf(survey: Survey, address: string): Pick<Route, 'address' | 'uwsgi' | 'wanted'> {
  const uwsgi = survey.uwsgi.findLast(({sockets}) => sockets.some((it) => isAddress(it.address, address)))
  const wanted =
    [...survey.idle, ...survey.uwsgi].find(({facts}) => facts.listeners.some(({value}) => value === address)) ?? uwsgi
  return {address, ...(uwsgi ? {uwsgi} : {}), ...(wanted ? {wanted} : {})}
}

/** Whether a listener takes what is sent to an address: everybody's (`0.0.0.0`, `[::]`) takes all of its port. */
export function isAddress(listener: string, address: string): boolean {
  if (listener === address || plainAddress(listener) === address) return true
  const [, host, port] = /^(.*):(\d+)$/.exec(listener) ?? []
  if (port === undefined || listener.startsWith('/')) return false
  const [, wanted, wantedPort] = /^(.*):(\d+)$/.exec(address) ?? []
  return (
    port === wantedPort &&
    (/^(0\.0\.0\.0|\[::\])$/.test(host!) || (wanted === 'localhost' && /^(127\.|\[::1)/.test(host!)))
  )
}
