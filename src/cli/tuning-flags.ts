import {Flags} from '@oclif/core'
import type {DeploymentDescription, OptionValue} from '../deployment/description.js'
import {usageError} from '../errors.js'
import {given} from './app-flags.js'

const TUNING = {helpGroup: 'UWSGI'}

const optionFlag = Flags.custom<readonly [string, string]>({
  helpValue: 'NAME=VALUE',
  parse: async (text) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [undefined, text, 'true']
    if (name === '') throw usageError('TSGI_USAGE', '--option wants NAME=VALUE', '--option thunder-lock=true')
    return [name!, value!]
  },
})

/** What is set of the uWSGI that serves an application; the rest follows from the preset. */
export const tuningFlags = {
  protocol: Flags.option({
    ...TUNING,
    description: 'http where no web server stands in front',
    options: ['uwsgi', 'http'] as const,
  })(),
  processes: Flags.integer({...TUNING, char: 'p', helpValue: 'N', description: 'at most'}),
  threads: Flags.integer({...TUNING, helpValue: 'N', description: 'of each process'}),
  loop: Flags.option({
    ...TUNING,
    description: 'many requests at a time in one process',
    options: ['gevent', 'asyncio'] as const,
  })(),
  harakiri: Flags.string({
    ...TUNING,
    helpValue: 'TIME',
    description: 'longest time of a request: 55s, 5m; 0: no limit',
  }),
  stats: Flags.string({...TUNING, helpValue: 'SOCKET', description: 'where it tells statistics'}),
  'log-to': Flags.string({...TUNING, helpValue: 'WHERE', description: 'stdout, journal or an absolute path'}),
  'log-format': Flags.option({...TUNING, description: 'of its log', options: ['text', 'json'] as const})(),
  build: Flags.option({
    ...TUNING,
    description: 'whether plugins are files (Debian) or inside (pip); portable works with both',
    options: ['portable', 'modular', 'embedded'] as const,
  })(),
  option: optionFlag({...TUNING, multiple: true, description: 'a further option of uWSGI; may be repeated'}),
}

/** What {@link tuningFlags} parses to. */
export interface TuningFlags {
  readonly protocol?: 'uwsgi' | 'http' | undefined
  readonly processes?: number | undefined
  readonly threads?: number | undefined
  readonly loop?: 'gevent' | 'asyncio' | undefined
  readonly harakiri?: string | undefined
  readonly stats?: string | undefined
  readonly 'log-to'?: string | undefined
  readonly 'log-format'?: 'text' | 'json' | undefined
  readonly build?: 'portable' | 'modular' | 'embedded' | undefined
  readonly option?: readonly (readonly [string, string])[] | undefined
}

/** What the flags say. */
export function describeTuning(flags: TuningFlags): DeploymentDescription {
  const {protocol, processes, threads, loop, harakiri, stats, build} = flags
  const logging = given({to: flags['log-to'], format: flags['log-format']})
  const options: Record<string, OptionValue[]> = {}
  for (const [name, value] of flags.option ?? []) options[name] = [...(options[name] ?? []), value]
  const uwsgi = {
    ...given({protocol, processes, threads, loop, harakiri, stats, build}),
    ...(Object.keys(logging).length === 0 ? {} : {logging}),
    ...(Object.keys(options).length === 0 ? {} : {options}),
  }
  return Object.keys(uwsgi).length === 0 ? {} : {uwsgi}
}
