import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Finding} from '../diagnostics.js'
import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import {
  inTemporaryFolder,
  missingFiles,
  type NamedFile,
  namedFiles,
  programOf,
  replaced,
  withReason,
} from './stand-in.js'
import type {Verdict} from './verdict.js'

/** A configuration of lighttpd to be tested. */
export interface LighttpdTest {
  readonly text: string
  /** What findings call it. */
  readonly file: string
  /** What is tested goes inside a condition on a host. */
  readonly isLocation?: boolean
}

const CERTIFICATES = /^[ \t]*ssl\.(?:pemfile|privkey)[ \t]*=[ \t]*(?<value>"(?:\\.|[^"])*")/gm
const LOGS = /^[ \t]*(?:accesslog\.filename|server\.(?:errorlog|breakagelog))[ \t]*=[ \t]*(?<value>"(?:\\.|[^"])*")/gm
/** What a snippet for a host needs, and does not load itself. */
const SNIPPET_MODULES = ['extforward', 'access', 'setenv', 'alias', 'deflate', 'scgi']
const ID = 'LT000'

/**
 * Has lighttpd test a configuration (`-tt`: its modules read it too), in a copy beside a main file of its own: nothing that
 * runs is touched, no port is opened, no log is written.
 *
 * @throws TsgiError `TSGI_NO_LIGHTTPD`, environment, where there is no lighttpd.
 */
export async function testLighttpd(host: Host, test: LighttpdTest): Promise<Verdict> {
  const program = await programOf(host, ['lighttpd'])
  if (program === undefined) {
    throw environmentError('TSGI_NO_LIGHTTPD', 'there is no lighttpd on this machine', 'apt-get install lighttpd')
  }
  return inTemporaryFolder(async (folder) => {
    const {text, file} = test
    const {missing, findings} = await missingFiles(host, namedFiles(text, CERTIFICATES), {id: ID, file})
    const standIn = missing.length === 0 ? undefined : await certificate(host, folder)
    const away: readonly NamedFile[] = [...namedFiles(text, LOGS), ...(standIn === undefined ? [] : missing)]
    const site = join(folder, 'site.conf')
    const by = ({path}: NamedFile) => (missing.some((each) => each.path === path) ? standIn! : join(folder, 'log'))
    await writeFile(site, replaced(text, away, by))
    await writeFile(join(folder, 'main.conf'), mainFile(folder, test))
    const command = [program, '-tt', '-f', join(folder, 'main.conf')]
    const {code, stdout, stderr} = await host.run(command[0]!, command.slice(1))
    const said = stdout + stderr
    const found = [...findings, ...withReason({id: ID, code, said}, lighttpdFindings(said, {text, file, site}))]
    const ok = code === 0 && found.every(({severity}) => severity !== 'error')
    return {ok, findings: found, command, output: said.replaceAll(site, file).replaceAll(`${folder}/`, '')}
  })
}

function mainFile(folder: string, {isLocation}: LighttpdTest): string {
  const include = `include "${folder}/site.conf"`
  const modules = isLocation ? SNIPPET_MODULES.map((name) => `"mod_${name}"`).join(', ') : ''
  return [
    `server.modules = (${modules})`,
    `server.document-root = "${folder}"`,
    `server.upload-dirs = ("${folder}")`,
    'server.port = 80',
    isLocation ? `$HTTP["host"] == "example.org" {\n${include}\n}` : include,
    '',
  ].join('\n')
}

/** lighttpd looks into certificates: one of its own kind, for the time of the test. */
async function certificate(host: Host, folder: string): Promise<string | undefined> {
  const [key, pem] = [join(folder, 'stand-in.key'), join(folder, 'stand-in.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const made = await host.run('openssl', [
    'req',
    '-x509',
    ...kind,
    '-subj',
    '/CN=localhost',
    '-keyout',
    key,
    '-out',
    pem,
  ])
  if (made.code !== 0) return undefined
  const [one, other] = [await host.read(key), await host.read(pem)]
  if (one.status !== 'read' || other.status !== 'read') return undefined
  const both = join(folder, 'both.pem')
  await writeFile(both, Buffer.concat([other.bytes, one.bytes]), {mode: 0o600})
  return both
}

interface Source {
  readonly text: string
  readonly file: string
  /** The copy. */
  readonly site: string
}

/** `DATE TIME: (source.c.123) MESSAGE`, or the message alone. Only the parser says a line; the others name a directive. */
function lighttpdFindings(output: string, source: Source): Finding[] {
  return output.split('\n').flatMap((text): Finding[] => {
    const line = text
      .replace(/^[\d-]+ [\d:]+: /, '')
      .replace(/^\(\S+\) /, '')
      .trim()
    if (line === '' || CHATTER.test(line)) return []
    const parser = /^source: (.+) line: (\d+) pos: \d+ (.*)$/.exec(line)
    if (parser) {
      const [, path, number, message] = parser
      // The files around the one that is wrong are named too.
      if (path !== source.site) return []
      return [
        {id: ID, severity: 'error', message: message!, location: {file: source.file, line: Number(number), column: 1}},
      ]
    }
    const severity = /^WARNING|^DEPRECATED/.test(line) ? 'warning' : 'error'
    const message = line.replace(/^WARNING: /, '').replaceAll(source.site, source.file)
    return [{id: ID, severity, message, ...locationOf(message, source)}]
  })
}

/** Consequences of what was said before. */
const CHATTER = /^(loading plugins finally failed|Initialization of plugins failed|Configuration of plugins failed)/

/** Where the directive, module or file stands that a message names. */
function locationOf(message: string, {text, file}: Source): Pick<Finding, 'location'> {
  const named =
    /unknown config-key: (\S+)/.exec(message)?.[1] ??
    /(?:global|[\]"]): ([\w.-]+)$/.exec(message)?.[1] ??
    /dlopen\(\) failed for: \S*\/(mod_\w+)\.so/.exec(message)?.[1] ??
    /regex: (.+)$/.exec(message)?.[1]
  const at = named === undefined ? -1 : text.lastIndexOf(named)
  return at === -1 ? {} : {location: {file, line: text.slice(0, at).split('\n').length, column: 1}}
}
