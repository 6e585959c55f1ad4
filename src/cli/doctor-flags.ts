import {Args, Flags} from '@oclif/core'
import {durationFlag} from './flags.js'

export const doctorArgs = {
  target: Args.string({
    description: 'a URL, a socket, a configuration, a service or a process number; several narrow together',
    required: false,
  }),
}

const ids = (description: string) =>
  Flags.string({description, helpValue: 'CHECKS', multiple: true, delimiter: ',' as const})

export const DOCTOR_FORMATS = ['text', 'json', 'github', 'junit', 'sarif'] as const

export const doctorFlags = {
  only: ids('only these checks, by id or name: DR03,queue-has-room'),
  skip: ids('all checks but these'),
  'list-checks': Flags.boolean({description: 'list the checks and stop'}),
  verbose: Flags.boolean({char: 'v', description: 'show what was looked at too, and why something was left out'}),
  format: Flags.option({options: DOCTOR_FORMATS})({char: 'f', description: 'how to print findings', default: 'text'}),
  'fail-on': Flags.option({options: ['error', 'warning'] as const})({
    description: 'the least severity that makes the exit code 1',
    default: 'error',
  }),
  yes: Flags.boolean({char: 'y', description: 'send a GET to the application though no URL or socket was named'}),
  watch: Flags.boolean({description: 'look again until nothing is found, or --timeout is over'}),
  timeout: durationFlag({char: 'W', description: 'give up --watch after this long; 0: never', default: 300_000}),
  wait: durationFlag({description: 'wait this long for an answer to a request', default: 10_000}),
}

/** Milliseconds between two looks of --watch. */
export const WATCH_EVERY = 2000
