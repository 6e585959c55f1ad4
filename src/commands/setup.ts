import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import type {StepDocument} from '../cli/reporters/setup.js'
import {INIT_DEFAULTS, type SetupFlags, setupFlags} from '../cli/setup-flags.js'
import {node} from '../host/node.js'

export interface SetupDocument {
  readonly ok: boolean
  /** Absolute. */
  readonly folder: string
  readonly dry_run?: boolean
  readonly steps?: readonly StepDocument[]
  /** With `--dry-run` and `--print-script`. */
  readonly script?: string
  /** With `--show`. */
  readonly commands?: readonly (readonly string[])[]
  /** With `--undo`: how many actions were taken back, and what was not. */
  readonly undone?: number
  readonly left?: readonly {readonly what: string; readonly reason: string}[]
  readonly backups?: readonly string[]
}

export default class Setup extends BaseCommand {
  static override summary = 'Install, configure, connect, start: from a folder of code to a page.'
  static override description =
    `Looks, shows what it would do, does it after a yes, and verifies it, in four steps: install uWSGI and its plugins, configure
it, connect the web server, start it and ask it. What fails is taken back; --undo takes back everything. A second run changes nothing.`
  static override args = {dir: Args.string({description: 'folder of the application (default: this one)'})}
  static override flags = setupFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> /srv/shop --web nginx --server-name shop.example --yes',
    '<%= config.bin %> <%= command.id %> --dry-run',
    '<%= config.bin %> <%= command.id %> --show --os fedora-40',
    '<%= config.bin %> <%= command.id %> --undo',
  ]

  override async run(): Promise<SetupDocument> {
    const {args, flags} = await this.parse(Setup)
    const folder = resolve(args.dir ?? '.')
    const {setUp} = await import('../cli/setup.js')
    return setUp(this, {folder, dir: args.dir, flags: {...INIT_DEFAULTS, ...flags} as SetupFlags, host: node})
  }
}
