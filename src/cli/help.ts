import {CommandHelp, Help} from '@oclif/core/help'
import {Chalk} from 'chalk'
import {colourLevel, terminalWidth} from './colour.js'
import type {Program} from './program.js'

/** The order in which people read: how it is written, what it looks like, then the details. */
const ORDER = ['USAGE', 'EXAMPLES', 'ARGUMENTS', 'FLAGS', 'DESCRIPTION', 'ALIASES', 'FLAG DESCRIPTIONS']

const ROOT_EXAMPLES = [
  'tsgi ping /run/uwsgi/app.sock',
  'tsgi request /run/uwsgi/app.sock /login?next=/',
  'tsgi serve --socket ./app.sock',
  'tsgi help request',
]

class ExamplesFirst extends CommandHelp {
  /** The flags have a section of their own; all of them here hide the arguments. */
  protected override defaultUsage(): string {
    const args = Object.values(this.command.args).filter(({hidden}) => !hidden)
    const words = args.map(({name, required, multiple}) => {
      const word = `${name.toUpperCase()}${multiple ? '...' : ''}`
      return required ? word : `[${word}]`
    })
    return [this.command.id, ...words, '[FLAGS]'].join(' ')
  }

  protected override sections(): ReturnType<CommandHelp['sections']> {
    return super.sections().sort((a, b) => ORDER.indexOf(a.header) - ORDER.indexOf(b.header))
  }
}

export interface HelpOptions {
  /** Beside an error: on stderr, and only these sections. */
  readonly sections?: string[]
}

/** oclif's help, examples first, and with the colours that the stream it goes to should have. */
export class TsgiHelp extends Help {
  protected override CommandHelpClass = ExamplesFirst
  readonly #program: Program

  constructor(program: Program, {sections}: HelpOptions = {}) {
    const stream = sections ? 'stderr' : 'stdout'
    super(program, {
      stripAnsi: true,
      sendToStderr: sections !== undefined,
      maxWidth: Math.min(terminalWidth(stream) ?? 80, 100),
      ...(sections && {sections}),
    })
    this.#program = program
  }

  /** False when there is no command or group of that name. */
  async showHelpOf(words: readonly string[]): Promise<boolean> {
    if (words.length === 0) {
      await this.showRootHelp()
      return true
    }
    const command = this.#program.commandOf(words)?.command
    const topic = this.#program.findTopic(words.join(':'))
    if (command) await this.showCommandHelp(command)
    else if (topic) await this.showTopicHelp(topic)
    return command !== undefined || topic !== undefined
  }

  override formatRoot(): string {
    const {bin, pjson} = this.config
    return [
      this.wrap(pjson['description'] ?? '', 0),
      this.section('USAGE', `$ ${bin} COMMAND`),
      this.section('EXAMPLES', ROOT_EXAMPLES.map((example) => `$ ${example}`).join('\n')),
    ].join('\n\n')
  }

  protected override log(...lines: string[]): void {
    const stream = this.opts.sendToStderr ? 'stderr' : 'stdout'
    const chalk = new Chalk({level: colourLevel(stream)})
    const text = lines.join(' ').replace(/^[A-Z][A-Z ]+$/gm, (header) => chalk.bold(header))
    process[stream].write(`${text}\n`)
  }
}
