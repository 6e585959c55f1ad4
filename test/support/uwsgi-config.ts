import {spawnSync} from 'node:child_process'
import {hostname, userInfo} from 'node:os'
import {parseCommandLine} from '../../src/config/uwsgi/command-line.js'
import {type ExpandedConfig, expandCommandLine} from '../../src/config/uwsgi/expand.js'
import type {Surroundings} from '../../src/config/uwsgi/surroundings.js'
import {machineFiles} from '../../src/host/files.js'
import {node} from '../../src/host/node.js'

/** What the real uWSGI says of a command line. */
export interface RealView {
  /** As `--show-config` prints them; values of several lines are joined again. */
  readonly options: readonly (readonly [name: string, value: string])[]
  /** False when it refused it, or crashed. */
  readonly isAccepted: boolean
  readonly output: string
}

const PROGRAM = '/usr/bin/uwsgi-core'
/** Printed last, so that what is behind the configuration is not taken for a value of several lines. */
const LAST = ['--show-config', '--no-server']

/** Loads a configuration into the real uWSGI without a server. Nothing in it may execute, write or bind. */
export function realView(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): RealView {
  const {status, signal, stdout, stderr} = spawnSync(PROGRAM, [...LAST, ...args], {
    cwd,
    env: {PATH: '/usr/bin:/bin', HOME: '/root', ...env},
    timeout: 5000,
    encoding: 'utf8',
  })
  const output = stderr + stdout
  const [, shown] = /;uWSGI instance configuration\n\[uwsgi\]\n([\s\S]*?);end of configuration\n/.exec(output) ?? []
  return {options: optionsIn(shown ?? ''), isAccepted: shown !== undefined && status === 0 && !signal, output}
}

function optionsIn(text: string): [string, string][] {
  const options: [string, string][] = []
  for (const line of text.split('\n').slice(0, -1)) {
    const equals = line.indexOf(' = ')
    if (equals < 0 || /^[ \t](?!= )/.test(line)) options.at(-1)![1] += `\n${line}`
    else options.push([line.slice(0, equals), line.slice(equals + 3)])
  }
  return options.filter(([name]) => name !== 'show-config' && name !== 'no-server')
}

const {uid, gid, username} = userInfo()

/** The same machine, as the expansion is told of it. */
export function thisMachine(folder: string, env: Readonly<Record<string, string>> = {}): Surroundings {
  return {
    environment: {PATH: '/usr/bin:/bin', HOME: '/root', ...env},
    folder,
    files: machineFiles(node),
    machine: {
      hostname: hostname(),
      version: '2.0.21-debian',
      uid,
      gid,
      user: username,
      group: username,
      binary: PROGRAM,
    },
    plugins: [],
  }
}

export async function ourView(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  return viewOf(await expandCommandLine(parseCommandLine(args), thisMachine(cwd, env)))
}

/** As `--show-config` would print it. */
export function viewOf({options, isRefused, problems}: ExpandedConfig) {
  const shown = options.map(({name, value, hasValue}) => [name, hasValue ? value : 'true'] as const)
  return {options: shown, isAccepted: !isRefused, problems}
}
