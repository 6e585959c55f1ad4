import {badAnswer} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {encodePacket, readPacket} from './packet.js'
import {decodeVars, encodeVars, type Var} from './vars.js'

/**
 * A task for the spooler. Some names mean something to uWSGI: `spooler` the folder, `priority` a sub-folder, `at` the epoch
 * second not to run before.
 */
export interface SpoolTask {
  readonly vars: readonly Var[]
  /** Sent as the variable `body`; it shares the block, and its 65,535 bytes, with the others. */
  readonly body?: Uint8Array
}

/**
 * Encodes a task to send to a socket. The spooler plugin reads nothing behind the block (`spooler_plugin.c`), so the body
 * goes in as the last variable. A Python 3 application finds it under `b'body'`, as every variable is under bytes; that of a
 * spool file is under `'body'`. The answer is an acknowledgement.
 *
 * @throws TsgiError as {@link encodeVars} does.
 */
export function encodeSpoolTask({vars, body}: SpoolTask): Buffer {
  const all: Var[] = body === undefined ? [...vars] : [...vars, ['body', Buffer.from(body).toString('latin1')]]
  return encodePacket({modifier1: Modifier1.spooler, body: encodeVars(all)})
}

/** A file in the folder of a spooler. */
export interface SpoolFile {
  readonly vars: Var[]
  /** What lies behind the block; empty when nothing does. */
  readonly body: Buffer
}

/**
 * Decodes a file of a spooler's folder: a packet 17, and the body behind it to the end of the file.
 *
 * @throws DecodeError
 */
export function decodeSpoolFile(bytes: Uint8Array): SpoolFile {
  const {modifier1, body, rest} = readPacket(bytes)
  if (modifier1 !== Modifier1.spooler) throw badAnswer(`a spool file starts with 17, not with ${modifier1}`, 0)
  return {vars: decodeVars(body), body: rest}
}
