import {once} from 'node:events'
import {chmodSync, lstatSync, readFileSync, unlinkSync} from 'node:fs'
import {type AddressInfo, connect, createServer, type ListenOptions, type Server, type Socket} from 'node:net'
import {type Address, formatAddress} from '../address.js'
import {environmentError, TsgiError} from '../errors.js'

export interface ListenerOptions {
  /** Permission bits of a unix socket; left to the umask when absent. */
  readonly chmod?: number | undefined
  readonly onConnection: (socket: Socket) => void
}

export interface Listener {
  /** Where it listens: the port is the real one. */
  readonly address: Address
  readonly server: Server
}

/** The kernel cuts it to `net.core.somaxconn`. */
const BACKLOG = 4096

/**
 * Listens. A unix socket that nobody listens on is taken over; a path that is anything else is left alone.
 *
 * @throws TsgiError, environment: `TSGI_SOCKET_IN_USE`, `TSGI_SOCKET_PATH_TAKEN`, `TSGI_NO_ABSTRACT_SOCKETS` or
 * `TSGI_CANNOT_LISTEN`.
 */
export async function openListener(address: Address, options: ListenerOptions): Promise<Listener> {
  try {
    return await bind(address, options)
  } catch (error) {
    if (errnoOf(error) !== 'EADDRINUSE' || address.kind !== 'unix') throw cannotListen(address, error)
    await clearStale(address.path)
  }
  return bind(address, options).catch((error: unknown) => {
    throw cannotListen(address, error)
  })
}

async function bind(address: Address, {chmod, onConnection}: ListenerOptions): Promise<Listener> {
  // Fronts never half-close; a person with a pipe does, and wants the answer.
  const server = createServer({allowHalfOpen: true, noDelay: true}, onConnection)
  server.listen({...where(address), backlog: BACKLOG})
  await once(server, 'listening')
  if (address.kind === 'unix' && chmod !== undefined) chmodSync(address.path, chmod)
  if (address.kind === 'abstract') assertExactName(address.name, server)
  const bound = server.address() as AddressInfo
  return {server, address: address.kind === 'tcp' ? {...address, port: bound.port} : address}
}

function where(address: Address): ListenOptions {
  if (address.kind === 'tcp') return {host: address.host, port: address.port}
  // uWSGI binds the name with a zero behind it (`core/socket.c`).
  return {path: address.kind === 'unix' ? address.path : `\0${address.name}\0`}
}

/** Before libuv 1.47 the name is filled up with zeros, and nobody who knows the name finds the socket. */
function assertExactName(name: string, server: Server): void {
  const listed = readFileSync('/proc/net/unix', 'utf8').split('\n')
  if (listed.some((line) => line.endsWith(` @${name}@`))) return
  server.close()
  throw environmentError(
    'TSGI_NO_ABSTRACT_SOCKETS',
    `this version of Node cannot listen on @${name} as uWSGI does`,
    'use Node 22 or later',
    'listen on a path or a port instead: ./app.sock, :3031',
  )
}

/** Removes the file of a unix socket that nobody listens on. */
async function clearStale(path: string): Promise<void> {
  const before = lstatSync(path)
  if (!before.isSocket()) {
    throw environmentError(
      'TSGI_SOCKET_PATH_TAKEN',
      `${path} exists and is no socket; it is left alone`,
      `choose another path, or look at it first: ls -l ${path}`,
    )
  }
  const failure = await knock(path)
  if (failure !== 'ECONNREFUSED') throw inUse(path, failure)
  if (lstatSync(path).ino === before.ino) unlinkSync(path)
}

/** Connects and leaves; the errno's name, or nothing when somebody is there. */
function knock(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({path})
    socket.once('connect', () => resolve(undefined))
    socket.once('error', (error) => resolve(errnoOf(error)))
    socket.once('close', () => resolve(undefined))
    socket.setTimeout(1000, () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })
}

function inUse(path: string, failure?: string): TsgiError {
  const why =
    failure === undefined ? 'a server listens on it' : `it cannot be told whether a server listens: ${failure}`
  return environmentError(
    'TSGI_SOCKET_IN_USE',
    `${path} is in use: ${why}`,
    `tsgi ping ${path}`,
    'choose another --socket',
  )
}

function cannotListen(address: Address, error: unknown): unknown {
  if (error instanceof TsgiError) return error
  const code = errnoOf(error)
  const text = formatAddress(address)
  if (code === 'EADDRINUSE') return environmentError('TSGI_SOCKET_IN_USE', `${text} is in use`, `tsgi identify ${text}`)
  const advice: Readonly<Record<string, string>> = {
    EACCES: address.kind === 'tcp' ? 'ports below 1024 are for root' : 'your user may not create a file in that folder',
    EADDRNOTAVAIL: 'this machine has no such address; 0.0.0.0 is all of them',
    ENOENT: 'the folder does not exist',
    ENOTFOUND: 'no such host name',
  }
  const suggestions = [advice[code ?? ''] ?? 'choose another --socket']
  return environmentError('TSGI_CANNOT_LISTEN', `cannot listen on ${text}: ${code ?? String(error)}`, ...suggestions)
}

function errnoOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}
