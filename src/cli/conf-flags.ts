import {existsSync} from 'node:fs'
import {Args, Flags} from '@oclif/core'
import {type Address, parseAddress} from '../address.js'
import {askFlags} from './ask.js'

const FILE = {helpGroup: 'OUTPUT', helpValue: 'FILE'}

/** A socket of the application. */
export const socketFlag = Flags.custom<Address>({
  helpValue: 'SOCKET',
  parse: async (text) => parseAddress(text, {isFile: existsSync}),
})

/** What every command knows that writes files through a plan. */
export const writeFlags = {
  'dry-run': Flags.boolean({
    char: 'n',
    description: 'show what would be written, and write nothing',
    helpGroup: 'OUTPUT',
  }),
  force: Flags.boolean({
    description: 'overwrite files that tsgi did not write or that were changed by hand; a copy is kept',
    helpGroup: 'OUTPUT',
  }),
  ...askFlags,
}

/** What is common to the commands that render one configuration. */
export const confFlags = {
  name: Flags.string({helpValue: 'NAME', description: 'of the deployment: names sockets, files, units'}),
  socket: socketFlag({description: 'where uWSGI listens'}),
  'server-name': Flags.string({
    helpValue: 'HOST',
    multiple: true,
    description: 'host name of the site; repeat it for more, the main one first',
  }),
  preset: Flags.string({helpValue: 'PRESET', description: 'what the deployment starts from (tsgi init --help)'}),
  root: Flags.string({
    helpValue: 'DIR',
    description: 'put everything that the deployment creates below this folder: for a test, for an image',
  }),
  output: Flags.string({char: 'o', description: 'write it there, after showing the difference', ...FILE}),
  check: Flags.string({description: 'compare with that file: exit 1 with the difference when it drifted', ...FILE}),
  validate: Flags.boolean({description: "run the server's own test on it", helpGroup: 'OUTPUT'}),
  template: Flags.string({description: 'render with a template of your own (docs/templates.md)', ...FILE}),
  comments: Flags.boolean({
    description: 'say why a line is there',
    allowNo: true,
    default: true,
    helpGroup: 'OUTPUT',
  }),
  ...writeFlags,
}

/** Of the commands that write for a web server. */
export const webVersionFlag = {
  'web-version': Flags.string({
    helpValue: 'VERSION',
    description: 'of the web server; without it: what every supported version takes',
  }),
}

/** Where the deployment comes from. */
export const sourceArg = {
  source: Args.string({
    description:
      'tsgi.yaml, a configuration of uWSGI, a socket, or a folder of code (default: ./tsgi.yaml if it is there)',
  }),
}

/** What {@link confFlags} parses to. */
export interface ConfFlags {
  readonly name?: string | undefined
  readonly socket?: Address | undefined
  readonly 'server-name'?: readonly string[] | undefined
  readonly preset?: string | undefined
  readonly root?: string | undefined
  readonly output?: string | undefined
  readonly check?: string | undefined
  readonly validate: boolean
  readonly template?: string | undefined
  readonly comments: boolean
  readonly 'dry-run': boolean
  readonly force: boolean
  readonly yes?: boolean
  readonly 'no-input'?: boolean
}
