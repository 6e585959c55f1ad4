import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {parseCommandLine} from '../../config/uwsgi/command-line.js'
import {type ExpandedConfig, expandCommandLine} from '../../config/uwsgi/expand.js'
import type {FileFormat} from '../../config/uwsgi/parse.js'
import {pathFrom, type UwsgiFiles} from '../../config/uwsgi/surroundings.js'
import type {Finding} from '../../diagnostics.js'
import {machineFiles} from '../../host/files.js'
import type {Host, User} from '../../host/host.js'
import type {Verdict} from '../verdict.js'
import {knownOptions, machineFacts, testEnvironment, type UwsgiBinary, uwsgiBinary} from './binary.js'
import {type LeftOut, type SafeCopy, safeCopy} from './copy.js'
import {dryRunFindings, problemsOf} from './findings.js'
import {readSaid} from './said.js'

/** A configuration of uWSGI that is to be tried. */
export interface UwsgiTrial {
  /** As it was given; relative to `folder`. */
  readonly file: string
  readonly text: string
  readonly format: FileFormat
  /** `app.ini:section` */
  readonly section?: string
  /** The folder that uWSGI would be started in; absolute. */
  readonly folder: string
  /** Default: `uwsgi`, by PATH. */
  readonly program?: string
  /** Runs it as that user instead of the one that the configuration names; root only. */
  readonly user?: User
  /** Milliseconds; default 30,000. */
  readonly timeout?: number
  /** Runs what `@(exec://…)` and its kin name, as this user. */
  readonly mayRun?: boolean
  /** The folder of the copy stays. */
  readonly keep?: boolean
  /** Only makes the copy. */
  readonly onlyCopy?: boolean
}

export interface TrialVerdict extends Verdict {
  /** What uWSGI got in place of the configuration. */
  readonly copy: string
  readonly leftOut: readonly LeftOut[]
  /** The application was loaded as root: nothing names another user. */
  readonly isRoot: boolean
  /** Where the copy lies, with `keep`. */
  readonly kept?: string
}

const TIMEOUT = 30_000

/**
 * Has the real uWSGI load a configuration, with its plugins and its application, up to the point where a server would start.
 * It gets a copy in which nothing binds, writes, deletes, runs or hooks; what the application does when it is loaded it does.
 *
 * @throws TsgiError `TSGI_NO_UWSGI`, environment, where there is no such program.
 */
export async function tryUwsgi(host: Host, trial: UwsgiTrial): Promise<TrialVerdict> {
  const binary = await uwsgiBinary(host, trial.program ?? 'uwsgi')
  const config = await expanded(host, trial, binary)
  const known = await knownOptions(host, binary, config)
  // Of whoever runs this alone: as root uWSGI reads it before it becomes the service's user.
  const folder = await mkdtemp(join(tmpdir(), 'tsgi-check-'))
  try {
    const copy = safeCopy(config, {
      environment: host.environment(),
      socket: join(folder, 'never.sock'),
      ...(known ? {known} : {}),
      ...(trial.mayRun ? {mayRun: true} : {}),
      ...(trial.user ? {user: {uid: trial.user.id, gid: trial.user.gid}} : {}),
    })
    const path = join(folder, 'copy.ini')
    await writeFile(path, copy.text, {mode: 0o600})
    await chmod(folder, 0o700)
    const command = [binary.program, '--ini', path]
    const isRoot = host.identity().uid === 0 && !/^(immediate-)?uid = /m.test(copy.text)
    const verdict = {command, copy: copy.text, leftOut: copy.leftOut, isRoot, ...(trial.keep ? {kept: path} : {})}
    const refused = problemsOf(config)
    if (trial.onlyCopy) return {ok: true, findings: refused, output: '', ...verdict}
    const isRefused = config.isRefused && refused.some(({severity}) => severity === 'error')
    if (isRefused) return {ok: false, findings: refused, output: '', ...verdict}
    return {...(await runOn(host, {trial, binary, config, known, copy, command})), ...verdict}
  } finally {
    if (!trial.keep) await rm(folder, {recursive: true, force: true})
  }
}

interface Prepared {
  readonly trial: UwsgiTrial
  readonly binary: UwsgiBinary
  readonly config: ExpandedConfig
  readonly known: ReadonlySet<string> | undefined
  readonly copy: SafeCopy
  readonly command: readonly string[]
}

async function runOn(
  host: Host,
  {trial, binary, config, known, copy, command}: Prepared,
): Promise<Pick<TrialVerdict, 'ok' | 'findings' | 'output'>> {
  const timeout = trial.timeout ?? TIMEOUT
  const env = testEnvironment(host)
  const {code, stdout, stderr} = await host.run(command[0]!, command.slice(1), {timeout, cwd: trial.folder, env})
  const output = stderr + stdout
  const said = readSaid(output)
  const found = await dryRunFindings({host, config, binary, folder: trial.folder, known, said, code, timeout})
  const findings = [...found, ...doubts(copy)]
  return {ok: findings.every(({severity}) => severity !== 'error'), findings, output}
}

/** What is not as the server will have it. */
function doubts({leftOut}: SafeCopy): Finding[] {
  return leftOut
    .filter(({matters}) => matters)
    .map(({name, reason, location}) => ({id: 'UW000', severity: 'warning', message: `${name}: ${reason}`, location}))
}

function expanded(
  host: Host,
  {file, text, format, section, folder}: UwsgiTrial,
  binary: UwsgiBinary,
): Promise<ExpandedConfig> {
  const files = machineFiles(host)
  const own = pathFrom(folder, file)
  const withOwn: UwsgiFiles = {
    ...files,
    read: async (path) => (path === own ? text : files.read(path)),
    realPath: async (path) => (await files.realPath(path)) ?? (path === own ? path : undefined),
    kind: async (path) => (path === own ? 'file' : files.kind(path)),
  }
  const name = section === undefined ? file : `${file}:${section}`
  return expandCommandLine(parseCommandLine([`--${format}`, name]), {
    ...{environment: host.environment(), folder, files: withOwn},
    machine: machineFacts(host, binary),
    plugins: binary.builtIn,
  })
}
