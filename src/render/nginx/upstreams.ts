import {type Address, formatAddress} from '../../address.js'
import type {Application, Deployment, Upstream} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {absolutePath, unsafeValue, wholeNumber} from '../unsafe.js'
import {identifierOf} from './identifier.js'
import type {NginxUpstream} from './site.js'
import {nginxWord} from './words.js'

const BALANCING = {'round-robin': undefined, 'least-conn': 'least_conn', 'ip-hash': 'ip_hash'} as const

/** Name of an application's upstream. */
export function upstreamName({name, applications}: Deployment, application: Application): string {
  return identifierOf(applications.length === 1 ? name : `${name}_${application.name}`)
}

/** One for each application: its own socket, and what stands beside it. */
export function upstreamsOf(deployment: Deployment): NginxUpstream[] {
  const {applications, web} = deployment
  checkUpstream(web.upstream, applications)
  const names = applications.map((application) => upstreamName(deployment, application))
  const twice = applications.find((_, index) => names.indexOf(names[index]!) !== index)
  if (twice) throw unsafeValue('the name of an application', twice.name, 'another one differs from it by - and _ alone')
  return applications.map((application, index) => ({
    name: names[index]!,
    balancing: BALANCING[web.upstream.balancing],
    servers: [passTarget(application), ...web.upstream.servers.map(serverLine)],
  }))
}

/** An application's own socket, as `server` and `uwsgi_pass` take it. */
export function passTarget({name, uwsgi}: Application): string {
  if (uwsgi.protocol !== 'uwsgi') {
    throw usageError(
      'TSGI_CONTRADICTION',
      `the socket of ${name} speaks ${uwsgi.protocol}, and uwsgi_pass speaks uwsgi: Nginx would wait for an answer for ever`,
      'in tsgi.yaml: uwsgi: {protocol: uwsgi}',
    )
  }
  return addressWord(uwsgi.socket)
}

function checkUpstream({balancing, servers}: Upstream, applications: readonly Application[]): void {
  if (servers.length > 0 && applications.length > 1) {
    throw usageError(
      'TSGI_CONTRADICTION',
      'further upstream servers belong to one application, and this site has several',
      'a deployment for each application',
    )
  }
  if (balancing === 'ip-hash' && servers.some(({isBackup}) => isBackup)) {
    throw usageError(
      'TSGI_CONTRADICTION',
      'Nginx takes no backup server with ip-hash: every client has its own server there',
      'balancing: least-conn',
    )
  }
}

function serverLine({address, weight, isBackup}: Upstream['servers'][number]): string {
  const words = [addressWord(address)]
  wholeNumber('the weight of a server', weight)
  if (weight < 1) throw unsafeValue('the weight of a server', weight, 'it is at least 1')
  if (weight !== 1) words.push(`weight=${weight}`)
  if (isBackup) words.push('backup')
  return words.join(' ')
}

function addressWord(address: Address): string {
  if (address.kind === 'abstract') {
    throw unsafeValue('the socket', formatAddress(address), 'Nginx knows no abstract sockets; use a path')
  }
  if (address.kind === 'tcp') return tcpWord(address)
  return nginxWord('the socket', `unix:${absolutePath('the socket', address.path)}`)
}

function tcpWord(address: Address & {kind: 'tcp'}): string {
  const text = formatAddress(address)
  if (/^(\[[\da-f:.]+\]|[\w.-]+):\d+$/i.test(text)) return text
  throw unsafeValue('the socket', text, 'Nginx takes host:port or [IPv6 address]:port')
}
