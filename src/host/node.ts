import {constants} from 'node:fs'
import {access, stat} from 'node:fs/promises'
import {connect} from 'node:net'
import {userInfo} from 'node:os'
import type {FileFacts, Host} from './host.js'

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
        owner: String(found.uid),
        group: String(found.gid),
      } satisfies FileFacts
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'denied' : undefined
    }
  },

  identity() {
    const {uid, username} = userInfo()
    return {uid, gids: process.getgroups?.() ?? [], name: username}
  },

  async may(what, path) {
    const mode = what === 'pass' ? constants.X_OK : constants.W_OK
    return access(path, mode).then(
      () => true,
      () => false,
    )
  },

  connectAbstract(name) {
    return connect({path: `\0${name}\0`})
  },
}
