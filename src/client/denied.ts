import {basename, dirname, isAbsolute, resolve, sep} from 'node:path'
import type {FileFacts, Host} from '../host/host.js'

/** The first thing on the way to a socket that this user cannot pass. */
export interface Barrier {
  readonly path: string
  /** `pass`: go through a folder; `write`: connect to the socket itself. */
  readonly needs: 'pass' | 'write'
  /** Absent when even that cannot be seen. */
  readonly facts?: FileFacts
}

/** Symbolic links are followed so often and no more. */
const MAX_LINKS = 20

/** Walks a path from the root, through symbolic links, to what stops this user; `undefined` when nothing does. */
export async function findBarrier(host: Host, path: string, links = 0): Promise<Barrier | undefined> {
  // Not made normal: the kernel passes through `private` on the way along `private/..`.
  const whole = isAbsolute(path) ? path : `${resolve()}${sep}${path}`
  const parts = whole.split(sep).filter((part) => part !== '' && part !== '.')
  for (let depth = 0; depth <= parts.length; depth++) {
    const here = sep + parts.slice(0, depth).join(sep)
    const needs = depth === parts.length ? 'write' : 'pass'
    if (await host.may(needs, here)) continue
    const target = links < MAX_LINKS ? await host.linkTarget(here) : undefined
    if (target !== undefined) return findBarrier(host, resolve(dirname(here), target, ...parts.slice(depth)), links + 1)
    const facts = await host.facts(here)
    return {path: here, needs, ...(typeof facts === 'object' ? {facts} : {})}
  }
  return undefined
}

/** Half a sentence that names the barrier, its mode and its owner. */
export async function explainDenied(host: Host, path: string): Promise<string> {
  const {name, uid} = host.identity()
  const barrier = await findBarrier(host, path)
  const user = `user ${name} (uid ${uid})`
  if (!barrier) {
    return `${user} may pass every folder and write to ${basename(path)}, and is refused all the same (EACCES): AppArmor, SELinux?`
  }
  const {facts, needs} = barrier
  const what = facts ? `${NAMES[facts.kind]} ${barrier.path}` : barrier.path
  const shown = facts
    ? ` (mode ${facts.mode.toString(8).padStart(4, '0')}, owner ${facts.owner}:${facts.group}, uid ${facts.uid} gid ${facts.gid})`
    : ''
  return `${user} cannot ${needs === 'pass' ? 'pass' : 'write to'} the ${what}${shown}`
}

const NAMES: Readonly<Record<FileFacts['kind'], string>> = {
  file: 'file',
  folder: 'folder',
  socket: 'socket',
  other: 'file',
}
