import {constants, type Stats} from 'node:fs'
import {access, type FileHandle, open, readdir, readFile, readlink, realpath, stat, statfs} from 'node:fs/promises'
import {networkInterfaces, userInfo} from 'node:os'
import {delimiter, join} from 'node:path'
import {AbstractRelay} from './abstract-relay.js'
import type {Account, FileFacts, FolderEntry, Host, Reading, User} from './host.js'
import {PatientSocket} from './patient-socket.js'
import {acceptQueueIn} from './proc-net.js'
import {unixQueueIn} from './proc-unix.js'

/** The real machine. */
export const node: Host = {
  async facts(path) {
    try {
      const found = await stat(path)
      return {
        kind: kindOf(found),
        mode: found.mode & 0o7777,
        uid: found.uid,
        gid: found.gid,
        owner: await nameIn('/etc/passwd', found.uid),
        group: await nameIn('/etc/group', found.gid),
      } satisfies FileFacts
    } catch (error) {
      return isDenied(error) ? 'denied' : undefined
    }
  },

  linkTarget: (path) => readlink(path).catch(() => undefined),

  identity() {
    const uid = process.geteuid?.() ?? 0
    return {uid, gids: process.getgroups?.() ?? [], name: userName() ?? String(uid)}
  },

  pid: () => process.pid,

  isRunning(pid) {
    try {
      return process.kill(pid, 0)
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM' // it runs, and belongs to somebody else
    }
  },

  async read(path, {maxBytes = 16 * 1024 * 1024, fromEnd = false} = {}): Promise<Reading> {
    try {
      const found = await stat(path)
      const kind = kindOf(found)
      if (kind !== 'file') return {status: kind === 'folder' ? 'folder' : 'other'}
      await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
      return await readUpTo(file, maxBytes, fromEnd ? Math.max(0, found.size - maxBytes) : undefined)
    } catch (error) {
      return {status: isDenied(error) ? 'denied' : 'missing'}
    }
  },

  async list(path) {
    try {
      const entries = await readdir(path, {withFileTypes: true})
      return entries
        .map((entry): FolderEntry => ({name: entry.name, kind: entry.isSymbolicLink() ? 'link' : kindOf(entry)}))
        .sort((one, other) => (one.name < other.name ? -1 : 1))
    } catch (error) {
      return isDenied(error) ? 'denied' : undefined
    }
  },

  realPath: (path) => realpath(path).catch(() => undefined),

  async run(program, args, options) {
    const {run} = await import('./run.js')
    return run(program, args, options)
  },

  async which(program) {
    if (program.includes('/')) return (await isProgram(program)) ? program : undefined
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder || '.', program)
      if (await isProgram(path)) return path
    }
    return undefined
  },

  async user(nameOrId): Promise<User | undefined> {
    const fields = await databaseEntry('passwd', nameOrId)
    if (!fields) return undefined
    const [name, , id, gid, , home] = fields as [string, string, string, string, string, string]
    const {stdout} = await this.run('id', ['-G', '--', name])
    const gids = stdout.trim() === '' ? [Number(gid)] : stdout.trim().split(' ').map(Number)
    return {name, id: Number(id), gid: Number(gid), gids, home}
  },

  async group(nameOrId): Promise<Account | undefined> {
    const fields = await databaseEntry('group', nameOrId)
    return fields && {name: fields[0]!, id: Number(fields[2])}
  },

  environment: () => process.env,

  async may(what, path) {
    const mode = what === 'pass' ? constants.X_OK : constants.W_OK
    return access(path, mode).then(
      () => true,
      () => false,
    )
  },

  connectAbstract(name) {
    // From 22 on Node passes the exact length of the address; 20 pads it.
    if (Number.parseInt(process.versions.node, 10) < 22) return new AbstractRelay(name)
    return new PatientSocket({allowHalfOpen: true}).connect({path: `\0${name}\0`})
  },

  async acceptQueue(host, port) {
    if (!isOwn(host)) return undefined
    const tables = await Promise.all(
      ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
    )
    return acceptQueueIn(tables.join('\n'), host, port)
  },

  async unixQueue(path) {
    return unixQueueIn(await readFile('/proc/net/unix', 'utf8').catch(() => ''), path)
  },

  async processes(wanted) {
    const {readProcesses} = await import('./process-table.js')
    return readProcesses(wanted)
  },

  async listening() {
    const {readListening} = await import('./process-table.js')
    return readListening()
  },

  async space(path) {
    const found = await statfs(path).catch(() => undefined)
    return (
      found && {bytes: found.bavail * found.bsize, inodes: found.files === 0 ? Number.POSITIVE_INFINITY : found.ffree}
    )
  },
}

function kindOf(found: Pick<Stats, 'isSocket' | 'isDirectory' | 'isFile'>): FileFacts['kind'] {
  return found.isSocket() ? 'socket' : found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** One byte more than may be kept tells whether there is more; files of /proc have no size to ask for. */
async function readUpTo(file: FileHandle, maxBytes: number, start?: number): Promise<Reading> {
  const chunks: Buffer[] = []
  let bytes = 0
  let position = start ?? null
  while (bytes <= maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(64 * 1024, maxBytes + 1 - bytes))
    const {bytesRead} = await file.read(chunk, 0, chunk.length, position)
    if (position !== null) position += bytesRead
    if (bytesRead === 0) break
    chunks.push(chunk.subarray(0, bytesRead))
    bytes += bytesRead
  }
  return {status: 'read', bytes: Buffer.concat(chunks).subarray(0, maxBytes), isCut: bytes > maxBytes}
}

async function isProgram(path: string): Promise<boolean> {
  const isRunnable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  return isRunnable && (await stat(path)).isFile()
}

/** The fields of an entry of `passwd` or `group`: from `getent`, which asks every source; from the file without it. */
async function databaseEntry(database: 'passwd' | 'group', key: string | number): Promise<string[] | undefined> {
  const {run} = await import('./run.js')
  const {code, stdout} = await run('getent', ['--', database, String(key)])
  const text = code === 127 ? await readFile(`/etc/${database}`, 'utf8').catch(() => '') : stdout
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name, , id]) => name === String(key) || id === String(key))
}

/** The name of a user or group; the number where the file has none (another source of users, a container). */
async function nameIn(file: '/etc/passwd' | '/etc/group', id: number): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const entry = text.split('\n').find((line) => line.split(':')[2] === String(id))
  return entry?.split(':')[0] ?? String(id)
}

function isOwn(host: string): boolean {
  if (host.startsWith('127.')) return true
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({address}) => address === host))
}

/** `undefined` for a user the machine has no name for, as containers run them. */
function userName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
