import {DEFAULT_BUFFER_BYTES, DEFAULT_MAX_VARS} from '../wire/vars.js'

/** What a client may cost. */
export interface Limits {
  /** Largest block of variables accepted, in bytes; uWSGI's own default, 4096, so that what fails there fails here. */
  readonly bufferSize: number
  /** Most variables accepted in one request; 128 is what uWSGI's default of `max-vars = 64` lets through. */
  readonly maxVars: number
  /**
   * Milliseconds: for the whole packet to arrive, and for each further sign of life while a body is awaited or an answer is
   * being taken. How long the application thinks is not limited.
   */
  readonly socketTimeout: number
  /** Connections at a time, over all sockets. When they are used up, one that has sent nothing yet makes room. */
  readonly maxConnections: number
}

export const DEFAULT_LIMITS: Limits = {
  bufferSize: DEFAULT_BUFFER_BYTES,
  maxVars: DEFAULT_MAX_VARS,
  socketTimeout: 4000,
  maxConnections: 4096,
}

/** Milliseconds that a body nobody wants is read for at most, so that the front is not reset; nginx's `lingering_time`. */
export const LINGER_MS = 30_000
/** Bytes behind the announced body that are still read away; then reading stops. */
export const MAX_SURPLUS_BYTES = 65_536
/** Milliseconds until the kernel asks whether a client that sends no more is there: over TCP nothing else can tell. */
export const KEEPALIVE_MS = 30_000
/** Milliseconds that a client has to close after it was refused, or had its pong. */
export const PARTING_MS = 1000
