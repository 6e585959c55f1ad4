import type {Socket} from 'node:net'
import {type Address, formatAddress} from '../address.js'
import {type Application, type ApplicationKind, handlerOf} from './application.js'
import {Connection} from './connection.js'
import type {RequestEvent, ServerEvent} from './events.js'
import type {FetchListener} from './fetch-handler.js'
import {DEFAULT_LIMITS, type Limits, PARTING_MS} from './limits.js'
import {type Listener, openListener} from './listener.js'
import {Meter} from './meter.js'
import type {NodeListener} from './node-handler.js'
import type {Door, Site} from './site.js'
import {statsDocument} from './stats.js'
import {processFacts} from './worker.js'

export interface ServeOptions extends Partial<Limits> {
  /** Where to listen; port 0 lets the machine choose one. */
  readonly sockets: readonly Address[]
  /** Permission bits of the unix sockets among them; left to the umask when absent. */
  readonly chmod?: number | undefined
  /** Where to tell statistics, as JSON in uWSGI's shape. */
  readonly stats?: Address | undefined
  /** What the statistics call this server. */
  readonly version?: string
  /** How the application is called, when its shape does not tell. */
  readonly kind?: ApplicationKind | undefined
  /** Told of every request when it is over. It must not throw. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined
  /** Told of whatever else happens: pings, exceptions, and all that was not a request. It must not throw. */
  readonly onEvent?: ((event: ServerEvent) => void) | undefined
}

export interface Closed {
  /** Requests that were cut off because their time was up. */
  readonly cut: number
}

export interface ServerHandle {
  /** Where it listens, with real ports. */
  readonly addresses: readonly Address[]
  readonly stats: Address | undefined
  /** Requests answered so far. */
  readonly requests: number
  readonly exceptions: number
  /** Stops accepting, lets what is in progress finish for `grace` milliseconds (default 10,000), cuts the rest. */
  close(options?: {readonly grace?: number}): Promise<Closed>
  /** Stops at once and removes the socket files before it returns. */
  abort(): void
}

/**
 * Serves an application over the uwsgi protocol.
 *
 * @throws TsgiError `TSGI_NO_APPLICATION`, usage; or what {@link openListener} throws. Nothing listens then.
 */
export function serve(application: FetchListener, options: ServeOptions): Promise<ServerHandle>
export function serve(application: NodeListener, options: ServeOptions): Promise<ServerHandle>
export function serve(application: Application, options: ServeOptions): Promise<ServerHandle>
export async function serve(application: Application, options: ServeOptions): Promise<ServerHandle> {
  const site: Site = {
    limits: {...DEFAULT_LIMITS, ...limitsOf(options)},
    handler: handlerOf(application, options.kind),
    meter: new Meter(),
    connections: new Set(),
    report: options.onEvent ?? (() => {}),
    onRequest: options.onRequest,
    whenEmpty: undefined,
  }
  const server = new EmbeddedServer(site, options)
  await server.open()
  return server
}

function limitsOf(options: Partial<Limits>): Partial<Limits> {
  const names = Object.keys(DEFAULT_LIMITS) as (keyof Limits)[]
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])))
}

class EmbeddedServer implements ServerHandle {
  readonly #site: Site
  readonly #options: ServeOptions
  readonly #listeners: Listener[] = []
  readonly #spawned = Date.now()
  #statsListener: Listener | undefined
  readonly #statsReaders = new Set<Socket>()
  #sweeper: NodeJS.Timeout | undefined

  constructor(site: Site, options: ServeOptions) {
    this.#site = site
    this.#options = options
  }

  get addresses(): readonly Address[] {
    return this.#listeners.map((listener) => listener.address)
  }

  get stats(): Address | undefined {
    return this.#statsListener?.address
  }

  get requests(): number {
    return this.#site.meter.requests
  }

  get exceptions(): number {
    return this.#site.meter.exceptions
  }

