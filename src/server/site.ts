import type {Connection} from './connection.js'
import type {RequestEvent, ServerEvent} from './events.js'
import type {Limits} from './limits.js'
import type {Meter} from './meter.js'
import type {Handler} from './transaction.js'

/** What the connections of one server share. */
export interface Site {
  readonly limits: Limits
  readonly handler: Handler
  readonly meter: Meter
  readonly connections: Set<Connection>
  readonly onRequest: ((event: RequestEvent) => void) | undefined
  /** Called when the last connection has closed. */
  whenEmpty: (() => void) | undefined
  readonly report: (event: ServerEvent) => void
}

/** What a connection came through. */
export interface Door {
  /** The address of the listener, as text. */
  readonly name: string
  readonly overTcp: boolean
}
