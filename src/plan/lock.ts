import {constants} from 'node:fs'
import {link, open, readFile, rename, unlink} from 'node:fs/promises'
import {environmentError, type TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'

/** Who holds a lock. */
export interface Holder {
  readonly pid: number
  readonly user: string
  /** What it does: `tsgi setup in /srv/shop`. */
  readonly purpose: string
  /** ISO 8601. */
  readonly since: string
  /** When the process started, in the kernel's own count; tells it from a later one of the same number. */
  readonly started?: string
}

/** Who wants a lock. */
export interface LockOptions {
  readonly host: Host
  readonly purpose: string
}

/**
 * Does the work while no other run does: the lock is a file that says who holds it. That of a process that is gone (a kill)
 * is taken over.
 *
 * @throws TsgiError `TSGI_LOCKED` with who holds it, environment.
 */
export async function withLock<T>(path: string, {host, purpose}: LockOptions, work: () => Promise<T>): Promise<T> {
  const pid = host.pid()
  const holder: Holder = {
    ...{pid, user: host.identity().name, purpose, since: new Date().toISOString()},
    ...(await startOf(pid, host)),
  }
  await take(path, holder, host)
  try {
    return await work()
  } finally {
    await unlink(path).catch(() => {})
  }
}

async function take(path: string, holder: Holder, host: Host): Promise<void> {
  const own = `${path}.${holder.pid}`
  await write(own, JSON.stringify(holder))
  try {
    for (;;) {
      if (await isLinked(own, path)) return
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text === undefined) continue // given back meanwhile
      const other = holderIn(text)
      if (other && (await holds(other, host))) throw locked(path, other)
      await removeStale(path, text, own)
    }
  } finally {
    await unlink(own).catch(() => {})
  }
}

/** Atomic: a link is made only where nothing of that name stands. */
async function isLinked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cannotLock(path, error as NodeJS.ErrnoException)
  }
}

async function write(path: string, text: string): Promise<void> {
  const {O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW} = constants
  try {
    await using file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644)
    await file.writeFile(text)
  } catch (error) {
    throw cannotLock(path, error as NodeJS.ErrnoException)
  }
}

/** Moves the lock of a dead process away; where another run was faster and it is a new lock, back again. */
async function removeStale(path: string, text: string, own: string): Promise<void> {
  const aside = `${own}.stale`
  await rename(path, aside).catch(() => {})
  const moved = await readFile(aside, 'utf8').catch(() => text)
  if (moved !== text) await link(aside, path).catch(() => {})
  await unlink(aside).catch(() => {})
}

/** Whether the process still runs, and is the one that took the lock. */
async function holds({pid, started}: Holder, host: Host): Promise<boolean> {
  if (!host.isRunning(pid)) return false
  return started === undefined || (await startOf(pid, host)).started === started
}

/** Field 22 of /proc/<pid>/stat: clock ticks since boot; counted behind the name, which may hold anything. */
async function startOf(pid: number, host: Host): Promise<{readonly started?: string}> {
  const reading = await host.read(`/proc/${pid}/stat`)
  if (reading.status !== 'read') return {}
  const text = reading.bytes.toString('latin1')
  const started = text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
  return started === undefined ? {} : {started}
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null
    return typeof holder?.pid === 'number' && holder.pid > 0 ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

function locked(path: string, {pid, user, purpose, since}: Holder): TsgiError {
  return environmentError(
    'TSGI_LOCKED',
    `another run holds the lock: ${purpose}, process ${pid} of ${user}, since ${since}`,
    'wait until it ends, and run it again',
    `ps -p ${pid}; the lock is ${path}`,
  )
}

function cannotLock(path: string, {code}: NodeJS.ErrnoException): TsgiError {
  return environmentError(
    'TSGI_CANNOT_WRITE',
    `cannot write the lock ${path}: ${code ?? 'unknown'}`,
    'ls -ld its folder',
  )
}
