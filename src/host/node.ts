import {constants} from 'node:fs'
import {access, readFile, readlink, stat} from 'node:fs/promises'
import {networkInterfaces, userInfo} from 'node:os'
import {AbstractRelay} from './abstract-relay.js'
import type {FileFacts, Host} from './host.js'
import {PatientSocket} from './patient-socket.js'
import {acceptQueueIn} from './proc-net.js'

/** The real machine. */
export const node: Host = {
  async facts(path) {
    try {
      const found = await stat(path)
      const kind = found.isSocket() ? 'socket' : found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
      return {
        kind,
        mode: found.mode & 0o7777,
        uid: found.uid,
        gid: found.gid,
        owner: await nameIn('/etc/passwd', found.uid),
        group: await nameIn('/etc/group', found.gid),
      } satisfies FileFacts
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'denied' : undefined
    }
  },

  linkTarget: (path) => readlink(path).catch(() => undefined),

  identity() {
    const uid = process.geteuid?.() ?? 0
    return {uid, gids: process.getgroups?.() ?? [], name: userName() ?? String(uid)}
  },

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
