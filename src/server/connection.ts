import type {Socket} from 'node:net'
import {Modifier1} from '../wire/modifiers.js'
import {encodePacket} from '../wire/packet.js'
import type {Var} from '../wire/vars.js'
import type {ProblemKind} from './events.js'
import {readIntake} from './intake.js'
import {KEEPALIVE_MS, LINGER_MS, MAX_SURPLUS_BYTES, PARTING_MS} from './limits.js'
import type {Door, Site} from './site.js'
import {Transaction, type Transport} from './transaction.js'

const NOTHING = Buffer.alloc(0)
const PONG = encodePacket({modifier1: Modifier1.ping, modifier2: 1})

/** Listeners that all sockets share, and the way from a socket to its connection: cheaper than closures for each. */
const TIED = Symbol('connection')
type TiedSocket = Socket & {[TIED]: Connection}

function onData(this: TiedSocket, chunk: Buffer): void {
  this[TIED].take(chunk)
}

function onEnd(this: TiedSocket): void {
  this[TIED].ended()
}

function onError(this: TiedSocket, error: NodeJS.ErrnoException): void {
  this[TIED].broke(error)
}

function onClose(this: TiedSocket): void {
  this[TIED].closed()
}

/** One connection of a front: one packet in, one answer out, closed. */
export class Connection implements Transport {
  readonly socket: Socket
  readonly site: Site
  /**
   * - `packet`: the packet is not whole yet
   * - `request`: the application has it, or its answer is on the way
   * - `lingering`: all is said; what still comes is read away, because closing with unread bytes resets the front
   */
  #phase: 'packet' | 'request' | 'lingering' = 'packet'
  /** On the clock of `performance.now()`: when the packet must be whole, or lingering ends. */
  #deadline: number
  readonly #overTcp: boolean
  /** Where it came from, for the log. */
  readonly #from: string
  #pending: Buffer = NOTHING
  #transaction: Transaction | undefined
  /** Bytes of body still to come, and bytes that came behind them. */
  #remaining = 0
  #surplus = 0
  #timed = false

  constructor(socket: Socket, door: Door, site: Site) {
    this.socket = socket
    this.site = site
    this.#overTcp = door.overTcp
    this.#from = door.overTcp ? `${socket.remoteAddress}:${socket.remotePort}` : door.name
    this.#deadline = performance.now() + site.limits.socketTimeout
    site.connections.add(this)
    const tied = socket as TiedSocket
    tied[TIED] = this
    tied.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  }

  /** Connected, and not a byte came. */
  get silent(): boolean {
    return this.#phase === 'packet' && this.#pending.length === 0
  }

