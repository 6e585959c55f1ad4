import {DecodeError} from '../wire/decode-error.js'
import {Modifier1} from '../wire/modifiers.js'
import {HEADER_BYTES} from '../wire/packet.js'
import {decodeVars, type Var} from '../wire/vars.js'
import type {ProblemKind} from './events.js'
import {foreignMessage} from './foreign.js'
import type {Limits} from './limits.js'

/** What the bytes of a connection are so far. */
export type Intake =
  | {readonly kind: 'more'}
  | {readonly kind: 'refused'; readonly problem: ProblemKind; readonly message: string}
  | {readonly kind: 'ping'}
  | {readonly kind: 'echo'; readonly block: Buffer}
  /** `rest`: what came behind the packet, the start of the body. */
  | {readonly kind: 'request'; readonly vars: Var[]; readonly rest: Buffer}

const MORE: Intake = {kind: 'more'}

/**
 * Reads the packet that opens a connection. What uWSGI would wait out in silence (HTTP to a socket with a large buffer, TLS) is
 * refused as soon as it can be told. The messages begin with the words of uWSGI's own log (`core/protocol.c`, `core/uwsgi.c`).
 */
export function readIntake(bytes: Buffer, limits: Limits): Intake {
  if (bytes.length < HEADER_BYTES) return MORE
  const modifier1 = bytes[0]!
  const size = bytes.readUInt16LE(1)
  const known = modifier1 === Modifier1.request || modifier1 === Modifier1.ping || modifier1 === Modifier1.echo
  if (!known) return refuseModifier(modifier1, size, bytes, limits)
  if (size > limits.bufferSize) {
    return refused(
      'block-too-big',
      `invalid request block size: ${size} (max ${limits.bufferSize})...skip: raise the buffer size, or send fewer and smaller headers`,
    )
  }
  const end = HEADER_BYTES + size
  if (bytes.length < end) return MORE
  if (modifier1 === Modifier1.ping) return {kind: 'ping'}
  const block = bytes.subarray(HEADER_BYTES, end)
  return modifier1 === Modifier1.echo ? {kind: 'echo', block} : readVars(block, bytes.subarray(end), limits)
}

function readVars(block: Buffer, rest: Buffer, {maxVars}: Limits): Intake {
  if (block.length === 0) return refused('empty', 'Empty request. skip.: a packet without variables')
  try {
    const vars = decodeVars(block)
    if (vars.length <= maxVars) return {kind: 'request', vars, rest}
    return refused(
      'too-many-vars',
      `max vec size reached. skip this request: ${vars.length} variables (max ${maxVars})`,
    )
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return refused('malformed', `invalid uwsgi request (current strsize: ${block.length}). skip.: ${error.message}`)
  }
}

function refuseModifier(modifier1: number, size: number, bytes: Buffer, {bufferSize}: Limits): Intake {
  const message = foreignMessage(bytes)
  if (message === undefined) {
    return refused('modifier', `-- unavailable modifier requested: ${modifier1} --: this server answers 0, 100 and 101`)
  }
  const words = size > bufferSize ? `invalid request block size: ${size} (max ${bufferSize})...skip: ` : ''
  return refused('foreign', words + message)
}

function refused(problem: ProblemKind, message: string): Intake {
  return {kind: 'refused', problem, message}
}
