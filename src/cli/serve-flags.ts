import {existsSync} from 'node:fs'
import {Flags, type Interfaces} from '@oclif/core'
import {type Address, parseAddress} from '../address.js'
import {usageError} from '../errors.js'
import {DEFAULT_LIMITS} from '../server/limits.js'
import type {ServeOptions} from '../server/serve.js'
import {durationFlag} from './flags.js'

const addressFlag = Flags.custom<Address>({
  helpValue: 'SOCKET',
  parse: async (text) => parseAddress(text, {isFile: existsSync}),
})

const modeFlag = Flags.custom<number>({
  helpValue: 'MODE',
  parse: async (text) => {
    if (/^0?[0-7]{3}$/.test(text)) return Number.parseInt(text, 8)
    throw usageError('TSGI_BAD_MODE', `${JSON.stringify(text)} is no file mode`, 'three octal digits: 660, 666')
  },
})

export const serveFlags = {
  socket: addressFlag({
    char: 's',
    multiple: true,
    description: 'where to listen; may be given several times',
    default: async () => [{kind: 'tcp', host: '127.0.0.1', port: 3031} as const],
    defaultHelp: async () => '127.0.0.1:3031',
  }),
  'chmod-socket': modeFlag({description: 'permissions of the unix sockets (default: what the umask leaves)'}),
  stats: addressFlag({description: 'tell statistics there, as JSON in the shape of uWSGI'}),
  kind: Flags.option({
    description: 'how APP is called, where its shape does not tell',
    options: ['fetch', 'node'] as const,
  })(),
  quiet: Flags.boolean({char: 'q', description: 'no line for each request'}),
  ndjson: Flags.boolean({description: 'one JSON document a line instead: each request and whatever else happens'}),
  grace: durationFlag({description: 'time for requests in progress when it is told to stop', default: 10_000}),
  'buffer-size': Flags.integer({
    description: 'largest block of variables accepted, in bytes',
    default: DEFAULT_LIMITS.bufferSize,
    min: 1,
    max: 65_535,
    helpGroup: 'LIMITS',
  }),
  'max-vars': Flags.integer({
    description: 'most variables accepted in one request',
    default: DEFAULT_LIMITS.maxVars,
    min: 1,
    helpGroup: 'LIMITS',
  }),
  'socket-timeout': durationFlag({
    description: 'how long a client may take to send its packet, or stall later',
    default: DEFAULT_LIMITS.socketTimeout,
    helpGroup: 'LIMITS',
  }),
  'max-connections': Flags.integer({
    description: 'most connections at a time',
    default: DEFAULT_LIMITS.maxConnections,
    min: 1,
    helpGroup: 'LIMITS',
  }),
}

type ServeFlags = Interfaces.InferredFlags<typeof serveFlags>

export function serveOptions(flags: ServeFlags, version: string): ServeOptions & {readonly grace: number} {
  return {
    sockets: flags.socket,
    chmod: flags['chmod-socket'],
    stats: flags.stats,
    kind: flags.kind,
    version: `tsgi ${version}`,
    grace: flags.grace,
    bufferSize: flags['buffer-size'],
    maxVars: flags['max-vars'],
    socketTimeout: flags['socket-timeout'],
    maxConnections: flags['max-connections'],
  }
}
