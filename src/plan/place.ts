import {constants, existsSync, type Stats} from 'node:fs'
import {type FileHandle, lstat, open, readlink} from 'node:fs/promises'
import {dirname, isAbsolute, join, resolve} from 'node:path'
import {environmentError, type TsgiError} from '../errors.js'

/** Linux's way to hold on to a folder whose name others may change meanwhile, without permission to read it. */
const O_PATH = 0x200000
const HELD = '/proc/self/fd'
const MAX_LINKS = 40

/**
 * A name in a folder that is held open: what is done by {@link Place.at} happens in that folder, whatever others do to the
 * path that led to it. Where the machine cannot hold folders (no /proc), the path itself is used.
 */
export interface Place {
  /** Where it really is: links resolved. */
  readonly path: string
  readonly name: string
  /** A path for system calls: a name in the same folder. */
  at(name: string): string
  /** Makes what happened to names of the folder last. */
  sync(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export interface PlaceOptions {
  /** Who runs this; decides whose links are followed. */
  readonly uid: number
  /** Where the last name is a link: whether its target is meant, or the link itself. */
  readonly followsLast: boolean
}

interface Folder {
  readonly path: string
  readonly handle?: FileHandle
}

/**
 * Goes to a file's folder one name at a time. A symbolic link on the way is followed only where nobody but root and the
 * user of this process could have put it: so nobody makes root write elsewhere.
 *
 * @returns undefined when a folder on the way does not exist.
 * @throws TsgiError environment: a link of somebody else, a loop, no permission.
 */
export async function openPlace(path: string, options: PlaceOptions): Promise<Place | undefined> {
  const canHold = existsSync(HELD)
  let [names, links] = [partsOf(path), 0]
  let folder: Folder = await openFolder('/', '/', canHold)
  try {
    while (names.length > 0) {
      const [name, ...rest] = names as [string, ...string[]]
      const at = join(reach(folder), name)
      const facts = await factsAt(at, path)
      if (facts?.isSymbolicLink() && (rest.length > 0 || options.followsLast)) {
        await refuseForeignLink(folder, {name, facts, uid: options.uid})
        if (++links > MAX_LINKS) throw environmentError('TSGI_UNSAFE_LINK', `${path}: links that never end`)
        const target = await readlink(at)
        const next = isAbsolute(target) ? target : join(folder.path, target)
        names = [...partsOf(next), ...rest]
        folder = await replaced(folder, '/', '/', canHold)
      } else if (rest.length === 0) {
        return placeOf(folder, name)
      } else if (!facts?.isDirectory()) {
        if (facts) throw environmentError('TSGI_CANNOT_WRITE', `cannot write ${path}: ${name} is no folder`)
        await folder.handle?.close()
        return undefined
      } else {
        folder = await replaced(folder, at, join(folder.path, name), canHold)
        names = rest
      }
    }
  } catch (error) {
    await folder.handle?.close().catch(() => {})
    throw error
  }
  throw environmentError('TSGI_CANNOT_WRITE', `${path} is no file`)
}

function partsOf(path: string): string[] {
  return resolve('/', path)
    .split('/')
    .filter((part) => part !== '')
}

async function replaced(old: Folder, at: string, path: string, canHold: boolean): Promise<Folder> {
  const next = await openFolder(at, path, canHold)
  await old.handle?.close()
  return next
}

async function openFolder(at: string, path: string, canHold: boolean): Promise<Folder> {
  if (!canHold) return {path}
  const handle = await open(at, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW).catch((error) => {
    throw cannotPass(path, error)
  })
  return {path, handle}
}

/** The folder for system calls. */
function reach({path, handle}: Folder): string {
  return handle ? `${HELD}/${handle.fd}` : path
}

function placeOf(folder: Folder, name: string): Place {
  return {
    path: join(folder.path, name),
    name,
    at: (other) => join(reach(folder), other),
    sync: () => syncFolder(join(reach(folder), '.')),
    [Symbol.asyncDispose]: async () => folder.handle?.close(),
  }
}

async function syncFolder(path: string): Promise<void> {
  // Without permission to read the folder it cannot be synced; the rename itself is atomic all the same.
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY).catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function factsAt(at: string, path: string): Promise<Stats | undefined> {
  return lstat(at).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw cannotPass(path, error)
  })
}

function cannotPass(path: string, {code}: NodeJS.ErrnoException): TsgiError {
  return environmentError('TSGI_CANNOT_WRITE', `cannot reach ${path}: ${code ?? 'unknown'}`, `ls -ld ${dirname(path)}`)
}

async function refuseForeignLink(
  folder: Folder,
  {name, facts, uid}: {readonly name: string; readonly facts: Stats; readonly uid: number},
): Promise<void> {
  const around = folder.handle ? await folder.handle.stat() : await lstat(folder.path)
  const isOurs = (id: number) => id === 0 || id === uid
  const isSticky = (around.mode & 0o1000) !== 0
  if (isTrusted(around, uid) || (isSticky && isOurs(around.uid) && isOurs(facts.uid))) return
  throw environmentError(
    'TSGI_UNSAFE_LINK',
    `${join(folder.path, name)} is a symbolic link in a folder that others can write; it is not followed`,
    'name the place that it leads to, if that is meant',
  )
}

/** Whether nobody but root and this user can put a link into the folder. */
export function isTrusted({uid: owner, gid, mode}: Pick<Stats, 'uid' | 'gid' | 'mode'>, uid: number): boolean {
  if (owner !== 0 && owner !== uid) return false
  if ((mode & 0o002) !== 0) return false
  // Many systems give each user a group and make folders writable for it; root has no such excuse.
  return uid !== 0 || gid === 0 || (mode & 0o020) === 0
}
