import {randomBytes} from 'node:crypto'
import {constants} from 'node:fs'
import {lstat, open, readdir, rename, unlink} from 'node:fs/promises'
import {dirname} from 'node:path'
import {environmentError, type TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Place} from './place.js'
import type {Ownership} from './state.js'

export interface FileToWrite extends Partial<Ownership> {
  readonly bytes: Uint8Array
  readonly mode: number
  /** Milliseconds since 1970; undefined: now. */
  readonly modified?: number
}

/** The name under which a file is written before it takes its place: recognisable, so that a killed run leaves no riddle. */
export function draftName(name: string, pid: number): string {
  return `.${name}.tsgi-${pid}-${randomBytes(4).toString('hex')}`
}

/** The process that wrote a draft; undefined for a name that is none. */
function draftOwner(draft: string, name: string): number | undefined {
  const [, of, pid] = /^\.(.*)\.tsgi-(\d+)-[\da-f]{8}$/s.exec(draft) ?? []
  return of === name ? Number(pid) : undefined
}

/** Removes what killed runs left of a file: drafts of processes that are gone. */
export async function sweepDrafts(place: Place, host: Host): Promise<void> {
  const names = await readdir(place.at('.')).catch(() => [])
  for (const name of names) {
    const pid = draftOwner(name, place.name)
    if (pid !== undefined && !host.isRunning(pid)) await unlink(place.at(name)).catch(() => {})
  }
}

/**
 * Writes a file so that its name always stands for the old content or the new one, whole: under another name in the same
 * folder, synced, then renamed. Never through a link.
 */
export async function replaceFile(place: Place, file: FileToWrite, draft: string): Promise<void> {
  try {
    await writeNew(place, file, draft)
    await rename(place.at(draft), place.at(place.name))
  } catch (error) {
    await unlink(place.at(draft)).catch(() => {})
    throw cannotWrite(place.path, error as NodeJS.ErrnoException)
  }
  await place.sync()
}

/** Writes a file under a name that nobody has. */
async function writeNew(place: Place, file: FileToWrite, name: string): Promise<void> {
  const {O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW} = constants
  await using handle = await open(place.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  await handle.writeFile(file.bytes)
  const facts = await handle.stat()
  const [uid, gid] = [file.uid ?? facts.uid, file.gid ?? facts.gid]
  if (uid !== facts.uid || gid !== facts.gid) await handle.chown(uid, gid)
  await handle.chmod(file.mode)
  if (file.modified !== undefined) await handle.utimes(new Date(), new Date(file.modified))
  await handle.sync()
}

/** `<file>.bak-<timestamp>`, or the next that is free: where a person's content goes. */
export async function freeBackupName(place: Place, at: Date): Promise<string> {
  const stamp = at
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z')
  for (let n = 1; ; n++) {
    const name = `${place.name}.bak-${stamp}${n === 1 ? '' : `-${n}`}`
    if (!(await lstat(place.at(name)).catch(() => undefined))) return name
  }
}

/** Writes a copy, with owner and mode, under a name that nobody has. */
export async function keepCopy(place: Place, file: FileToWrite, name: string): Promise<void> {
  try {
    await writeNew(place, file, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await unlink(place.at(name)).catch(() => {})
    throw cannotWrite(place.path, error as NodeJS.ErrnoException)
  }
  await place.sync()
}

export function cannotWrite(path: string, {code, message}: NodeJS.ErrnoException): TsgiError {
  const reasons: Readonly<Record<string, string>> = {
    EPERM: 'this user cannot keep or set its owner',
    EACCES: 'this user may not write there',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
    ENOENT: 'its folder does not exist',
  }
  const reason = reasons[code ?? ''] ?? code ?? message
  return environmentError('TSGI_CANNOT_WRITE', `cannot write ${path}: ${reason}`, `ls -ld ${dirname(path)}`)
}
