import {existsSync} from 'node:fs'
import {Args, Flags} from '@oclif/core'
import {type Address, parseAddress} from '../address.js'
import {usageError} from '../errors.js'

const UNITS: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000}

/** A duration in milliseconds: a bare number is seconds; `ms`, `s`, `m`, `h`; 0 is none. */
export function parseDuration(text: string): number {
  const found = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m|h)?$/.exec(text.trim())
  const milliseconds = found ? Number(found[1]) * UNITS[found[2] ?? 's']! : Number.NaN
  if (Number.isFinite(milliseconds) && milliseconds <= 2 ** 31 - 1) return milliseconds
  throw usageError('TSGI_BAD_DURATION', `${JSON.stringify(text)} is not a duration`, 'write it like 3, 500ms, 1.5s, 2m')
}

/** The shortest text that {@link parseDuration} reads as this many milliseconds. */
export function formatDuration(milliseconds: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(
    ([, size]) => milliseconds % size === 0 && milliseconds >= size,
  ) ?? ['s', 1000]
  return `${milliseconds / size}${unit}`
}

/** A flag that takes a duration; its value, and its default, are in milliseconds. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (text) => parseDuration(text),
  defaultHelp: async ({options}) => (typeof options.default === 'number' ? formatDuration(options.default) : undefined),
})

/** An argument that takes a socket address. */
export const addressArg = Args.custom<Address>({
  parse: async (text) => parseAddress(text, {isFile: existsSync}),
})

/** The socket of every command that talks to one. */
export const socketArg = addressArg({required: true, description: 'where the server listens'})

/** How long one exchange may take. */
export const timeoutFlag = durationFlag({char: 'W', description: 'give up after this long; 0: never', default: 5000})

/** A stats server: a socket, or `http://host:port` for one of `stats-http`. */
export const statsArg = Args.custom<{readonly address: Address; readonly isHttp: boolean}>({
  parse: async (text) => {
    const bare = /^http:\/\/([^/]+)\/?$/.exec(text)?.[1]
    return {address: parseAddress(bare ?? text, {isFile: existsSync}), isHttp: bare !== undefined}
  },
})
