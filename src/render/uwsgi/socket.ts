import {type Address, formatAddress} from '../../address.js'
import type {Application, Deployment, Uwsgi} from '../../deployment/deployment.js'
import {absolutePath, matching, unsafeValue} from '../unsafe.js'
import {option, optionUnlessZero, type UwsgiOption, type UwsgiSection, when} from './option.js'
import {ours, type Value, value} from './value.js'

/** Where it listens, and how much it takes in. */
export function socketSection({name, uwsgi}: Application, {service, web}: Deployment): UwsgiSection {
  const isActivated = service.manager === 'systemd' && service.kind === 'socket'
  return {
    title: 'socket',
    notes: isActivated ? [`systemd listens and hands the socket over: ${name}.socket`] : [],
    options: [
      ...(isActivated ? activatedOptions(uwsgi) : socketOptions(uwsgi, service.manager === 'none')),
      option('listen', uwsgi.listen, 'connections that wait for a process; the kernel allows net.core.somaxconn'),
      option(
        'buffer-size',
        atMost(uwsgi.bufferSize, 65_535),
        `bytes of all variables of a request: the web server takes ${web.maxHeader} bytes of headers`,
      ),
      ...optionUnlessZero(
        'post-buffering',
        uwsgi.postBuffering,
        'bytes of a body in memory; a larger one goes to a file',
      ),
      ...optionUnlessZero('limit-post', uwsgi.maxBody, 'bytes of a body, as in the web server'),
    ],
  }
}

function atMost(bufferSize: number, most: number): number {
  if (bufferSize <= most) return bufferSize
  throw unsafeValue('uwsgi.bufferSize', bufferSize, `a packet holds at most ${most} bytes`)
}

const activatedOptions = ({protocol}: Uwsgi) => when(protocol === 'http', option('protocol', ours`http`))

function socketOptions({socket, protocol, socketMode, user, group}: Uwsgi, isAlone: boolean): UwsgiOption[] {
  const listen = option(protocol === 'http' ? 'http-socket' : 'socket', socketValue('uwsgi.socket', socket))
  const identity = isAlone ? identityOptions(user, group) : []
  if (socket.kind !== 'unix') return [listen, ...identity]
  const mode = matching('uwsgi.socketMode', socketMode, /^[0-7]{3,4}$/, 'it is no mode such as 660')
  const owner =
    identity.length > 0 && user && group ? [option('chown-socket', ours`${account(user)}:${account(group)}`)] : []
  const comment = mode.endsWith('0') ? ['its group may connect: the web server belongs to it'] : []
  return [listen, option('chmod-socket', value('uwsgi.socketMode', mode), ...comment), ...owner, ...identity]
}

/** Where a service manager starts uWSGI it sets the user, and uWSGI could not change it any more. */
function identityOptions(user: string | undefined, group: string | undefined): UwsgiOption[] {
  return [
    ...(group === undefined ? [] : [option('gid', account(group))]),
    ...(user === undefined ? [] : [option('uid', account(user), 'who it becomes when root starts it')]),
  ]
}

const account = (name: string): Value =>
  value(
    'uwsgi.user',
    matching('uwsgi.user', name, /^([a-z_][a-z0-9_-]{0,31}|\d{1,10})$/, 'it is no name of a user or group'),
  )

/** In the spelling of uWSGI. */
export function socketValue(field: string, address: Address): Value {
  return value(field, socketText(address, field))
}

/** uWSGI takes what holds a colon for TCP, and expands `*`. */
export function socketText(address: Address, field = 'uwsgi.socket'): string {
  if (address.kind !== 'unix') return formatAddress(address)
  const odd = /[:*]/.exec(address.path)?.[0]
  if (odd === undefined) return absolutePath(field, address.path)
  throw unsafeValue(field, address.path, `uWSGI takes ${JSON.stringify(odd)} in it for part of a TCP address`)
}
