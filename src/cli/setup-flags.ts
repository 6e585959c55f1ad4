import {Flags} from '@oclif/core'
import {STEPS} from '../setup/step.js'
import {type InitFlags, initFlags} from './init-flags.js'

const {
  root: _root,
  full: _full,
  explain: _explain,
  comments: _comments,
  'dry-run': _dry,
  force: _force,
  ...asked
} = initFlags
const WAY_BACK = {helpGroup: 'WAY BACK'}
const WHICH = {helpGroup: 'STEPS'}

/** What `tsgi setup` can be told: all that `tsgi init` asks, which steps, and the way back. */
export const setupFlags = {
  ...asked,
  'replace-default': Flags.boolean({description: 'take the site that came with the web server out of the way'}),
  step: Flags.integer({...WHICH, min: 1, max: 4, helpValue: 'N', description: 'only this step'}),
  'from-step': Flags.integer({...WHICH, min: 1, max: 4, helpValue: 'N', description: 'this step, and those behind it'}),
  only: Flags.string({...WHICH, helpValue: 'STEPS', description: `only these, with commas: ${STEPS.join(',')}`}),
  'dry-run': Flags.boolean({
    char: 'n',
    description: 'print everything that would happen as commands, and do nothing',
    helpGroup: 'OUTPUT',
  }),
  'print-script': Flags.boolean({
    description: 'the same as a shell script, for somebody who is root',
    helpGroup: 'OUTPUT',
  }),
  show: Flags.boolean({
    description: 'print what to type on the system of --os, and look at nothing',
    helpGroup: 'OUTPUT',
  }),
  os: Flags.string({
    helpValue: 'NAME',
    description: 'with --show: debian-12, fedora-40, alpine …',
    helpGroup: 'OUTPUT',
    dependsOn: ['show'],
  }),
  force: Flags.boolean({
    description: 'overwrite and take back also what somebody changed; a copy is kept',
    helpGroup: 'OUTPUT',
  }),
  status: Flags.boolean({...WAY_BACK, description: 'say which steps hold now', exclusive: ['undo', 'resume', 'show']}),
  resume: Flags.boolean({...WAY_BACK, description: 'go on where a run was stopped', exclusive: ['undo', 'show']}),
  undo: Flags.boolean({...WAY_BACK, description: 'take back all that setup did here', exclusive: ['show']}),
  packages: Flags.boolean({...WAY_BACK, description: 'with --undo: the packages too', dependsOn: ['undo']}),
}

/** What {@link setupFlags} parses to. */
export interface SetupFlags extends InitFlags {
  readonly 'replace-default': boolean
  readonly step?: number | undefined
  readonly 'from-step'?: number | undefined
  readonly only?: string | undefined
  readonly 'print-script': boolean
  readonly show: boolean
  readonly os?: string | undefined
  readonly status: boolean
  readonly resume: boolean
  readonly undo: boolean
  readonly packages: boolean
}

/** What init knows and setup does not ask for. */
export const INIT_DEFAULTS = {full: false, explain: false, comments: true} as const
