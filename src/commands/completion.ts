import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import type {Shell} from '../cli/completion.js'

export interface CompletionResult {
  readonly ok: true
  readonly shell: Shell
  readonly script: string
}

export default class Completion extends BaseCommand {
  static override summary = 'Print a script that completes commands, flags and values in a shell.'
  static override description =
    'Nothing is written to your home folder: the first lines of the script say where to put it, for now or for always.'
  static override hiddenAliases = ['autocomplete']
  static override args = {
    shell: Args.string({description: 'the shell that you use', required: true, options: ['bash', 'zsh', 'fish']}),
  }
  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/tsgi.fish',
  ]

  override async run(): Promise<CompletionResult> {
    const {args} = await this.parse(Completion)
    const shell = args.shell as Shell
    const {completionScript} = await import('../cli/completion.js')
    const script = await completionScript(shell, this.config)
    this.log(script.trimEnd())
    return {ok: true, shell, script}
  }
}
