import type {Address} from '../../address.js'
import type {Application, Web} from '../../deployment/deployment.js'
import {unsupported} from '../site/unsupported.js'
import {folderPath, reachable} from '../site/values.js'
import {wholeNumber} from '../unsafe.js'
import type {LighttpdServer} from './context.js'
import {quoted} from './words.js'

const BALANCE = {'round-robin': 'round-robin', 'least-conn': 'least-connection', 'ip-hash': 'sticky'} as const

/** How requests are shared out; undefined when there is one server. */
export function balanceOf({upstream}: Web): string | undefined {
  return upstream.servers.length === 0 ? undefined : `"${BALANCE[upstream.balancing]}"`
}

/** The servers behind an application. */
export function serversOf({uwsgi}: Application, {upstream, timeouts, internal}: Web): LighttpdServer[] {
  for (const {weight, isBackup} of upstream.servers) {
    if (weight !== 1)
      throw unsupported(
        'lighttpd',
        'weights of servers',
        'each gets the same share',
        'leave weight out of web.upstream.servers',
      )
    if (isBackup)
      throw unsupported(
        'lighttpd',
        'backup servers',
        'it asks every server that works',
        'leave backup out of web.upstream.servers',
      )
  }
  return [uwsgi.socket, ...upstream.servers.map(({address}) => address)].map((address) => ({
    where: whereOf(address),
    connect: seconds('the connect timeout', timeouts.connect),
    read: seconds('the read timeout', timeouts.read),
    write: seconds('the send timeout', timeouts.send),
    sendfile: internal.map(({folder}) =>
      quoted('the internal folder', `${folderPath('the internal folder', folder)}/`),
    ),
  }))
}

function seconds(field: string, value: number): number {
  return Number(wholeNumber(field, value))
}

function whereOf(address: Address): string {
  const to = reachable('lighttpd', address)
  return to.kind === 'unix' ? `"socket" => "${to.path}"` : `"host" => "${to.host}", "port" => ${to.port}`
}
