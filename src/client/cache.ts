import type {Address} from '../address.js'
import {usageError} from '../errors.js'
import {type CacheAnswer, type CacheCommand, decodeCacheAnswer, encodeCacheRequest} from '../wire/cache.js'
import {Modifier1} from '../wire/modifiers.js'
import {encodePacket} from '../wire/packet.js'
import {encodeVars} from '../wire/vars.js'
import {type Answer, type AskOptions, ask, type NoAnswer} from './answer.js'

export interface CacheOptions extends AskOptions {
  /** Which cache; the first one of the server when undefined. A byte string. */
  readonly cache?: string
}

export interface CacheWriteOptions extends CacheOptions {
  /** Seconds until the value goes; 0 or undefined: never. */
  readonly expires?: number
}

/** What the cache answered, or how the question ended without an answer; a miss is `empty`. */
export type CacheResult = Answer<CacheAnswer> | NoAnswer

/** Reads a value. A miss is a {@link NoAnswer} with state `empty`. Keys are byte strings. */
export function cacheGet(address: Address, key: string, options: CacheOptions = {}): Promise<CacheResult> {
  return cacheAsk(address, {command: 'get', key}, options)
}

/** Asks whether a key is there; the value stays where it is. */
export function cacheExists(address: Address, key: string, options: CacheOptions = {}): Promise<CacheResult> {
  return cacheAsk(address, {command: 'exists', key}, options)
}

/** Writes a value under a new key; a key that exists is left alone, and the answer is `empty`. */
export function cacheSet(
  address: Address,
  key: string,
  value: Uint8Array,
  options: CacheWriteOptions = {},
): Promise<CacheResult> {
  return cacheAsk(address, {command: 'set', key, value}, options)
}

/** Writes a value, whether the key exists or not. */
export function cacheUpdate(
  address: Address,
  key: string,
  value: Uint8Array,
  options: CacheWriteOptions = {},
): Promise<CacheResult> {
  return cacheAsk(address, {command: 'update', key, value}, options)
}

/** Takes a key away. */
export function cacheDelete(address: Address, key: string, options: CacheOptions = {}): Promise<CacheResult> {
  return cacheAsk(address, {command: 'del', key}, options)
}

/** Empties a whole cache. */
export function cacheClear(address: Address, options: CacheOptions = {}): Promise<CacheResult> {
  return cacheAsk(address, {command: 'clear'}, options)
}

interface Question {
  readonly command: CacheCommand
  readonly key?: string
  readonly value?: Uint8Array
}

async function cacheAsk(address: Address, question: Question, options: CacheWriteOptions): Promise<CacheResult> {
  const {cache, expires, ...rest} = options
  if (question.value?.length === 0) {
    throw usageError('TSGI_BAD_CACHE_REQUEST', 'the value is empty, and uWSGI stores no empty value')
  }
  const request = encodeCacheRequest({
    ...question,
    ...(cache === undefined ? {} : {cache}),
    ...(expires === undefined ? {} : {expires}),
  })
  const result = await ask(address, request, {...rest, decode: decodeCacheAnswer})
  if (result.ok || result.state !== 'empty') return result
  return {...result, plugin: await hasCachePlugin(address, rest)}
}

/** Answered with a 404 page wherever the plugin is loaded, cache or not; reads nothing, changes nothing (`cache.c`, case 4). */
async function hasCachePlugin(address: Address, options: AskOptions): Promise<boolean> {
  const question = encodePacket({
    modifier1: Modifier1.cache,
    modifier2: 4,
    body: encodeVars([['get', 'is the cache plugin there (asks tsgi)']]),
  })
  const answer = await ask(address, question, {...options, keep: 4096, decode: (bytes) => bytes})
  return answer.ok
}
