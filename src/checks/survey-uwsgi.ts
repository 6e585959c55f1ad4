import {basename} from 'node:path'
import {parseCommandLine} from '../config/uwsgi/command-line.js'
import {effective} from '../config/uwsgi/effective.js'
import {type ExpandedConfig, expandCommandLine, expandFile} from '../config/uwsgi/expand.js'
import {pathFrom} from '../config/uwsgi/surroundings.js'
import type {MachineFiles} from '../host/files.js'
import type {ListeningSocket, ProcessFacts} from '../host/process-table.js'
import {plainAddress, type UwsgiFacts} from '../rules/facts.js'
import {uwsgiFacts} from '../rules/facts-uwsgi.js'
import type {UwsgiSubject} from '../rules/uwsgi-subject.js'
import type {UwsgiServer} from './survey.js'

/** A configuration of uWSGI, as uWSGI would have it. */
export interface UwsgiConfigured {
  /** What it is called: its first file, else its command. */
  readonly label: string
  /** Files that it was read from, absolute. */
  readonly files: readonly string[]
  readonly config: ExpandedConfig
  readonly facts: UwsgiFacts
  /** Where it writes its log. */
  readonly logs: readonly string[]
  /** Addresses of stats servers. */
  readonly stats: readonly string[]
}

/** Every uWSGI that runs: of processes with the same program, those whose parent is none of the same command. */
export async function uwsgiServers(
  processes: readonly ProcessFacts[],
  listening: readonly ListeningSocket[],
  files: MachineFiles,
): Promise<UwsgiServer[]> {
  const own = processes.filter((it) => isUwsgi(it))
  const byPid = new Map(own.map((it) => [it.pid, it]))
  const isChild = ({ppid, args}: ProcessFacts) => {
    const parent = byPid.get(ppid)
    return (
      parent !== undefined &&
      (parent.args.join('\0') === args.join('\0') || /uWSGI (worker|http|mule|spool)/.test(args[0]!))
    )
  }
  return Promise.all(
    own
      .filter((it) => !isChild(it))
      .map(async (master) => {
        const children = own.filter((it) => it.ppid === master.pid && isChild(it))
        const open = new Set([master, ...children].flatMap(({sockets = []}) => sockets))
        const configured = await configuredOf(master, files)
        const sockets = listening.filter(({inode}) => open.has(inode))
        return {...configured, master, children, sockets: master.sockets ? sockets : guessed(configured, listening)}
      }),
  )
}

/** Where descriptors may not be seen, what the configuration says and somebody listens on. */
function guessed({facts}: UwsgiConfigured, listening: readonly ListeningSocket[]): ListeningSocket[] {
  const wanted = new Set(facts.listeners.map(({value}) => value))
  return listening.filter(({address}) => wanted.has(plainAddress(address)))
}

function isUwsgi({exe, args}: ProcessFacts): boolean {
  return /^(py)?uwsgi/i.test(basename(exe ?? args[0] ?? ''))
}

async function configuredOf(
  {args, cwd = '/', environment = {}, stderr}: ProcessFacts,
  files: MachineFiles,
): Promise<UwsgiConfigured> {
  // A program that changed its folder since says where it was started, if anything does.
  const folder = environment['PWD'] ?? cwd
  const command = parseCommandLine(args.slice(1))
  const config = await expandCommandLine(command, {environment, folder, files})
  return describe(config, folder, args.join(' '), stderr)
}

/** A file that nothing runs yet, or no longer. */
export async function configOfFile(file: string, files: MachineFiles): Promise<UwsgiConfigured> {
  const folder = file.slice(0, file.lastIndexOf('/')) || '/'
  return describe(await expandFile(file, {environment: {}, folder, files}), folder, file)
}

function describe(config: ExpandedConfig, folder: string, command: string, stderr?: string): UwsgiConfigured {
  const inside = effective(config, 'chdir')?.last.value
  const home = inside ? pathFrom(folder, inside) : folder
  const whole = (address: string) => (/^(@|[^/]*:\d+$)/.test(address) ? address : pathFrom(home, address))
  const paths = [...new Set(config.files.map(({file}) => pathFrom(folder, file)))].filter(
    (file) => !/command line|environment/.test(file),
  )
  const facts = uwsgiFacts(subjectOf(config, paths[0] ?? command))
  const listeners = facts.listeners.map((listener) => ({...listener, value: whole(listener.value)}))
  const own = ['logto', 'logto2', 'daemonize', 'daemonize2', 'logger', 'req-logger'].flatMap((name) =>
    config.options.filter((option) => option.name === name).map(({value}) => value.replace(/^file:/, '')),
  )
  const logs = own.filter((name) => !/^[a-z]+(:|$)/.test(name)).map((name) => pathFrom(folder, name))
  return {
    label: paths[0] ?? command,
    files: paths,
    config,
    facts: {...facts, listeners: listeners.filter(({protocol}) => protocol !== 'stats')},
    logs: logs.length > 0 ? logs : stderr === undefined ? [] : [stderr],
    stats: listeners.filter(({protocol}) => protocol === 'stats').map(({value}) => value),
  }
}

/** A configuration in the shape that rules take. */
function subjectOf(config: ExpandedConfig, file: string): UwsgiSubject {
  const [written] = config.files
  const none = {format: 'argv' as const, file, text: '', options: [], sections: [], comments: [], problems: []}
  const {files, problems} = config
  return {kind: 'uwsgi', file, text: '', settings: {}, written: written ?? none, config, files, problems}
}
