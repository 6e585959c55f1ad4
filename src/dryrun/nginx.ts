import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {loadText} from '../config/load.js'
import {nginxDialect} from '../config/nginx/dialect.js'
import {parseNginx} from '../config/nginx/parse.js'
import type {Finding} from '../diagnostics.js'
import {environmentError} from '../errors.js'
import {type MachineFiles, machineFiles} from '../host/files.js'
import type {Host, RunResult} from '../host/host.js'
import {testCertificate} from './certificate.js'
import {findingsIn, type MessageForm} from './messages.js'
import {findNginx, type NginxBuild} from './nginx/build.js'
import {additionsTo, frameAround, placeOf} from './nginx/frame.js'
import {missingCertificates, missingFolders} from './nginx/missing.js'
import {Replacements} from './nginx/replacements.js'
import {Stage} from './nginx/stage.js'
import type {Verdict} from './verdict.js'

/** A configuration of Nginx, whole or in part. */
export interface NginxSubject {
  readonly text: string
  /** What to call it in findings; of a whole `nginx.conf` its absolute path, since relative includes start there. */
  readonly file: string
}

const FORMS: readonly MessageForm[] = [
  {id: 'NGINX_TEST', severity: 'error', pattern: message('emerg|alert|crit|error')},
  {id: 'NGINX_TEST', severity: 'warning', pattern: message('warn')},
]

/**
 * Has the real Nginx test a configuration: a whole one, a site, or what stands inside a `server` or `location`. It sees a
 * copy in which nothing leads to ports, logs, caches and process files that are in use. A warning is a no.
 *
 * @throws TsgiError `TSGI_NO_NGINX`, environment, when this machine has none.
 */
export async function testNginx(host: Host, subject: NginxSubject): Promise<Verdict> {
  const build = await findNginx(host)
  if (!build) {
    throw environmentError('TSGI_NO_NGINX', 'there is no Nginx on this machine to ask', 'sudo apt-get install nginx')
  }
  const folder = await mkdtemp(join(tmpdir(), 'tsgi-nginx-'))
  try {
    return await testIn(folder, {host, subject, build, files: machineFiles(host)})
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

interface Test {
  readonly host: Host
  readonly subject: NginxSubject
  readonly build: NginxBuild
  readonly files: MachineFiles
}

async function testIn(folder: string, {host, subject, build, files}: Test): Promise<Verdict> {
  const {text, file} = subject
  const {directives} = parseNginx(text, file)
  const place = placeOf(directives)
  const base = place === 'main' && file.startsWith('/') ? `${dirname(file)}/` : build.folder
  const frameFile = join(build.folder, 'nginx.conf')
  const loaded = await loadText(text, place === 'main' ? file : frameFile, files, nginxDialect)
  const missing = await missingCertificates(loaded, base, host)
  const found = [...(await missingFolders(loaded, base, host)), ...missing.findings]
  const notes = found.map((finding) => renamed(finding, place === 'main' ? file : frameFile, file))
  const {certificate, key} = await writeCertificate(folder)
  const isRoot = host.identity().uid === 0
  const around = {folder, base, prefix: build.prefix, isRoot, missing: missing.paths, certificate, key}
  const stage = new Stage(folder, files, new Replacements(around))
  const changes = place === 'main' ? additionsTo(text, directives, folder) : []
  let main = await stage.put(text, file, {name: 'subject.conf', changes})
  if (place !== 'main') {
    const frame = frameAround(main, place, folder)
    main = join(folder, 'nginx.conf')
    await writeFile(main, frame)
    stage.origins.set(main, file)
  }
  const args = ['-t', ...(knowsStderr(build) ? ['-e', 'stderr'] : []), '-c', main]
  const command = [build.program, ...args]
  const unread = stage.problems.map((problem): Finding => ({id: 'NGINX_TEST', severity: 'error', ...problem}))
  if (unread.length > 0) return {ok: false, findings: unread, command, output: ''}
  const result = await host.run(build.program, args, {timeout: 20_000, cwd: folder})
  return verdictOf(result, {command, stage, notes})
}

/** A part is read as if it stood in Nginx's own folder, and is called what its user calls it. */
function renamed(finding: Finding, from: string, to: string): Finding {
  const {location} = finding
  return location?.file === from ? {...finding, location: {...location, file: to}} : finding
}

function verdictOf(
  {code, stdout, stderr}: RunResult,
  {command, stage, notes}: {command: readonly string[]; stage: Stage; notes: readonly Finding[]},
): Verdict {
  let output = stdout + stderr
  for (const [copy, origin] of stage.origins) output = output.replaceAll(copy, origin)
  const findings = findingsIn(output, FORMS)
  if (code !== 0 && findings.length === 0) {
    const last = output.trim().split('\n').at(-1)
    findings.push({id: 'NGINX_TEST', severity: 'error', message: last || `nginx -t ended with ${code}`})
  }
  const all = [...findings, ...notes]
  return {ok: code === 0 && all.every(({severity}) => severity === 'info'), findings: all, command, output}
}

async function writeCertificate(folder: string): Promise<{certificate: string; key: string}> {
  const paths = {certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem')}
  const {certificate, key} = testCertificate()
  await writeFile(paths.certificate, certificate)
  await writeFile(paths.key, key, {mode: 0o600})
  return paths
}

/** `-e` came with 1.19.5; before, errors go to stderr until the configuration names a file. */
function knowsStderr({version}: NginxBuild): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return major > 1 || minor > 19 || (minor === 19 && patch >= 5)
}

/** `nginx: [emerg] unknown directive "x" in /etc/nginx/nginx.conf:12`, or the same with a time in front. */
function message(levels: string): RegExp {
  return new RegExp(
    `^(?:nginx:|\\d{4}/\\d\\d/\\d\\d \\S+) \\[(?:${levels})\\](?: \\d+#\\d+:)? (?<message>.*?)(?: in (?<file>\\S.*):(?<line>\\d+))?$`,
  )
}
