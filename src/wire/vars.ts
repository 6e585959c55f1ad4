import {usageError} from '../errors.js'
import {writeBlock} from './block-writer.js'
import {asBuffer, checkByteString, quoted} from './bytes.js'
import {badBlock} from './decode-error.js'
import {blockTooBig, MAX_BLOCK_BYTES} from './packet.js'

/** One variable of a request. Both are byte strings: each character is one byte, 0x00–0xFF. */
export type Var = readonly [name: string, value: string]

/** uWSGI's own default for `buffer-size` (`core/init.c`): a larger block is refused by a server that was not told. */
export const DEFAULT_BUFFER_BYTES = 4096
/** What `max-vars` allows by default: a 129th variable is refused (`core/protocol.c`, `vec_size`). */
export const DEFAULT_MAX_VARS = 128

/** How strictly a block of variables is read. */
export type DecodeMode =
  /** Any deviation is an error. */
  | 'strict'
  /** What uWSGI accepts: a name that runs over the end skips two bytes and reading resumes (`uwsgi_parse_vars`). */
  | 'uwsgi'

export interface DecodeVarsOptions {
  readonly mode?: DecodeMode
  /** Refuses more variables than this. A uWSGI with `max-vars = n` takes 2n; the default there is 128, here no limit. */
  readonly maxVars?: number
}

/**
 * Encodes variables, in order; a name may come twice. The block is a view of memory that it shares with others, as Node's own
 * small buffers do.
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
  const list = Array.isArray(vars) ? (vars as readonly Var[]) : [...vars]
  return writeBlock(list) ?? refuse(list)
}

/**
 * Decodes a block of variables to ordered pairs.
 *
 * @throws DecodeError when the block is malformed (for `uwsgi`: malformed beyond what a real server accepts) or has more than
 * `maxVars` variables.
 */
export function decodeVars(block: Uint8Array, {mode = 'strict', maxVars = Infinity}: DecodeVarsOptions = {}): Var[] {
  const bytes = asBuffer(block)
  const end = bytes.length
  const text = bytes.toString('latin1') // once: a slice of it is much cheaper than a string of its own per field
  const vars: Var[] = []
  let at = 0
  while (at < end) {
    const nameAt = at + 2
    if (nameAt >= end) throw badBlock('a name size is cut off', at)
    const valueSizeAt = nameAt + (bytes[at]! | (bytes[at + 1]! << 8))
    if (valueSizeAt === nameAt) throw badBlock('a variable has an empty name', at)
    if (valueSizeAt >= end) {
      if (mode === 'strict') throw badBlock(`a name of ${valueSizeAt - nameAt} bytes runs over the end`, at)
      at = nameAt
      continue
    }
    const valueAt = valueSizeAt + 2
    if (valueAt > end) throw badBlock('a value size is cut off', valueSizeAt)
    const next = valueAt + (bytes[valueSizeAt]! | (bytes[valueSizeAt + 1]! << 8))
    if (next > end) throw badBlock(`a value of ${next - valueAt} bytes runs over the end`, valueSizeAt)
    if (vars.length >= maxVars) throw badBlock(`more than ${maxVars} variables`, at)
    vars.push([text.slice(nameAt, valueSizeAt), text.slice(valueAt, next)])
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

/** Says which variable cannot be encoded, and why. */
function refuse(vars: readonly Var[]): never {
  let size = 0
  for (const [name, value] of vars) {
    if (name === '') throw usageError('TSGI_BAD_VARIABLE', 'a variable has an empty name, which uWSGI refuses')
    const shown = quoted(name)
    size += 4 + checkText(name, `the name of ${shown}`) + checkText(value, `the value of ${shown}`)
  }
  throw blockTooBig(size)
}

function checkText(text: string, what: string): number {
  const {length} = checkByteString(text, what, 'TSGI_BAD_VARIABLE')
  if (length <= MAX_BLOCK_BYTES) return length
  throw usageError('TSGI_BAD_VARIABLE', `${what} is ${length} bytes; the wire holds at most ${MAX_BLOCK_BYTES}`)
}
