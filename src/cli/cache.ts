import {Args, type Command, Flags} from '@oclif/core'
import {type Address, formatAddress} from '../address.js'
import type {CacheOptions, CacheResult} from '../client/cache.js'
import type {CacheCommandName} from '../knowledge/cache.js'
import type {CacheAnswer} from '../wire/cache.js'
import {Modifier1} from '../wire/modifiers.js'
import {utf8Bytes} from '../wire/vars.js'
import {socketArg, timeoutFlag} from './flags.js'
import {shellWord} from './shell-word.js'

/** The words that every cache command takes. */
export const cacheArgs = {socket: socketArg}
export const keyArgs = {...cacheArgs, key: Args.string({required: true, description: 'the key'})}
export const cacheFlags = {
  cache: Flags.string({helpValue: 'NAME', description: 'which cache (default: the first one of the server)'}),
  timeout: timeoutFlag,
}
export interface CacheDocument {
  readonly ok: boolean
  readonly action: CacheCommandName
  readonly target: Address
  readonly cache?: string
  readonly key?: string
  readonly time_ms: number
}

interface Words {
  readonly args: {readonly socket: Address; readonly key?: string}
  readonly flags: {readonly cache?: string | undefined; readonly timeout: number}
}

export function cacheOptions({flags: {cache, timeout}}: Words): CacheOptions {
  return {timeout, ...(cache === undefined ? {} : {cache: utf8Bytes(cache)})}
}

/** `the key "k" of the cache "main" at /run/app.sock`. */
export function cachePlace({args: {socket, key}, flags: {cache}}: Words): string {
  const name = cache === undefined ? 'the first cache' : `the cache ${JSON.stringify(cache)}`
  const of = key === undefined ? '' : `the key ${JSON.stringify(key)} of `
  return `${of}${name} at ${formatAddress(socket)}`
}

/** The answer, or the error that says why there is none. */
export async function cacheAnswer(
  command: CacheCommandName,
  words: Words,
  result: CacheResult,
): Promise<{readonly answer: CacheAnswer; readonly document: CacheDocument}> {
  const {args, flags} = words
  const document = {
    ok: result.ok,
    action: command,
    target: args.socket,
    ...(flags.cache === undefined ? {} : {cache: flags.cache}),
    ...(args.key === undefined ? {} : {key: args.key}),
    time_ms: result.time_ms,
  }
  if (result.ok) return {answer: result.value, document}
  const [{CACHE_SILENCE}, {noAnswerError}] = await Promise.all([
    import('../knowledge/cache.js'),
    import('./no-answer.js'),
  ])
  throw await noAnswerError(result, {
    address: args.socket,
    modifier1: Modifier1.cache,
    causes: CACHE_SILENCE[command],
    refusal: {code: REFUSAL[command], suggestions: nextSteps(command, words)},
  })
}

const REFUSAL = {
  get: 'TSGI_CACHE_MISS',
  exists: 'TSGI_CACHE_MISS',
  del: 'TSGI_CACHE_MISS',
  set: 'TSGI_CACHE_NOT_STORED',
  update: 'TSGI_CACHE_NOT_STORED',
  clear: 'TSGI_NO_SUCH_CACHE',
} as const

function nextSteps(command: keyof typeof REFUSAL, {args, flags}: Words): string[] {
  if (command !== 'set' || args.key === undefined) return []
  const cache = flags.cache === undefined ? '' : ` --cache ${shellWord(flags.cache)}`
  return [`tsgi cache update ${shellWord(formatAddress(args.socket))} ${shellWord(args.key)} …${cache}`]
}

/** Says on stderr how long a value stays. */
export function tellExpiry(command: Command, {expires}: CacheAnswer): void {
  if (expires === undefined) return
  const seconds = Math.round(expires - Date.now() / 1000)
  command.logToStderr(`expires in ${seconds} s`)
}
