import {TsgiError, usageError} from '../errors.js'
import {checkBlockSize, MAX_BLOCK_BYTES} from './packet.js'

/** One variable of a request. Both are byte strings: each character is one byte, 0x00–0xFF. */
export type Var = readonly [name: string, value: string]

/** uWSGI's own default for `buffer-size` (`core/init.c`): a larger block is refused by a server that was not told. */
export const DEFAULT_BUFFER_BYTES = 4096
/** What `max-vars` allows by default: a 129th variable is refused (`core/protocol.c`, `vec_size`). */
export const DEFAULT_MAX_VARS = 128

export type DecodeMode =
  /** Any deviation is an error. */
  | 'strict'
  /** What uWSGI accepts: a name that runs over the end skips two bytes and reading resumes (`uwsgi_parse_vars`). */
  | 'uwsgi'

/** A block that does not decode. */
export class DecodeError extends TsgiError {
  override readonly name = 'DecodeError'
  /** Where in the block reading stopped, in bytes. */
  readonly offset: number

  constructor(message: string, offset: number) {
    super(`${message} (at byte ${offset} of the block)`, {code: 'TSGI_BAD_BLOCK', kind: 'negative'})
    this.offset = offset
  }
}

/**
 * Encodes variables, in order; a name may come twice.
 *
 *     +----------------+======+----------------+=======+
 *     | name size, LE  | name | value size, LE | value |   … repeated
 *     |    2 bytes     |      |    2 bytes     |       |
 *     +----------------+======+----------------+=======+
 *
 * @throws TsgiError `TSGI_BAD_VARIABLE` for an empty name, a name or value over 65,535 bytes or a character above 0xFF;
 * `TSGI_PACKET_TOO_BIG` when all of them together are over 65,535 bytes.
 */
export function encodeVars(vars: Iterable<Var>): Buffer {
  const list = [...vars]
  let size = 0
  for (const [name, value] of list) {
    if (name === '') throw usageError('TSGI_BAD_VARIABLE', 'a variable has an empty name, which uWSGI refuses')
    size += 4 + checkText(name, 'name', name) + checkText(name, 'value', value)
  }
  const block = Buffer.allocUnsafe(checkBlockSize(size))
  let at = 0
  for (const pair of list) {
    for (const text of pair) {
      at = block.writeUInt16LE(text.length, at)
      at += block.write(text, at, 'latin1')
    }
  }
  return block
}

/**
 * Decodes a block of variables to ordered pairs.
 *
 * @throws DecodeError when the block is malformed (for `uwsgi`: malformed beyond what a real server accepts).
 */
export function decodeVars(block: Uint8Array, {mode = 'strict'}: {readonly mode?: DecodeMode} = {}): Var[] {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const end = bytes.length
  const vars: Var[] = []
  let at = 0
  while (at < end) {
    if (at + 2 >= end) throw new DecodeError('a name size is cut off', at)
    const nameSize = bytes.readUInt16LE(at)
    if (nameSize === 0) throw new DecodeError('a variable has an empty name', at)
    const nameAt = at + 2
    const valueSizeAt = nameAt + nameSize
    if (valueSizeAt >= end) {
      if (mode === 'strict') throw new DecodeError(`a name of ${nameSize} bytes runs over the end`, at)
      at = nameAt
      continue
    }
    if (valueSizeAt + 2 > end) throw new DecodeError('a value size is cut off', valueSizeAt)
    const valueAt = valueSizeAt + 2
    const next = valueAt + bytes.readUInt16LE(valueSizeAt)
    if (next > end) throw new DecodeError(`a value of ${next - valueAt} bytes runs over the end`, valueSizeAt)
    vars.push([bytes.toString('latin1', nameAt, valueSizeAt), bytes.toString('latin1', valueAt, next)])
    at = next
  }
  return vars
}

/** What an uWSGI with default limits would refuse; empty when nothing. `blockBytes` is the encoded size. */
export function limitWarnings(vars: readonly Var[], blockBytes: number): string[] {
  const warnings: string[] = []
  if (blockBytes > DEFAULT_BUFFER_BYTES) {
    warnings.push(
      `the block is ${blockBytes} bytes; uWSGI refuses over ${DEFAULT_BUFFER_BYTES} unless buffer-size is raised`,
    )
  }
  if (vars.length > DEFAULT_MAX_VARS) {
    warnings.push(`${vars.length} variables; uWSGI refuses over ${DEFAULT_MAX_VARS} unless max-vars is raised`)
  }
  return warnings
}

/** UTF-8 encodes text into the byte string that the wire library takes. */
export function utf8Bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function checkText(name: string, part: 'name' | 'value', text: string): number {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)
  if (text.length > MAX_BLOCK_BYTES) {
    throw usageError(
      'TSGI_BAD_VARIABLE',
      `the ${part} of ${shown} is ${text.length} bytes; the wire holds at most ${MAX_BLOCK_BYTES}`,
    )
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: every byte is allowed, and nothing above it
  if (/[^\x00-\xff]/.test(text)) {
    throw usageError(
      'TSGI_BAD_VARIABLE',
      `the ${part} of ${shown} has a character above 0xFF: a string here is a byte string`,
      'encode it as UTF-8 first: utf8Bytes(text)',
    )
  }
  return text.length
}
