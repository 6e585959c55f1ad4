import type {Deployment} from '../deployment/deployment.js'
import type {Host} from '../host/host.js'
import type {PackageManager} from '../knowledge/distributions.js'
import type {Argv, Wanted} from '../plan/plan.js'
import type {Machine} from './machine.js'
import {type Need, needsOf} from './packages.js'

interface Manager {
  readonly install: Argv
  readonly remove: Argv
  readonly refresh?: Argv
}

const MANAGERS: Readonly<Record<PackageManager, Manager>> = {
  apt: {
    install: ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends'],
    remove: ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'purge', '-y'],
    refresh: ['apt-get', 'update'],
  },
  dnf: {install: ['dnf', 'install', '-y'], remove: ['dnf', 'remove', '-y']},
  apk: {install: ['apk', 'add'], remove: ['apk', 'del']},
  pacman: {install: ['pacman', '-S', '--needed', '--noconfirm'], remove: ['pacman', '-Rs', '--noconfirm']},
  brew: {install: ['brew', 'install'], remove: ['brew', 'uninstall']},
  pkg: {install: ['pkg', 'install', '-y'], remove: ['pkg', 'delete', '-y']},
}

/** What a system that is not here would have to be told: every package, since nobody knows what is there. */
export function installCommands(deployment: Deployment, machine: Machine): readonly (Wanted & {kind: 'command'})[] {
  const packages = needsOf(deployment, machine).flatMap((need) => need.packages)
  return commandsFor([...new Set(packages)], machine)
}

/** What is missing on this machine, as commands; nothing where everything is there. */
export async function installSteps(
  deployment: Deployment,
  machine: Machine,
  host: Host,
): Promise<readonly (Wanted & {kind: 'command'})[]> {
  const missing: string[] = []
  for (const need of needsOf(deployment, machine))
    if (!(await isThere(need, machine, host))) missing.push(...need.packages)
  const named = await Promise.all([...new Set(missing)].map((name) => realName(name, host)))
  if (named.length === 0) return []
  return commandsFor(named, machine, machine.distribution.manager === 'apt' ? await aptsOwn(named, host) : named)
}

/** Programs and plugins that are missing on this machine, in words. */
export async function missingNeeds(deployment: Deployment, machine: Machine, host: Host): Promise<readonly string[]> {
  const missing: string[] = []
  for (const need of needsOf(deployment, machine)) if (!(await isThere(need, machine, host))) missing.push(need.what)
  return missing
}

function commandsFor(
  packages: readonly string[],
  {distribution}: Machine,
  added: readonly string[] = packages,
): readonly (Wanted & {kind: 'command'})[] {
  if (packages.length === 0) return []
  const {install, remove, refresh} = MANAGERS[distribution.manager]
  const command = (argv: Argv, purpose: string, undo?: Argv): Wanted & {kind: 'command'} => ({
    ...{kind: 'command', argv, purpose},
    ...(undo === undefined ? {} : {undo}),
  })
  const {repository} = distribution
  return [
    ...(refresh === undefined ? [] : [command(refresh, 'refresh the list of packages')]),
    ...(repository === undefined ? [] : [command([...install, repository], 'add the repository that has uWSGI')]),
    command(
      [...install, ...packages],
      'install what is missing',
      added.length === 0 ? undefined : [...remove, ...added],
    ),
  ]
}

async function isThere({programs, files}: Need, machine: Machine, host: Host): Promise<boolean> {
  const found = await Promise.all((programs ?? []).map((program) => host.which(program)))
  if (programs && found.every((path) => path === undefined)) return false
  if (!files) return true
  const entries = await host.list(files.folder)
  if (Array.isArray(entries) && entries.some(({name}) => files.pattern.test(name))) return true
  return isBuiltIn(files.pattern, machine, host)
}

/** `--plugins-list` prints `0: python` for what is compiled in. */
async function isBuiltIn(pattern: RegExp, {uwsgi}: Machine, host: Host): Promise<boolean> {
  if (uwsgi === undefined) return false
  const {stdout, stderr} = await host.run(uwsgi, ['--plugins-list'], {cwd: '/'})
  const names = [...(stdout + stderr).matchAll(/^(?:\d+: )?([a-z_\d]+)$/gm)].map(([, name]) => name)
  return names.some((name) => pattern.test(`${name}_plugin.so`))
}

/** A name that carries a version that the table does not know is looked up. */
async function realName(name: string, host: Host): Promise<string> {
  if (!name.includes('VERSION')) return name
  const {stdout} = await host.run('apt-cache', ['pkgnames', name.replace('VERSION', '')], {timeout: 60_000})
  return stdout.trim().split('\n').sort().at(-1) || name.replace('VERSION', '')
}

/** Every package that this would bring, with what it needs in turn: that is what goes again. */
async function aptsOwn(packages: readonly string[], host: Host): Promise<readonly string[]> {
  const {code, stdout} = await host.run('apt-get', ['install', '-s', '--no-install-recommends', ...packages], {
    timeout: 60_000,
  })
  if (code !== 0) return packages // its lists are too old to know
  return [...stdout.matchAll(/^Inst (\S+) \(/gm)].map(([, name]) => name!)
}
