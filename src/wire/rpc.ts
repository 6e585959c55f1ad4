import {usageError} from '../errors.js'
import {encodeArray} from './array.js'
import {asBuffer, quoted} from './bytes.js'
import {badAnswer} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {encodePacket, readPacket} from './packet.js'
import {decodeVars} from './vars.js'

/** A call of a function that an application registered. Byte strings. */
export interface RpcCall {
  readonly function: string
  readonly args?: readonly string[]
}

/** How the answer comes: `framed` behind a header that has its size (modifier2 0), or `raw` until the end (modifier2 1). */
export type RpcForm = 'framed' | 'raw'

/** What uWSGI keeps of an array, the function's name included (`rpc_plugin.c`, `argc = 0xff`); the rest it drops. */
const MAX_ITEMS = 255
/** modifier2 of an answer over 65,535 bytes: a block with CONTENT_LENGTH, then that many bytes. */
const LONG_ANSWER = 5

/**
 * Encodes a call.
 *
 * @throws TsgiError `TSGI_BAD_RPC` for what uWSGI would silently change: an empty function name, an empty argument (it is
 * dropped, and those behind it move up) or more than 254 arguments; and what {@link encodeArray} throws.
 */
export function encodeRpc({function: name, args = []}: RpcCall, form: RpcForm = 'framed'): Buffer {
  if (name === '') throw usageError('TSGI_BAD_RPC', 'the name of the function is empty')
  const empty = args.indexOf('')
  if (empty !== -1) throw usageError('TSGI_BAD_RPC', `argument ${empty + 1} is empty, which uWSGI drops`)
  if (args.length >= MAX_ITEMS) {
    throw usageError(
      'TSGI_BAD_RPC',
      `${args.length} arguments; uWSGI takes at most ${MAX_ITEMS - 1} and drops the rest`,
    )
  }
  return encodePacket({
    modifier1: Modifier1.rpc,
    modifier2: form === 'raw' ? 1 : 0,
    body: encodeArray([name, ...args]),
  })
}

/**
 * Decodes the whole answer to what the function returned.
 *
 *     ad | size, LE       | 00 | result                             up to 65,535 bytes
 *     ad | block size, LE | 05 | CONTENT_LENGTH=n | n bytes         more
 *     result until the end                                          the raw form
 *
 * No bytes at all is no answer: uWSGI sends nothing for an unknown function, an exception, and a result that is empty or
 * not made of bytes. That is for the caller to tell; here it is an error.
 *
 * @throws DecodeError
 */
export function decodeRpcAnswer(bytes: Uint8Array, form: RpcForm = 'framed'): Buffer {
  if (bytes.length === 0) throw badAnswer('no bytes: the function is unknown, failed or returned nothing', 0)
  if (form === 'raw') return asBuffer(bytes)
  const {modifier1, modifier2, body, rest} = readPacket(bytes)
  if (modifier1 !== Modifier1.rpc) throw badAnswer(`an RPC answer starts with 173, not with ${modifier1}`, 0)
  if (modifier2 !== 0 && modifier2 !== LONG_ANSWER) {
    throw badAnswer(`modifier2 of an RPC answer is 0 or ${LONG_ANSWER}, not ${modifier2}`, 3)
  }
  const [result, size] = modifier2 === 0 ? [body, body.length] : [rest, announcedSize(body)]
  const surplus = modifier2 === 0 ? rest.length : rest.length - size
  if (surplus > 0) throw badAnswer(`${surplus} bytes follow the result`, bytes.length - surplus)
  if (surplus < 0) throw badAnswer(`${rest.length} of ${size} bytes of the result came`, bytes.length)
  return result
}

function announcedSize(block: Buffer): number {
  const size = decodeVars(block).find(([name]) => name === 'CONTENT_LENGTH')?.[1] ?? ''
  if (/^\d{1,15}$/.test(size)) return Number(size)
  throw badAnswer(`CONTENT_LENGTH of a long RPC answer is ${quoted(size)}`, 4)
}
