import {cpus, hostname} from 'node:os'
import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import type {MachineFacts} from '../../config/uwsgi/surroundings.js'
import {environmentError} from '../../errors.js'
import type {Host} from '../../host/host.js'
import {pluginNamed} from '../../knowledge/uwsgi-plugins.js'

/** The uWSGI that is asked. */
export interface UwsgiBinary {
  readonly program: string
  /** `2.0.21-debian` */
  readonly version: string
  /** Plugins inside of it, by their names in the sources. */
  readonly builtIn: readonly string[]
}

/** What uWSGI takes from its environment for itself, and what would tell a supervisor that a server is ready. */
const NOT_FOR_IT = /^(UWSGI_|NOTIFY_SOCKET$|LISTEN_(PID|FDS|FDNAMES)$|WATCHDOG_|UPSTART_)/

/** The environment of the test; the options in `UWSGI_…` stand in the copy. */
export function testEnvironment(host: Host): Record<string, string> {
  const entries = Object.entries(host.environment()).filter(
    ([name, value]) => value !== undefined && !NOT_FOR_IT.test(name),
  )
  return {...(Object.fromEntries(entries) as Record<string, string>), PYTHONDONTWRITEBYTECODE: '1'}
}

/**
 * Looks for uWSGI and asks it what it is.
 *
 * @throws TsgiError `TSGI_NO_UWSGI`, environment, where there is none that answers.
 */
export async function uwsgiBinary(host: Host, name: string): Promise<UwsgiBinary> {
  const program = await host.which(name)
  const env = testEnvironment(host)
  const asked = program === undefined ? undefined : await host.run(program, ['--version'], {env})
  const version = /^\d+\.\d\S*/m.exec(asked?.stdout ?? '')?.[0]
  if (program === undefined || version === undefined) {
    const why = program === undefined ? `there is no uWSGI at ${name}` : `${name} does not answer as uWSGI does`
    throw environmentError('TSGI_NO_UWSGI', why, 'apt-get install uwsgi-core', 'tsgi check --uwsgi /path/of/uwsgi …')
  }
  const {stdout, stderr} = await host.run(program, ['--plugin-list', '--no-server'], {env})
  return {program, version, builtIn: builtInOf(stdout + stderr)}
}

function builtInOf(text: string): string[] {
  const list = /\*\*\* uWSGI loaded generic plugins \*\*\*([\s\S]*?)--- end of plugins list/.exec(text)?.[1] ?? ''
  return list
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('***'))
    .map((line) => pluginNamed(line))
}

/** What conditions and magic variables ask for. */
export function machineFacts(host: Host, {program, version}: UwsgiBinary): MachineFacts {
  const {uid, gids, name} = host.identity()
  return {hostname: hostname(), cpus: cpus().length, version, uid, user: name, binary: program, ...groupOf(gids)}
}

const groupOf = ([gid]: readonly number[]) => (gid === undefined ? {} : {gid})

/** Options that bring plugins, which is all of a configuration that is needed to know its options. */
const LOADS = /^((need-)?plugins?|plugins?-dir)$/

/** The names of options that a uWSGI with the plugins of this configuration knows; undefined when it does not tell. */
export async function knownOptions(
  host: Host,
  {program}: UwsgiBinary,
  {options}: ExpandedConfig,
): Promise<ReadonlySet<string> | undefined> {
  // A plugin that is needed and missing would end it before it tells anything.
  const loads = options
    .filter(({name}) => LOADS.test(name))
    .flatMap(({name, value}) => [`--${name.replace('need-', '')}`, value])
  // What `autoload` would bring is not known before.
  if (options.some(({name}) => name === 'autoload')) return undefined
  const {stdout, stderr} = await host.run(program, [...loads, '--help'], {env: testEnvironment(host)})
  const names = [...(stdout + stderr).matchAll(/^\s+(?:-\w\|)?--([\w-]+)/gm)].map(([, name]) => name!)
  return names.length < 100 ? undefined : new Set(names)
}
