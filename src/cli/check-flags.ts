import {Args, Flags} from '@oclif/core'
import {CONFIG_KINDS} from '../config/kind.js'
import {durationFlag} from './flags.js'
import {FINDING_FORMATS} from './reporters/findings/report.js'

export const checkArgs = {
  config: Args.string({description: 'files, app.ini:section, or - for standard input', required: true}),
}

export const checkFlags = {
  format: Flags.option({options: FINDING_FORMATS})({
    char: 'f',
    description: 'how to print findings (default: text at a terminal, else gcc)',
    helpValue: 'FORMAT',
  }),
  as: Flags.option({options: CONFIG_KINDS})({description: 'what the files are, whatever their names say'}),
  uwsgi: Flags.string({description: 'the uWSGI to ask', helpValue: 'PROGRAM', default: 'uwsgi'}),
  user: Flags.string({description: 'load the application as this user, as root only', helpValue: 'USER'}),
  timeout: durationFlag({char: 'W', description: 'the application has to be loaded by then', default: 30_000}),
  'allow-exec': Flags.boolean({description: 'run what @(exec://…) and @(http://…) name'}),
  show: Flags.boolean({description: 'print what uWSGI would get, and run nothing of it'}),
  keep: Flags.boolean({description: 'leave that copy behind, to look at'}),
}
