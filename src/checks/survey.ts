import {machineFiles} from '../host/files.js'
import type {Host} from '../host/host.js'
import type {ListeningSocket, ProcessFacts} from '../host/process-table.js'
import {configOfFile, type UwsgiConfigured, uwsgiServers} from './survey-uwsgi.js'
import {readWebFile, webServers} from './survey-web.js'
import type {WebConfigured} from './web.js'

/** A uWSGI that runs: a master, or the only process, with what came of its configuration. */
export interface UwsgiServer extends UwsgiConfigured {
  readonly master: ProcessFacts
  readonly children: readonly ProcessFacts[]
  /** What it really listens on. */
  readonly sockets: readonly ListeningSocket[]
}

/** A web server that runs. */
export interface WebServer extends WebConfigured {
  readonly master: ProcessFacts
  /** As whom it connects to sockets: a worker, or itself. */
  readonly worker: ProcessFacts
  readonly sockets: readonly ListeningSocket[]
}

/** What runs on this machine, and what is configured. */
export interface Survey {
  readonly listening: readonly ListeningSocket[]
  readonly uwsgi: readonly UwsgiServer[]
  readonly web: readonly WebServer[]
  /** Configurations of uWSGI that nothing runs, as far as they are known. */
  readonly idle: readonly UwsgiConfigured[]
  /** Configurations of web servers that were named, running or not. */
  readonly webFiles: readonly WebConfigured[]
  /** What could not be seen, in half sentences. */
  readonly blind: readonly string[]
}

const PROGRAMS = /uwsgi|nginx|apache2|httpd|lighttpd/i

/** Looks at processes and their configurations; `named` are files to look at besides. Reads, and does nothing else. */
export async function survey(host: Host, named: readonly string[] = []): Promise<Survey> {
  const [processes, listening] = await Promise.all([host.processes(PROGRAMS), host.listening()])
  const files = machineFiles(host)
  const [uwsgi, web, given] = await Promise.all([
    uwsgiServers(processes, listening, files),
    webServers(processes, listening, host),
    Promise.all(named.map((file) => readNamed(host, file))),
  ])
  const running = new Set(uwsgi.flatMap((server) => server.files))
  return {
    listening,
    uwsgi,
    web,
    idle: given.flatMap(({uwsgi: one}) => (one && !one.files.some((file) => running.has(file)) ? [one] : [])),
    webFiles: given.flatMap(({web: one}) => (one ? [one] : [])),
    blind: blindSpots([...uwsgi, ...web].map(({master}) => master)),
  }
}

async function readNamed(host: Host, file: string): Promise<{uwsgi?: UwsgiConfigured; web?: WebConfigured}> {
  const reading = await host.read(file)
  if (reading.status !== 'read') return {}
  const {guessKind} = await import('../config/kind.js')
  const kind = guessKind(file, reading.bytes.toString('utf8'))
  if (kind === 'uwsgi') return {uwsgi: await configOfFile(file, machineFiles(host))}
  if (kind === 'nginx' || kind === 'apache' || kind === 'lighttpd') {
    const web = await readWebFile(kind, file, host)
    return web ? {web} : {}
  }
  return {}
}

function blindSpots(masters: readonly ProcessFacts[]): string[] {
  const hidden = masters.filter(({sockets, environment}) => !sockets || !environment)
  return hidden.map(
    ({pid, args}) => `sockets and environment of process ${pid} (${args[0]}): another user's; run as root`,
  )
}
