import {badAnswer} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {encodePacket, readPacket} from './packet.js'

/** The answer to a ping. */
export interface Pong {
  /** The server's warning message, a byte string; empty when it has none. */
  readonly warning: string
}

/** `64 00 00 00`: are you there? */
export function encodePing(): Buffer {
  return encodePacket({modifier1: Modifier1.ping})
}

/**
 * Decodes a pong, whole.
 *
 *     64 | size of the warning, LE | 01 | warning
 *
 * uWSGI keeps that size in a signed byte (`ping_plugin.c`): a warning over 127 bytes arrives cut, or not at all.
 *
 * @throws DecodeError when the bytes are anything else, cut off, or followed by more.
 */
export function decodePong(bytes: Uint8Array): Pong {
  const {modifier1, modifier2, body, rest} = readPacket(bytes)
  if (modifier1 !== Modifier1.ping) throw badAnswer(`a pong starts with 100, not with ${modifier1}`, 0)
  if (modifier2 !== 1) throw badAnswer(`modifier2 of a pong is 1, not ${modifier2}`, 3)
  if (rest.length > 0) throw badAnswer(`${rest.length} bytes follow the pong`, bytes.length - rest.length)
  return {warning: body.toString('latin1')}
}
