import {join} from 'node:path'
import type {Deployment} from '../deployment/deployment.js'
import type {DeploymentFile} from '../render/deployment-files.js'
import {activationCommands} from './init-activate.js'
import {initFlags} from './init-flags.js'
import {DEPLOY_FOLDER} from './init-plan.js'
import {shellWord} from './shell-word.js'

/** Flags that say how, not what. */
const LEFT_OUT = ['yes', 'no-input', 'dry-run', 'force', 'explain', 'json', 'color']

/** The command that does the same without a question: every flag that was given, and every answer. */
export function equivalentCommand(folder: string | undefined, flags: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(flags).flatMap(([name, value]) =>
    LEFT_OUT.includes(name) ? [] : flagWords(name, value),
  )
  return ['tsgi', 'init', ...(folder === undefined ? [] : [folder]), ...words, '--yes'].map(shellWord).join(' ')
}

function flagWords(name: string, value: unknown): string[] {
  const definition = (initFlags as Readonly<Record<string, {readonly default?: unknown}>>)[name]
  if (!definition || value === undefined || value === definition.default) return []
  if (value === true) return [`--${name}`]
  if (value === false) return name === 'comments' || name === 'tls' ? [`--no-${name}`] : []
  if (Array.isArray(value)) return value.flatMap((item) => [`--${name}`, String(item)])
  return [`--${name}`, String(value)]
}

/** What to type next: look at the configuration, bring each file to its place, and start what reads them. */
export function nextCommands(
  files: readonly DeploymentFile[],
  {deployment, folder}: {readonly deployment: Deployment; readonly folder: string},
): string[] {
  const at = (local: string) => shellWord(join(folder, DEPLOY_FOLDER, local))
  const sudo = deployment.paths.root === '' ? 'sudo ' : ''
  return [
    ...files.filter(({kind}) => kind === 'uwsgi').map(({local}) => `tsgi lint ${at(local)}`),
    ...files.map(({local, target}) => `${sudo}install -D -m 644 ${at(local)} ${shellWord(target)}`),
    ...activationCommands(files, deployment),
  ]
}
