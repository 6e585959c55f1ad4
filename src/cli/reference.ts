import type {Interfaces} from '@oclif/core'
import {errorCodes} from '../knowledge/errors.js'
import {defineTemplate} from '../render/template.js'
import {type DeploymentReference, deploymentReference} from './deployment-reference.js'
import {checkPages} from './reference-checks.js'
import {problemPages} from './reference-problems.js'
import {rulePages} from './reference-rules.js'

type CachedCommand = Interfaces.Manifest['commands'][string]
type CachedFlag = CachedCommand['flags'][string]

interface CommandReference {
  readonly bin: string
  readonly commands: readonly CommandPage[]
}

interface CommandPage {
  /** `cache get`. */
  readonly name: string
  readonly anchor: string
  readonly summary: string
  readonly description: string
  readonly usage: string
  readonly examples: readonly string[]
  readonly args: readonly {readonly name: string; readonly description: string}[]
  readonly flags: readonly {readonly spelling: string; readonly description: string}[]
}

interface ErrorReference {
  readonly exits: readonly {readonly code: number; readonly meaning: string}[]
  readonly codes: readonly {readonly code: string; readonly exit: number; readonly meaning: string}[]
}

const COMMANDS = defineTemplate<CommandReference>('docs/commands.md.hbs')
const DEPLOYMENT = defineTemplate<DeploymentReference>('docs/deployment.md.hbs')
const ERRORS = defineTemplate<ErrorReference>('docs/errors.md.hbs')

const EXITS = [
  {code: 0, meaning: 'done; the answer is yes'},
  {code: 1, meaning: 'the answer is no: no pong, no answer, a wrong status, a miss'},
  {code: 2, meaning: 'what was typed cannot be done; nothing was sent'},
  {code: 3, meaning: 'the machine is in the way: a permission, a missing file or program'},
  {code: 4, meaning: '`request` alone: the answer has a 4xx status'},
  {code: 5, meaning: '`request` alone: the answer has a 5xx status'},
  {code: 70, meaning: 'a bug in tsgi'},
  {code: 130, meaning: 'Ctrl-C; `ping` prints its statistics and exits by them, as ping(8) does'},
  {code: 143, meaning: 'SIGTERM'},
]

/** The generated pages of docs/, by their names: the same text on every machine. */
export async function referencePages(bin: string, manifest: Interfaces.Manifest): Promise<Record<string, string>> {
  const commands = Object.values(manifest.commands)
    .filter((command) => !command.hidden)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((command) => pageOf(command, bin))
  const codes = Object.entries(errorCodes).map(([code, rest]) => ({code, ...rest}))
  return {
    'commands.md': await COMMANDS.render({bin, commands}),
    'deployment.md': await DEPLOYMENT.render(deploymentReference()),
    'errors.md': await ERRORS.render({exits: EXITS, codes}),
    ...(await checkPages()),
    ...(await problemPages()),
    ...(await rulePages()),
  }
}

function pageOf(command: CachedCommand, bin: string): CommandPage {
  const name = command.id.replaceAll(':', ' ')
  const filled = (text: string) =>
    text.replaceAll('<%= config.bin %>', bin).replaceAll('<%= command.id %>', name).trim()
  const args = Object.values(command.args).filter(({hidden}) => !hidden)
  const flags = Object.values(command.flags).filter(({hidden}) => !hidden)
  const words = args.map((arg) => {
    const word = `${arg.name.toUpperCase()}${'multiple' in arg && arg.multiple ? '…' : ''}`
    return arg.required ? word : `[${word}]`
  })
  return {
    name,
    anchor: `${bin}-${name.replaceAll(' ', '-')}`,
    summary: filled(command.summary ?? ''),
    description: filled(command.description ?? '').replace(/ +$/gm, ''),
    usage: [bin, name, ...words, ...(flags.length > 0 ? ['[FLAGS]'] : [])].join(' '),
    examples: (command.examples ?? []).map((example) => filled(exampleText(example))),
    args: args.map((arg) => ({name: arg.name.toUpperCase(), description: described(arg.description, arg.options)})),
    flags: flags
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((flag) => ({spelling: spellingOf(flag), description: filled(flagText(flag))})),
  }
}

function exampleText(example: string | {readonly description: string; readonly command: string}): string {
  return typeof example === 'string' ? example : `# ${example.description}\n${example.command}`
}

function spellingOf(flag: CachedFlag): string {
  const long = flag.type === 'boolean' && flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`
  const value = flag.type === 'option' ? ` ${flag.helpValue ?? 'VALUE'}` : ''
  return `${flag.char ? `-${flag.char}, ` : ''}${long}${value}`
}

function flagText(flag: CachedFlag): string {
  const options = flag.type === 'option' ? flag.options : undefined
  const byDefault = flag.type === 'option' && flag.default !== undefined ? ` (default: ${flag.default})` : ''
  const repeatable = flag.type === 'option' && flag.multiple ? ' (repeatable)' : ''
  return described(flag.summary ?? flag.description, options) + byDefault + repeatable
}

function described(text = '', options?: readonly string[]): string {
  return options ? `${text}: ${options.map((option) => `\`${option}\``).join(', ')}` : text
}
