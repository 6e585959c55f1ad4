import type {Address} from '../address.js'
import {node} from '../host/node.js'

/** Why no connection came about. */
export type ConnectFailure = 'refused' | 'missing' | 'denied' | 'backlog-full' | 'unresolved' | 'unreachable'

export interface NotConnected {
  readonly connected: false
  readonly failure: ConnectFailure
  /** The errno's name, or `ETIMEDOUT` when the deadline passed before a connection, `ABORTED` when the signal fired. */
  readonly code: string
  readonly total_ms: number
}

/** From the errno's name, as `connect(2)` and `getaddrinfo(3)` have them. */
export function failureOf(code: string): ConnectFailure {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTSOCK': // a plain file where a socket was expected
    case 'EPROTOTYPE': // a datagram socket
      return 'refused'
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return 'missing'
    case 'EACCES':
    case 'EPERM':
      return 'denied'
    case 'EAGAIN':
      return 'backlog-full'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return 'unresolved'
    default:
      return 'unreachable'
  }
}

/** Why no connection came about, in half a sentence; a socket that is denied is walked to what stops this user. */
export async function describeFailure(address: Address, {failure, code, total_ms}: NotConnected): Promise<string> {
  if (failure === 'denied' && address.kind === 'unix') {
    const {explainDenied} = await import('./denied.js')
    return explainDenied(node, address.path)
  }
  if (code === 'ABORTED') return 'interrupted while connecting'
  if (code !== 'ETIMEDOUT') return MEANING[code] ?? `connecting failed with ${code}`
  const why = {
    'backlog-full': 'its listen queue is full',
    unresolved: 'no name server answered',
  }[failure as string]
  return `connecting timed out after ${Math.round(total_ms / 100) / 10} s: ${why ?? 'nobody answered'}`
}

const MEANING: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nobody listens there (ECONNREFUSED)',
  ENOTSOCK: 'a file is there, but it is not a socket (ENOTSOCK)',
  EPROTOTYPE: 'a socket of another type is there (datagram, seqpacket), which uwsgi does not use (EPROTOTYPE)',
  ENOENT: 'no such socket file (ENOENT)',
  ELOOP: 'no such socket file: symbolic links lead in a circle (ELOOP)',
  ENOTDIR: 'no such socket file: a part of the path is no folder (ENOTDIR)',
  EACCES: 'this machine does not permit the connection (EACCES)',
  EPERM: 'this machine does not permit the connection (EPERM): a firewall rule?',
  EAGAIN: 'the listen queue is full (EAGAIN)',
  ENOTFOUND: 'the host name has no address (ENOTFOUND)',
  EAI_AGAIN: 'the name server does not answer (EAI_AGAIN)',
  EHOSTUNREACH: 'no route to the host (EHOSTUNREACH)',
  ENETUNREACH: 'no route to that network (ENETUNREACH)',
}
