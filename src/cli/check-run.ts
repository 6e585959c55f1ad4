import {basename, resolve} from 'node:path'
import {type ConfigKind, guessKind} from '../config/kind.js'
import {formatOf} from '../config/uwsgi/parse.js'
import type {Finding} from '../diagnostics.js'
import type {LeftOut} from '../dryrun/uwsgi/copy.js'
import type {Verdict} from '../dryrun/verdict.js'
import {environmentError, usageError} from '../errors.js'
import type {Host, User} from '../host/host.js'
import {formatByContent} from '../rules/uwsgi-subject.js'
import {readInput} from './input.js'

export interface CheckRequest {
  readonly host: Host
  /** The folder that uWSGI would be started in; absolute. */
  readonly folder: string
  readonly as: ConfigKind | undefined
  readonly uwsgi: string
  readonly user: string | undefined
  readonly timeout: number
  readonly mayRun: boolean
  readonly keep: boolean
  readonly onlyCopy: boolean
}

/** What the server of a file says of it. */
export interface Checked extends Verdict {
  readonly file: string
  readonly kind: ConfigKind
  readonly text: string
  /** Of uWSGI: what it got, without what is left out. */
  readonly copy?: string
  readonly leftOut?: readonly LeftOut[]
  readonly kept?: string
  readonly isRoot?: boolean
}

const STDIN = '(standard input)'

/** Has the program that a configuration is for test it. */
export async function checkFile(name: string, request: CheckRequest): Promise<Checked> {
  const {file, section} = await fileOf(name, request.host)
  const text = (await readInput(file)).toString('utf8')
  const kind = request.as ?? guessKind(file, text) ?? (section === undefined ? undefined : 'uwsgi')
  if (kind === undefined) {
    throw usageError(
      'TSGI_UNKNOWN_CONFIG',
      `nothing tells what ${JSON.stringify(file)} configures`,
      `tsgi check --as uwsgi ${file}`,
      'or --as nginx, apache, lighttpd, systemd',
    )
  }
  if (request.onlyCopy && kind !== 'uwsgi') {
    throw usageError('TSGI_CONTRADICTION', `--show prints what uWSGI would get, and ${file} is for ${kind}`)
  }
  const verdict =
    kind === 'uwsgi' ? await checkUwsgi({file, text, section}, request) : await checkOther({file, text, kind}, request)
  return {file, kind, text, ...verdict}
}

/** `app.ini:section` names a part of a file, unless there is a file of that name. */
async function fileOf(name: string, host: Host): Promise<{file: string; section: string | undefined}> {
  const [, file, section] = /^(.+):([^:/]+)$/.exec(name) ?? []
  if (file === undefined || (await host.facts(name)) !== undefined) return {file: name, section: undefined}
  return {file, section}
}

async function checkUwsgi(
  {file, text, section}: {readonly file: string; readonly text: string; readonly section: string | undefined},
  {host, folder, uwsgi, user, timeout, mayRun, keep, onlyCopy}: CheckRequest,
) {
  const {tryUwsgi} = await import('../dryrun/uwsgi/check.js')
  const as = user === undefined ? undefined : await userNamed(user, host)
  // Nothing is waited for in vain: 0 is a day.
  const limit = timeout === 0 ? 86_400_000 : timeout
  // By its own name uWSGI's reader would read standard input itself.
  const name = file === '-' ? STDIN : file
  const verdict = await tryUwsgi(host, {
    ...{file: name, text, folder, mayRun, keep, onlyCopy, program: uwsgi, timeout: limit},
    format: formatOf(file) ?? formatByContent(text),
    ...(section === undefined ? {} : {section}),
    ...(as ? {user: as} : {}),
  })
  const leftOut = verdict.leftOut.map((one) =>
    one.location.file === name ? {...one, location: {...one.location, file}} : one,
  )
  return {...calledBy(verdict, name, file), leftOut}
}

async function userNamed(name: string, host: Host): Promise<User> {
  const {uid} = host.identity()
  const found = await host.user(name)
  if (!found) throw environmentError('TSGI_NO_SUCH_USER', `there is no user ${JSON.stringify(name)} on this machine`)
  if (uid === 0 || uid === found.id) return found
  throw environmentError('TSGI_NOT_ALLOWED', `only root can load it as ${found.name}`, 'sudo tsgi check …')
}

async function checkOther(
  {file, text, kind}: {readonly file: string; readonly text: string; readonly kind: ConfigKind},
  {host}: CheckRequest,
): Promise<Verdict> {
  const path = file === '-' ? file : resolve(file)
  if (kind === 'nginx') {
    const {testNginx} = await import('../dryrun/nginx.js')
    return calledBy(await testNginx(host, {text, file: path}), path, file)
  }
  if (kind === 'apache') return (await import('../dryrun/apache.js')).testApache(host, {text, file})
  if (kind === 'lighttpd') return (await import('../dryrun/lighttpd.js')).testLighttpd(host, {text, file})
  if (kind === 'systemd') {
    const {testUnit} = await import('../dryrun/systemd.js')
    const name = file === '-' ? 'stdin.service' : basename(file)
    return calledBy(await testUnit(host, [{name, text}]), name, file)
  }
  throw usageError(
    'TSGI_UNKNOWN_CONFIG',
    `nothing on this machine tests a configuration of ${kind}`,
    `tsgi lint ${file}`,
  )
}

/** With the name that was typed. */
function calledBy<V extends Verdict>(verdict: V, from: string, to: string): V {
  const findings = verdict.findings.map((finding): Finding => {
    const {location} = finding
    return location?.file === from ? {...finding, location: {...location, file: to}} : finding
  })
  return {...verdict, findings}
}
