import {Args} from '@oclif/core'
import type {Address} from '../address.js'
import type {cacheSet} from '../client/cache.js'
import {usageError} from '../errors.js'
import {utf8Bytes} from '../wire/vars.js'
import {type AskFlags, askFlags, confirm} from './ask.js'
import type {BaseCommand} from './base-command.js'
import {type CacheDocument, cacheAnswer, cacheFlags, cacheOptions, cachePlace, keyArgs} from './cache.js'
import {durationFlag} from './flags.js'
import {readArgument} from './input.js'
import {counted} from './output.js'

export const writeArgs = {
  ...keyArgs,
  value: Args.string({description: 'the value: text, @FILE, or - for standard input'}),
}

export const writeFlags = {
  ...cacheFlags,
  expires: durationFlag({description: 'forget it after this long, in whole seconds; 0: never (default)'}),
  ...askFlags,
}

export interface CacheWriteDocument extends CacheDocument {
  readonly value_bytes: number
  /** Seconds that it stays; absent when it stays for good. */
  readonly expires_s?: number
}

interface WriteWords {
  readonly args: {readonly socket: Address; readonly key: string; readonly value?: string | undefined}
  readonly flags: AskFlags & {
    readonly cache?: string | undefined
    readonly timeout: number
    readonly expires?: number | undefined
  }
}

/** `cache set` and `cache update`: reads the value, says what is about to happen, writes, tells. */
export async function writeToCache(
  command: BaseCommand,
  words: WriteWords,
  {name, write}: {readonly name: 'set' | 'update'; readonly write: typeof cacheSet},
): Promise<CacheWriteDocument> {
  const {args, flags} = words
  const expires = wholeSeconds(flags.expires)
  const value = await readValue(args.value, name)
  await confirm(command, {action: `write ${counted(value.length, 'byte')} to ${cachePlace(words)}`, flags})
  const options = {...cacheOptions(words), ...(expires === undefined ? {} : {expires})}
  const result = await write(args.socket, utf8Bytes(args.key), value, options)
  const {document} = await cacheAnswer(name, words, result)
  command.log(`stored ${counted(value.length, 'byte')}${expires ? `, for ${expires} s` : ''}`)
  return {...document, value_bytes: value.length, ...(expires ? {expires_s: expires} : {})}
}

async function readValue(text: string | undefined, name: string): Promise<Buffer> {
  if (text === undefined) {
    const message = 'the value is missing'
    throw usageError(
      'TSGI_MISSING_ARGUMENT',
      message,
      `tsgi cache ${name} SOCKET KEY VALUE`,
      'or @FILE, or - for a pipe',
    )
  }
  const value = await readArgument(text)
  if (value.length > 0) return value
  throw usageError(
    'TSGI_BAD_CACHE_REQUEST',
    'the value is empty, and uWSGI stores no empty value',
    'tsgi cache del SOCKET KEY takes a key away',
  )
}

function wholeSeconds(milliseconds: number | undefined): number | undefined {
  if (milliseconds === undefined || milliseconds % 1000 === 0) return milliseconds && milliseconds / 1000
  throw usageError('TSGI_BAD_DURATION', '--expires counts in whole seconds', 'write it like 60, 90s, 10m')
}