  answered(): void {
    if (this.#surplus > 0) this.#part()
    else if (this.#remaining > 0) this.#linger(LINGER_MS)
    else if (this.socket.writableLength > 0) this.socket.destroySoon()
    else process.nextTick(destroy, this.socket) // all is with the kernel: saves a shutdown(2)
  }

  /** Closes at once; over TCP with a reset, so that the front does not take half an answer for a whole one. */
  abort(): void {
    if (this.#overTcp && this.#transaction?.hasBegun && !this.#transaction.isOver) this.socket.resetAndDestroy()
    else this.socket.destroy()
  }

  /** Called every now and then with the time; keeps the connection to its deadlines. */
  check(now: number): void {
    if (this.#phase === 'request' && this.socket.readableEnded) this.#knock()
    if (this.#phase !== 'packet' && this.#waits()) this.#watch()
    else if (this.#phase !== 'request' && now > this.#deadline) this.#expire()
  }

  /** @internal */
  closed(): void {
    this.#transaction?.closed()
    const {connections, whenEmpty} = this.site
    connections.delete(this)
    if (connections.size === 0) whenEmpty?.()
  }

  problem(kind: ProblemKind, message: string): void {
    this.site.report({type: 'problem', kind, from: this.#from, message})
  }

  /** @internal */
  take(chunk: Buffer): void {
    if (this.#phase === 'request') this.#takeBody(chunk)
    else if (this.#phase === 'packet') this.#takePacket(chunk)
    else {
      this.#remaining -= Math.min(chunk.length, this.#remaining)
      if (this.#remaining === 0) this.socket.destroySoon()
    }
  }

  #takePacket(chunk: Buffer): void {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    const intake = readIntake(bytes, this.site.limits)
    this.#pending = NOTHING
    if (intake.kind === 'request') this.#dispatch(intake.vars, intake.rest)
    else if (intake.kind === 'more') this.#pending = bytes
    else {
      if (intake.kind === 'refused') this.problem(intake.problem, intake.message)
      else {
        this.site.report({type: intake.kind, from: this.#from})
        this.socket.write(intake.kind === 'ping' ? PONG : intake.block)
      }
      this.#part()
    }
  }

  #dispatch(vars: readonly Var[], rest: Buffer): void {
    this.#phase = 'request'
    const transaction = new Transaction(this, vars)
    this.#transaction = transaction
    this.#remaining = transaction.request.contentLength
    this.site.handler(transaction)
    if (this.#remaining === 0) transaction.sink?.end()
    if (rest.length > 0) this.take(rest)
  }

  #takeBody(chunk: Buffer): void {
    const body = chunk.length > this.#remaining ? chunk.subarray(0, this.#remaining) : chunk
    this.#remaining -= body.length
    if (chunk.length > body.length) this.#takeSurplus(chunk.length - body.length)
    if (body.length === 0) return
    const sink = this.#transaction?.sink
    const wanted = sink?.chunk(body) ?? true
    if (this.#remaining === 0) sink?.end()
    else if (!wanted) this.socket.pause()
  }

  #takeSurplus(bytes: number): void {
    if (this.#surplus === 0) {
      const {contentLength} = this.#transaction!.request
      this.problem(
        'body-long',
        `more than the announced ${contentLength} bytes of body came: ${this.#transaction?.line}`,
      )
    }
    this.#surplus += bytes
    if (this.#surplus > MAX_SURPLUS_BYTES) this.socket.pause()
  }

  /** Says no more, and leaves closing to the client for a moment: how much it still sends is not known. */
  #part(): void {
    this.#remaining = Number.POSITIVE_INFINITY
    this.#linger(PARTING_MS)
  }

  /** Closes the way to the client and reads on, until the body is through, the client closes, or the time is up. */
  #linger(milliseconds: number): void {
    this.#phase = 'lingering'
    this.#deadline = performance.now() + milliseconds
    this.socket.end()
    this.socket.resume()
  }

  /** Whether it is the client that has to move. */
  #waits(): boolean {
    if (this.socket.writableLength > 0) return true
    return this.#phase === 'request' && this.#remaining > 0 && !this.socket.isPaused()
  }

  /** `net.Socket`'s own timer, because it alone knows of the progress within one large write. */
  #watch(): void {
    if (this.#timed) return
    this.#timed = true
    const {socketTimeout} = this.site.limits
    this.socket.setTimeout(socketTimeout, () => {
      this.#timed = false
      if (this.socket.timeout !== socketTimeout) return // the application has set one of its own
      this.socket.setTimeout(0)
      if (this.#waits()) this.#stalled()
    })
  }

  #stalled(): void {
    const waited = `for ${this.site.limits.socketTimeout} ms`
    const line = this.#transaction?.line
    if (this.socket.writableLength > 0) {
      this.problem('write-timeout', `the client took nothing of the answer ${waited}: ${line}`)
    } else this.problem('body-timeout', `timeout during read: ${this.#received()}, then nothing ${waited}: ${line}`)
    this.abort()
  }

  #expire(): void {
    const limit = `${this.site.limits.socketTimeout} ms`
    if (this.silent) this.problem('head-timeout', `an idle connection: nothing came within ${limit}`)
    else if (this.#phase === 'packet') {
      this.problem('head-timeout', `a packet is not whole after ${limit}: ${this.#pending.length} bytes came`)
    }
    this.socket.destroy()
  }

  /** The client sends no more; it may still want its answer. @internal */
  ended(): void {
    if (this.#phase === 'lingering') this.socket.destroySoon()
    else if (this.#phase === 'packet') {
      if (!this.silent) this.problem('head-cut', `closed after ${this.#pending.length} bytes of a packet`)
      this.socket.destroy()
    } else if (this.#remaining > 0) {
      this.problem('body-short', `the body ended early: ${this.#received()}: ${this.#transaction?.line}`)
      this.abort()
    } else {
      if (this.#overTcp) this.socket.setKeepAlive(true, KEEPALIVE_MS)
      this.#knock()
    }
  }

  /** Writes no bytes: that fails when the client has closed both ways, and an application that waits is told. */
  #knock(): void {
    if (this.socket.writable && this.socket.writableLength === 0) this.socket.write(NOTHING)
  }

  /** @internal */
  broke({code}: NodeJS.ErrnoException): void {
    if (this.#transaction === undefined || (this.#transaction.isOver && code !== 'EPIPE')) return
    this.problem('client-gone', `the client closed before it had the answer (${code}): ${this.#transaction.line}`)
  }

  #received(): string {
    const {contentLength} = this.#transaction!.request
    return `${contentLength - this.#remaining} of ${contentLength} bytes of the body came`
  }
}

/** Not before the callbacks of the last write: destroyed under them, the stream makes an error that nobody reads. */
function destroy(socket: Socket): void {
  socket.destroy()
}
