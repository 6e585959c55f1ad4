import {basename, dirname} from 'node:path'
import {walk} from '../config/directive.js'
import {machineFiles} from '../host/files.js'
import type {Host} from '../host/host.js'
import type {ListeningSocket, ProcessFacts} from '../host/process-table.js'
import {factsOf, type WebFacts} from '../rules/facts.js'
import {readSubject} from '../rules/subjects.js'
import {apacheSite} from './apache-site.js'
import {nginxSite, nginxTargets} from './nginx-site.js'
import type {WebServer} from './survey.js'
import type {Site, Target, WebConfigured, WebKind} from './web.js'

const KINDS: readonly (readonly [RegExp, WebKind])[] = [
  [/^nginx/, 'nginx'],
  [/^(apache2|httpd)/, 'apache'],
  [/^lighttpd/, 'lighttpd'],
]
const DEFAULTS: Readonly<Record<WebKind, readonly string[]>> = {
  nginx: ['/etc/nginx/nginx.conf', '/usr/local/nginx/conf/nginx.conf', '/usr/local/etc/nginx/nginx.conf'],
  apache: ['/etc/apache2/apache2.conf', '/etc/httpd/conf/httpd.conf'],
  lighttpd: ['/etc/lighttpd/lighttpd.conf'],
}

/** Every web server that runs, with its configuration and the user it connects as. */
export async function webServers(
  processes: readonly ProcessFacts[],
  listening: readonly ListeningSocket[],
  host: Host,
): Promise<WebServer[]> {
  const known = processes.flatMap((it) => {
    const kind = kindOf(it)
    return kind ? [{process: it, kind}] : []
  })
  const pids = new Set(known.map(({process: it}) => it.pid))
  const found = await Promise.all(
    known
      .filter(({process: it}) => !pids.has(it.ppid))
      .map(async ({process: master, kind}) => {
        const file = await configFile(kind, master, host)
        const configured = file === undefined ? undefined : await readWebFile(kind, file, host)
        if (!configured) return undefined
        const children = known.flatMap(({process: it}) => (it.ppid === master.pid ? [it] : []))
        const open = new Set([master, ...children].flatMap(({sockets = []}) => sockets))
        const worker = children.find(({uid}) => uid !== 0) ?? children[0] ?? master
        const sockets = listening.filter(({inode}) => open.has(inode))
        const logs = [...configured.logs, ...(master.stderr ? [master.stderr] : [])]
        return {...configured, logs, master, worker, sockets}
      }),
  )
  return found.filter((server) => server !== undefined)
}

function kindOf({exe, args}: ProcessFacts): WebKind | undefined {
  const name = basename(exe?.replace(/ \(deleted\)$/, '') ?? args[0]!.replace(/^nginx:.*/, 'nginx'))
  return KINDS.find(([pattern]) => pattern.test(name))?.[1]
}

/** nginx writes its command line into its title, behind what kind of process it is. */
async function configFile(kind: WebKind, {args, cwd = '/'}: ProcessFacts, host: Host): Promise<string | undefined> {
  const words = args.length === 1 ? args[0]!.replace(/^nginx: \w+ process /, '').split(' ') : args
  const after = (flag: string) => words[words.indexOf(flag) + 1]
  const flag = kind === 'nginx' ? '-c' : '-f'
  const given = words.includes(flag) ? after(flag) : undefined
  if (given !== undefined) {
    const base = words.includes('-p') ? after('-p')! : kind === 'apache' ? '/etc/apache2' : cwd
    return given.startsWith('/') ? given : `${base.replace(/\/$/, '')}/${given}`
  }
  for (const file of DEFAULTS[kind]) if ((await host.read(file, {maxBytes: 1})).status === 'read') return file
  return undefined
}

/** Reads a configuration with all that it includes. */
export async function readWebFile(kind: WebKind, file: string, host: Host): Promise<WebConfigured | undefined> {
  const reading = await host.read(file)
  if (reading.status !== 'read') return undefined
  const text = reading.bytes.toString('utf8')
  const subject = await readSubject({kind, file, text, files: machineFiles(host), settings: {}})
  if (subject.kind !== 'nginx' && subject.kind !== 'apache' && subject.kind !== 'lighttpd') return undefined
  const {directives, files, problems} = subject
  const facts = factsOf(subject) as WebFacts
  const targets =
    subject.kind === 'nginx' ? nginxTargets(facts, directives) : facts.targets.map((target) => ({...target, ...PLAIN}))
  const logs = logsOf(
    kind,
    [...walk(directives)].map(({directive}) => directive),
    dirname(file),
  )
  const whole: Site = {at: {file, line: 1, column: 1}, label: file, targets}
  const siteOf: Readonly<Record<WebKind, WebConfigured['siteOf']>> = {
    nginx: (port, name, path) => nginxSite({directives, targets}, port, name, path),
    apache: (port, name, path) => apacheSite({file, directives, targets}, port, name, path),
    lighttpd: () => whole,
  }
  return {
    ...{kind, file, directives, files, problems, targets, logs},
    siteOf: siteOf[kind],
  }
}

const PLAIN: Pick<Target, 'modifier1' | 'hasParams'> = {modifier1: 0, hasParams: true}

function logsOf(kind: WebKind, directives: Parameters<typeof argsOf>[0], folder: string): string[] {
  const name = {nginx: 'error_log', apache: 'errorlog', lighttpd: 'server.errorlog'}[kind]
  const values = argsOf(directives, name).map((value) => value.replace(/^"|"$/g, ''))
  return [...new Set(values)]
    .filter((value) => value !== '' && !/^(stderr|syslog|\||memory|off|\$)/.test(value))
    .map((value) => (value.startsWith('/') ? value : `${folder}/${value}`))
}

interface Valued {
  readonly name: string
  readonly args: readonly {readonly value: string}[]
  readonly value?: unknown
}

function argsOf(directives: readonly Valued[], name: string): string[] {
  return directives
    .filter((directive) => directive.name.toLowerCase() === name)
    .map(({args, value}) => args[0]?.value ?? (value as {text?: string} | undefined)?.text ?? '')
}
