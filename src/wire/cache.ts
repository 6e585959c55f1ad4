import {usageError} from '../errors.js'
import {quoted} from './bytes.js'
import {badAnswer} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {encodePacket, readPacket} from './packet.js'
import {decodeVars, encodeVars, type Var} from './vars.js'

/** `set` fails for a key that exists; `update` writes either way. */
export type CacheCommand = 'get' | 'exists' | 'set' | 'update' | 'del' | 'clear'

export interface CacheRequest {
  readonly command: CacheCommand
  /** A byte string; every command but `clear` takes one. */
  readonly key?: string
  /** Which cache, or `name@host:port` of another server; the first one when undefined. */
  readonly cache?: string
  /** Seconds from now until it goes, for `set` and `update`; 0 or undefined: never. */
  readonly expires?: number
  /** What `set` and `update` write. */
  readonly value?: Uint8Array
}

export interface CacheAnswer {
  /** `ok`: a failure has no answer. */
  readonly status: string
  /** Bytes of the value, as the server says; absent for commands that return none. */
  readonly size?: number
  /** When it goes, in seconds since the epoch; absent when it stays. */
  readonly expires?: number
  readonly value: Buffer
}

/** The one dialect of the cache plugin that works (`cache.c`): a block of variables. Modifier2 of question and answer. */
const MAGIC = 17
const COMMANDS = {
  get: {key: true, value: false},
  exists: {key: true, value: false},
  set: {key: true, value: true},
  update: {key: true, value: true},
  del: {key: true, value: false},
  clear: {key: false, value: false},
} as const satisfies Record<CacheCommand, {key: boolean; value: boolean}>

/**
 * Encodes a cache request: `cmd`, `key`, `cache`, `size` and `expires` as variables, the value behind the packet.
 *
 * @throws TsgiError `TSGI_BAD_CACHE_REQUEST` for a key, value or expiry that is missing or out of place.
 */
export function encodeCacheRequest({command, key, cache, expires, value}: CacheRequest): Buffer {
  const takes = COMMANDS[command]
  if (takes.key !== (key !== undefined && key !== '')) refuse(command, takes.key ? 'needs a key' : 'takes no key')
  if (takes.value !== (value !== undefined)) refuse(command, takes.value ? 'needs a value' : 'takes no value')
  if (expires !== undefined && !takes.value) refuse(command, 'takes no expiry')
  if (expires !== undefined && !(Number.isSafeInteger(expires) && expires >= 0)) {
    refuse(command, `expires in whole seconds, not ${expires}`)
  }
  const vars: Var[] = [['cmd', command]]
  if (key !== undefined && takes.key) vars.push(['key', key])
  if (cache !== undefined) vars.push(['cache', cache])
  if (value !== undefined) vars.push(['size', String(value.length)], ['expires', String(expires ?? 0)])
  const packet = encodePacket({modifier1: Modifier1.cache, modifier2: MAGIC, body: encodeVars(vars)})
  return value === undefined ? packet : Buffer.concat([packet, value])
}

/**
 * Decodes the whole answer of a command that worked.
 *
 *     6f | block size, LE | 11 | status=ok [size=n] [expires=t] | n bytes of value
 *
 * Every failure (no such key, it exists already, too big, no such cache) is no bytes at all: an error here, for the caller
 * to explain.
 *
 * @throws DecodeError
 */
export function decodeCacheAnswer(bytes: Uint8Array): CacheAnswer {
  if (bytes.length === 0) throw badAnswer('no bytes: the command failed, and uWSGI does not say why', 0)
  const {modifier1, modifier2, body, rest} = readPacket(bytes)
  if (modifier1 !== Modifier1.cache) throw badAnswer(`a cache answer starts with 111, not with ${modifier1}`, 0)
  if (modifier2 !== MAGIC) throw badAnswer(`modifier2 of a cache answer is ${MAGIC}, not ${modifier2}`, 3)
  const vars = new Map(decodeVars(body))
  const status = vars.get('status')
  if (status === undefined) throw badAnswer('a cache answer without a status', 4)
  const size = wholeNumber(vars, 'size')
  const expires = wholeNumber(vars, 'expires')
  if (rest.length !== (size ?? 0)) {
    throw badAnswer(`${rest.length} of ${size ?? 0} bytes of the value came`, bytes.length)
  }
  return {
    status,
    ...(size === undefined ? {} : {size}),
    ...(expires === undefined ? {} : {expires}),
    value: rest,
  }
}

function wholeNumber(vars: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = vars.get(name)
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw badAnswer(`${name} of a cache answer is ${quoted(text)}`, 4)
}

function refuse(command: CacheCommand, problem: string): never {
  throw usageError('TSGI_BAD_CACHE_REQUEST', `cache ${command} ${problem}`)
}
