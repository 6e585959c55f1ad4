import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Finding} from '../diagnostics.js'
import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import {type ApacheInstallation, apacheInstallation} from './apache-installation.js'
import {inTemporaryFolder, missingFiles, type NamedFile, namedFiles, replaced, withReason} from './stand-in.js'
import type {Verdict} from './verdict.js'

/** A configuration of Apache to be tested. */
export interface ApacheTest {
  readonly text: string
  /** What findings call it. */
  readonly file: string
  /** What is tested goes inside a virtual host. */
  readonly isLocation?: boolean
}

const CERTIFICATES = /^[ \t]*SSLCertificate(?:Key|Chain)?File[ \t]+(?<value>"(?:\\.|[^"\\])*")/gm
/** `-t` looks whether their folder is there. */
const LOGS = /^[ \t]*ErrorLog[ \t]+(?<value>"(?:\\.|[^"\\])*")/gm
const ID = 'AP000'

/**
 * Has Apache test a configuration, in a copy beside a main file of its own with the modules of this machine: nothing that
 * runs is touched, no port is opened, no log is written.
 *
 * @throws TsgiError `TSGI_NO_APACHE`, environment, where there is no Apache.
 */
export async function testApache(host: Host, {text, file, isLocation = false}: ApacheTest): Promise<Verdict> {
  const installation = await apacheInstallation(host)
  if (installation === undefined) {
    throw environmentError('TSGI_NO_APACHE', 'there is no Apache on this machine', 'apt-get install apache2')
  }
  return inTemporaryFolder(async (folder) => {
    const {missing, findings} = await missingFiles(host, namedFiles(text, CERTIFICATES), {id: ID, file})
    const standIn = join(folder, 'stand-in.pem')
    const site = join(folder, 'site.conf')
    await writeFile(standIn, 'only that it is there and not empty is looked at\n')
    const away = [...missing, ...namedFiles(text, LOGS)]
    const by = (each: NamedFile) => (missing.includes(each) ? standIn : join(folder, 'error.log'))
    await writeFile(site, replaced(text, away, by))
    await writeFile(join(folder, 'main.conf'), mainFile(folder, installation, {text, isLocation}))
    const command = [installation.program, '-t', '-f', join(folder, 'main.conf')]
    const {code, stdout, stderr} = await host.run(command[0]!, command.slice(1))
    const said = stdout + stderr
    const found = [...findings, ...withReason({id: ID, code, said}, apacheFindings(said, site, file))]
    const ok = code === 0 && found.every(({severity}) => severity !== 'error')
    return {ok, findings: found, command, output: said.replaceAll(site, file).replaceAll(`${folder}/`, '')}
  })
}

/** What a main file has to have, and nothing else. */
function mainFile(
  folder: string,
  {builtIn, modules, folder: from}: ApacheInstallation,
  {text, isLocation}: Pick<ApacheTest, 'text' | 'isLocation'>,
): string {
  const named = [...text.matchAll(/<IfModule !(\w+)_module>/g)].map(([, name]) => name!)
  const wanted = [...new Set([...BASE, ...named])].filter((name) => modules.includes(name) && !builtIn.includes(name))
  const include = `Include "${folder}/site.conf"`
  return [
    ...inOrder(wanted).map((name) => `LoadModule ${name}_module "${from}/mod_${name}.so"`),
    `ServerRoot "${folder}"`,
    `DefaultRuntimeDir "${folder}"`,
    `ErrorLog "${folder}/error.log"`,
    'ServerName localhost',
    ...(isLocation ? ['<VirtualHost *:80>', '    ServerName example.org', include, '</VirtualHost>'] : [include]),
    '',
  ].join('\n')
}

/** Every Debian and Fedora has these, and a snippet for a virtual host does not name what it needs. */
const BASE = [
  ...['mpm_event', 'unixd', 'log_config', 'authz_core', 'alias', 'headers', 'setenvif', 'rewrite', 'reqtimeout'],
  ...['filter', 'deflate', 'proxy', 'proxy_uwsgi', 'remoteip', 'ssl', 'cache', 'cache_disk', 'slotmem_shm'],
  ...['proxy_balancer', 'lbmethod_byrequests', 'lbmethod_bybusyness', 'http2', 'xsendfile'],
]

/** A module comes behind those whose functions it calls: `proxy` before `proxy_uwsgi`. */
function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((one, other) => (one < other ? -1 : 1))
}

/** `AH00526: Syntax error on line 3 of FILE:` and the reason on the next line; or both on one line, file within file. */
function apacheFindings(output: string, site: string, file: string): Finding[] {
  const lines = output.split('\n')
  return lines.flatMap((line, index): Finding[] => {
    const error = /Syntax error on line (\d+) of ([^:]+):(?!.*Syntax error on line)(.*)$/.exec(line)
    if (error) {
      const [, number, path, rest] = error
      const message = rest!.trim() || lines[index + 1] || line
      const location = path === site ? {location: {file, line: Number(number), column: 1}} : {}
      return [
        {
          id: ID,
          severity: 'error',
          message: plain(message, site, file),
          ...location,
          evidence: [{text: line.replaceAll(site, file)}],
        },
      ]
    }
    if (!/\bwarn(ing)?\b/i.test(line)) return []
    return [
      {id: ID, severity: 'warning', message: plain(line, site, file), evidence: [{text: line.replaceAll(site, file)}]},
    ]
  })
}

function plain(message: string, site: string, file: string): string {
  return message
    .replaceAll(site, file)
    .replace(/^AH\d+: (Warning: )?/, '')
    .trim()
    .replace(/\.$/, '')
}
