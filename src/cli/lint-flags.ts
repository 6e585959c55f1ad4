import {Args, Flags} from '@oclif/core'
import {CONFIG_KINDS} from '../config/kind.js'
import {SEVERITIES} from '../diagnostics.js'
import {FINDING_FORMATS} from './reporters/findings/report.js'

export const lintArgs = {
  file: Args.string({description: 'files, folders, or - for standard input; default: this folder', required: false}),
}

const ids = (description: string) =>
  Flags.string({description, helpValue: 'IDS', multiple: true, delimiter: ',' as const})

export const lintFlags = {
  format: Flags.option({options: FINDING_FORMATS})({
    char: 'f',
    description: 'how to print findings (default: text at a terminal, else gcc)',
    helpValue: 'FORMAT',
  }),
  output: Flags.string({char: 'o', description: 'write the report to a file', helpValue: 'FILE'}),
  severity: Flags.option({options: SEVERITIES})({
    char: 'S',
    description: 'the least severity that is shown and counts',
    default: 'warning',
  }),
  select: ids('only rules whose ids start so: UW1,NX'),
  ignore: ids('no rules whose ids start so'),
  as: Flags.option({options: CONFIG_KINDS})({description: 'what the files are, whatever their names say'}),
  'stdin-filename': Flags.string({description: 'the name of what - reads', helpValue: 'FILE', default: '-'}),
  fix: Flags.boolean({description: 'make the edits that keep the meaning, and list what is left'}),
  'unsafe-fixes': Flags.boolean({description: 'with --fix or --diff: also edits that may change the meaning'}),
  diff: Flags.boolean({description: 'print what --fix would change; exit 1 when it would', exclusive: ['fix']}),
  'max-warnings': Flags.integer({description: 'so many warnings are no failure', helpValue: 'N', default: 0, min: 0}),
  'exit-zero': Flags.boolean({description: 'exit 0 whatever is found'}),
  'list-rules': Flags.boolean({description: 'list the rules and stop'}),
  trace: Flags.string({
    description: 'say where the value of an option of uWSGI comes from, and stop',
    helpValue: 'OPTION',
  }),
  explain: Flags.string({description: 'print a rule and its reasons, and stop', helpValue: 'ID'}),
  'uwsgi-version': Flags.string({description: 'the version of uWSGI to judge by', helpValue: 'VERSION'}),
  'nginx-version': Flags.string({description: 'the version of nginx to judge by', helpValue: 'VERSION'}),
  plugins: Flags.string({
    description: 'plugins that uWSGI has besides those it loads',
    helpValue: 'NAMES',
    delimiter: ',' as const,
    multiple: true,
  }),
  installed: Flags.boolean({description: 'ask the installed uWSGI for its version, plugins and options'}),
}
