import {Flags} from '@oclif/core'
import {usageError} from '../errors.js'
import {durationFlag} from './flags.js'
import {parseRange} from './nagios-range.js'

const rangeFlag = Flags.custom({helpValue: 'RANGE', parse: async (text) => parseRange(text)})

export const pingFlags = {
  count: Flags.integer({
    char: 'c',
    helpValue: 'N',
    min: 0,
    description: 'probes to send; 0: until Ctrl-C (default: 4 on a terminal, otherwise 1)',
  }),
  interval: durationFlag({char: 'i', description: 'from one probe to the next (default: 1s; 250ms while waiting)'}),
  timeout: durationFlag({char: 'W', description: 'give up on a probe after this long; 0: never', default: 3000}),
  deadline: durationFlag({
    char: 'w',
    description: 'end after this long, whatever is missing; with -c, fewer replies than that are a failure',
  }),
  quiet: Flags.boolean({char: 'q', description: 'print only the statistics'}),
  timestamps: Flags.boolean({char: 'D', description: 'begin each line with the time, in seconds since 1970'}),
  method: Flags.option({options: ['ping', 'empty', 'request'] as const})({
    description:
      'ping: ask the ping plugin (default); empty: an empty request, which no application sees; request: a GET',
  }),
  path: Flags.string({helpValue: 'PATH', description: 'what to GET; means --method request'}),
  expect: Flags.string({
    helpValue: 'STATUS',
    description: 'HTTP statuses that count: 200, 2xx, 200-399, 2xx,404 (default: 2xx,3xx); means --method request',
  }),
  strict: Flags.boolean({description: 'only a pong counts: a warning, or closing without a byte, is a failure'}),
  'wait-up': durationFlag({description: 'probe until it answers, at most this long (30s when left out)'}),
  'wait-down': durationFlag({
    description: 'probe until nobody listens any more, at most this long (30s when left out)',
  }),
  nagios: Flags.boolean({description: 'one line and exit code for Nagios and its kin'}),
  warning: rangeFlag({description: 'with --nagios: times outside of it are a WARNING'}),
  critical: rangeFlag({description: 'with --nagios: times outside of it are CRITICAL'}),
  ndjson: Flags.boolean({description: 'one JSON document a line: each reply as it comes, then the summary'}),
}

/** `--wait-up` and `--wait-down` make sense without a time: at the end, before a flag, before a socket. */
export function withWaitingTime(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  return argv.flatMap((word, at) => {
    const isWait = (end === -1 || at < end) && /^--wait-(up|down)$/.test(word)
    return isWait && /^$|^-|[/:@]/.test(argv[at + 1] ?? '') ? [`${word}=30s`] : [word]
  })
}

export interface MethodFlags {
  readonly method?: 'ping' | 'empty' | 'request' | undefined
  readonly path?: string | undefined
  readonly expect?: string | undefined
}

/** `--path` and `--expect` mean a request; nothing else does, so that no GET is sent unasked. */
export function methodOf({method, path, expect}: MethodFlags): 'ping' | 'empty' | 'request' {
  const given = path !== undefined ? '--path' : expect !== undefined ? '--expect' : undefined
  if (given === undefined || method === 'request') return method ?? 'ping'
  if (method === undefined) return 'request'
  throw usageError('TSGI_CONTRADICTION', `${given} is for a request, not for --method ${method}`, '--method request')
}
