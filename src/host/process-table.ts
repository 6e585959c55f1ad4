import {readdir, readFile, readlink} from 'node:fs/promises'

/** A process of this machine, as far as this user may see it. */
export interface ProcessFacts {
  readonly pid: number
  readonly ppid: number
  /** Its title or command line, split where it holds NULs. */
  readonly args: readonly string[]
  /** Of the program; absent when it may not be seen. */
  readonly exe?: string
  readonly cwd?: string
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
  /** Seconds that it has run. */
  readonly age: number
  /** Absent when it may not be seen. */
  readonly environment?: Readonly<Record<string, string>>
  /** Numbers of its open sockets; absent when they may not be seen. */
  readonly sockets?: readonly number[]
  /** Where its standard error goes, when that is a file. */
  readonly stderr?: string
  /** Its view of the file system: the same text for the same one. */
  readonly mounts?: string
}

/** A listening socket. */
export interface ListeningSocket {
  /** `/run/a.sock`, `@name`, `127.0.0.1:80`, `0.0.0.0:80`, `[::]:80`. */
  readonly address: string
  readonly inode: number
  /** Connections that wait for `accept(2)`. */
  readonly waiting: number
}

/** Clock ticks in a second as /proc counts them: 100 on every Linux there is. */
const TICKS = 100

/** Those whose program or title the pattern knows, with their details (`proc(5)`). */
export async function readProcesses(wanted: RegExp): Promise<readonly ProcessFacts[]> {
  const names = await readdir('/proc').catch(() => [])
  const uptime = Number((await textOf('/proc/uptime')).split(' ')[0])
  const pids = names.filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map((pid) => readProcess(pid, wanted, uptime).catch(() => undefined)))
  return found.filter((process) => process !== undefined)
}

async function readProcess(pid: string, wanted: RegExp, uptime: number): Promise<ProcessFacts | undefined> {
  const folder = `/proc/${pid}`
  const [comm, line] = await Promise.all([textOf(`${folder}/comm`), textOf(`${folder}/cmdline`)])
  if (line === '' || !(wanted.test(comm) || wanted.test(line.split('\0', 1)[0]!))) return undefined
  const [stat, status, environ, exe, cwd, stderr, mounts, sockets] = await Promise.all([
    ...['stat', 'status', 'environ'].map((name) => textOf(`${folder}/${name}`)),
    ...['exe', 'cwd', 'fd/2', 'ns/mnt'].map((name) => readlink(`${folder}/${name}`).catch(() => '')),
    socketsOf(folder),
  ] as const)
  const ids = (name: string) => (new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status as string)?.[1] ?? '').split(/\s+/)
  const fields = (stat as string).slice((stat as string).lastIndexOf(')') + 2).split(' ')
  return {
    pid: Number(pid),
    ppid: Number(fields[1]),
    args: line.replace(/\0+$/, '').split('\0'),
    uid: Number(ids('Uid')[1]),
    gid: Number(ids('Gid')[1]),
    groups: ids('Groups')
      .filter((id) => id !== '')
      .map(Number),
    age: uptime - Number(fields[19]) / TICKS,
    ...known({exe, cwd, mounts} as Record<string, string>),
    ...((stderr as string).startsWith('/') && !(stderr as string).startsWith('/dev/')
      ? {stderr: stderr as string}
      : {}),
    ...(environ === '' ? {} : {environment: variablesOf(environ as string)}),
    ...(sockets === undefined ? {} : {sockets: sockets as readonly number[]}),
  }
}

function known(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

function variablesOf(text: string): Record<string, string> {
  const pairs = text.split('\0').filter((pair) => pair.includes('='))
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

async function socketsOf(folder: string): Promise<readonly number[] | undefined> {
  const names = await readdir(`${folder}/fd`).catch(() => undefined)
  const links = await Promise.all((names ?? []).map((name) => readlink(`${folder}/fd/${name}`).catch(() => '')))
  return names && links.flatMap((link) => (link.startsWith('socket:[') ? [Number(link.slice(8, -1))] : []))
}

/** Every listening socket of this network namespace. */
export async function readListening(): Promise<readonly ListeningSocket[]> {
  const [unix, four, six] = await Promise.all(['unix', 'tcp', 'tcp6'].map((name) => textOf(`/proc/net/${name}`)))
  return [...unixListeners(unix!), ...tcpListeners(four!), ...tcpListeners(six!)]
}

/** From the text of `/proc/net/unix`: flag 00010000 is a listener, state 02 a connection that waits for one of that path. */
export function unixListeners(table: string): ListeningSocket[] {
  const rows = [...table.matchAll(/^\S+: \S+ \S+ (\S+) 0001 (\S+)\s+(\d+) (.+)$/gm)]
  const waiting = new Map<string, number>()
  for (const [, , state, , path] of rows) if (state === '02') waiting.set(path!, (waiting.get(path!) ?? 0) + 1)
  return rows
    .filter(([, flags]) => flags === '00010000')
    .map(([, , , inode, path]) => ({address: path!, inode: Number(inode), waiting: waiting.get(path!) ?? 0}))
}

/** From the text of `/proc/net/tcp` or `/proc/net/tcp6`; state 0A is a listener, and `rx_queue` its queue. */
export function tcpListeners(table: string): ListeningSocket[] {
  return table.split('\n').flatMap((row) => {
    const [, local = '', , state, queues = '', , , , , inode] = row.trim().split(/\s+/)
    const [address = '', port = ''] = local.split(':')
    if (state !== '0A') return []
    const waiting = Number.parseInt(queues.split(':')[1] ?? '0', 16)
    return [{address: `${hostOf(address)}:${Number.parseInt(port, 16)}`, inode: Number(inode), waiting}]
  })
}

/** Words of 32 bits, each in the order of the machine (little-endian here). */
function hostOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse())
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
  const groups = Array.from({length: 8}, (_, at) =>
    Number.parseInt(`${bytes[at * 2]}${bytes[at * 2 + 1]}`, 16).toString(16),
  )
  const text = groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::')
  return `[${text}]`
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
