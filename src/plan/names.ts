import {constants} from 'node:fs'
import {lchown, mkdir, open, rename, rmdir, symlink, unlink} from 'node:fs/promises'
import type {Place} from './place.js'
import type {Ownership} from './state.js'
import {cannotWrite} from './write.js'

/** Makes a folder, or gives the one that is there owner and mode. */
export async function makeFolder(place: Place, ownership: Partial<Ownership> & {readonly mode: number}): Promise<void> {
  try {
    await mkdir(place.at(place.name), {mode: 0o700}).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
    await using folder = await open(place.at(place.name), flags)
    const facts = await folder.stat()
    const [uid, gid] = [ownership.uid ?? facts.uid, ownership.gid ?? facts.gid]
    if (uid !== facts.uid || gid !== facts.gid) await folder.chown(uid, gid)
    if ((facts.mode & 0o7777) !== ownership.mode) await folder.chmod(ownership.mode)
  } catch (error) {
    throw cannotWrite(place.path, error as NodeJS.ErrnoException)
  }
  await place.sync()
}

export interface LinkToMake {
  readonly target: string
  readonly draft: string
  readonly uid?: number
  readonly gid?: number
}

/** Makes a link, in one step also where a file or link stands. */
export async function makeLink(place: Place, {target, draft, uid, gid}: LinkToMake): Promise<void> {
  try {
    await symlink(target, place.at(draft))
    if (uid !== undefined && gid !== undefined) await lchown(place.at(draft), uid, gid)
    await rename(place.at(draft), place.at(place.name))
  } catch (error) {
    await unlink(place.at(draft)).catch(() => {})
    throw cannotWrite(place.path, error as NodeJS.ErrnoException)
  }
  await place.sync()
}

/** Removes a file or link; one that is gone already is no failure. */
export async function removeName(place: Place, name = place.name): Promise<void> {
  await unlink(place.at(name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw cannotWrite(place.path, error)
  })
  await place.sync()
}

/** Removes an empty folder. Returns false when something lies in it. */
export async function removeFolder(place: Place): Promise<boolean> {
  try {
    await rmdir(place.at(place.name))
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    if (code !== 'ENOENT') throw cannotWrite(place.path, error as NodeJS.ErrnoException)
  }
  await place.sync()
  return true
}