  async open(): Promise<void> {
    const {sockets, stats, chmod} = this.#options
    try {
      for (const address of sockets) {
        const door = {name: formatAddress(address), overTcp: address.kind === 'tcp'}
        this.#add(await openListener(address, {chmod, onConnection: (socket) => this.#accept(socket, door)}))
      }
      if (stats !== undefined) {
        this.#statsListener = await openListener(stats, {chmod, onConnection: (socket) => this.#tellStats(socket)})
        this.#watch(this.#statsListener)
      }
    } catch (error) {
      this.abort()
      throw error
    }
    const every = Math.min(1000, Math.max(20, this.#site.limits.socketTimeout / 4))
    this.#sweeper = setInterval(() => this.#sweep(), every).unref()
  }

  async close({grace = 10_000}: {readonly grace?: number} = {}): Promise<Closed> {
    this.#stopAccepting()
    const {connections} = this.#site
    // What was accepted this moment has its packet in the kernel already, if it has one.
    const idle = setTimeout(() => this.#dropSilent(), Math.min(100, grace))
    let cut = 0
    const over = setTimeout(() => {
      cut = connections.size
      for (const connection of connections) connection.abort()
    }, grace)
    if (connections.size > 0) await new Promise<void>((resolve) => (this.#site.whenEmpty = resolve))
    clearTimeout(idle)
    clearTimeout(over)
    clearInterval(this.#sweeper)
    return {cut}
  }

  abort(): void {
    this.#stopAccepting()
    clearInterval(this.#sweeper)
    for (const connection of this.#site.connections) connection.abort()
  }

  #add(listener: Listener): void {
    this.#listeners.push(listener)
    this.#watch(listener)
  }

  /** Accepting can fail later, when the process has no file descriptors left; the server goes on with what it has. */
  #watch({server, address}: Listener): void {
    const from = formatAddress(address)
    server.on('error', (error) => this.#site.report({type: 'problem', kind: 'listener', from, message: error.message}))
  }

  #accept(socket: Socket, door: Door): void {
    const {connections, limits, report} = this.#site
    if (connections.size >= limits.maxConnections && !this.#makeRoom(door.name)) {
      report({
        type: 'problem',
        kind: 'crowded',
        from: door.name,
        message: `refused: ${connections.size} connections are in use`,
      })
      socket.destroy()
      return
    }
    new Connection(socket, door, this.#site)
  }

  /** One that has said nothing gives way: idle connections must not keep the others out. */
  #makeRoom(from: string): boolean {
    const {connections, report} = this.#site
    for (const connection of connections) {
      if (!connection.silent) continue
      const message = `all ${connections.size} connections are in use; the oldest that had sent nothing was closed`
      report({type: 'problem', kind: 'crowded', from, message})
      connections.delete(connection)
      connection.abort()
      return true
    }
    return false
  }

  #sweep(): void {
    const now = performance.now()
    for (const connection of this.#site.connections) connection.check(now)
  }

  #dropSilent(): void {
    for (const connection of this.#site.connections) if (connection.silent) connection.abort()
  }

  #stopAccepting(): void {
    for (const {server} of this.#listeners) server.close() // removes a unix socket's file
    this.#statsListener?.server.close()
    for (const socket of this.#statsReaders) socket.destroy()
  }

  #tellStats(socket: Socket): void {
    this.#statsReaders.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#statsReaders.delete(socket))
    socket.setTimeout(this.#site.limits.socketTimeout || PARTING_MS, () => socket.destroy())
    socket.resume() // a request that is sent to it would otherwise reset the answer
    socket.on('end', () => socket.destroySoon())
    const {version = 'tsgi'} = this.#options
    const {meter} = this.#site
    const document = statsDocument({
      version,
      process: processFacts(),
      sockets: this.addresses,
      meter,
      spawned: this.#spawned,
    })
    socket.end(`${JSON.stringify(document, undefined, 1)}\n`)
  }
}
