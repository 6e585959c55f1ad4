import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {BaseCommand} from '../cli/base-command.js'
import {type InitFlags, initFlags} from '../cli/init-flags.js'
import type {PlanOutcome} from '../cli/write-plan.js'
import type {DeploymentDescription} from '../deployment/description.js'
import {node} from '../host/node.js'
import type {Project} from '../project/project.js'

export interface InitDocument extends Partial<PlanOutcome> {
  readonly ok: true
  /** Absolute. */
  readonly folder: string
  readonly project: Project
  /** What `tsgi.yaml` says; with `--explain` nothing is decided. */
  readonly description?: DeploymentDescription
  readonly warnings?: readonly string[]
  /** What to type next. */
  readonly next?: readonly string[]
  /** The same without questions. */
  readonly command?: string
}

export default class Init extends BaseCommand {
  static override summary = 'Write the deployment of an application: tsgi.yaml and the file of each server.'
  static override description =
    `Recognises what lies in the folder, asks only what it cannot know (never without a terminal), shows what it would write, and
writes tsgi.yaml and deploy/. A second run changes nothing; after an edit of tsgi.yaml it writes just the difference. A file
that was changed by hand is never lost: it takes --force or a yes, and a copy is kept.`
  static override args = {dir: Args.string({description: 'folder of the application (default: this one)'})}
  static override flags = initFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> shop --web nginx --server-name shop.example --yes',
    '<%= config.bin %> <%= command.id %> --app shop.wsgi:application --static /static=assets --dry-run',
    '<%= config.bin %> <%= command.id %> --explain',
  ]

  override async run(): Promise<InitDocument> {
    const {args, flags} = await this.parse(Init)
    const folder = resolve(args.dir ?? '.')
    const {explain, initialise, sayingCancelled} = await import('../cli/init.js')
    return sayingCancelled(this, () =>
      flags.explain
        ? explain(this, folder, node)
        : initialise(this, {folder, dir: args.dir, flags: flags as InitFlags, host: node}),
    )
  }
}
