import {dirname, resolve} from 'node:path'
import type {FileFacts, Host} from '../host/host.js'

/** As whom a process acts. */
export interface Actor {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

/** What is on the way to a socket, from the root on. */
export type Step =
  | {readonly path: string; readonly facts: FileFacts; readonly isOpen: boolean}
  | {readonly path: string; readonly facts: 'denied' | 'missing'; readonly isOpen: false}

/** As the kernel's own limit is of that kind. */
const MAX_LINKS = 20

/** Walks from `/` to a path as another user would, through links, up to the first thing that stops it. */
export async function walkAs(host: Host, actor: Actor, path: string, links = 0): Promise<readonly Step[]> {
  const parts = path.split('/').filter((part) => part !== '')
  const steps: Step[] = []
  for (let depth = 0; depth <= parts.length; depth++) {
    const here = `/${parts.slice(0, depth).join('/')}`
    const target = links < MAX_LINKS ? await host.linkTarget(here) : undefined
    if (target !== undefined) {
      return [
        ...steps,
        ...(await walkAs(host, actor, resolve(dirname(here), target, ...parts.slice(depth)), links + 1)),
      ]
    }
    const facts = await host.facts(here)
    if (facts === undefined || facts === 'denied')
      return [...steps, {path: here, facts: facts ?? 'missing', isOpen: false}]
    const isLast = depth === parts.length
    const step = {path: here, facts, isOpen: may(actor, facts, isLast ? 2 : 1)}
    steps.push(step)
    if (!step.isOpen) return steps
  }
  return steps
}

/** As the mode says: 1 pass, 2 write. Access lists are not seen. */
function may({uid, gid, groups}: Actor, facts: FileFacts, bit: 1 | 2): boolean {
  if (uid === 0) return true
  const shift = uid === facts.uid ? 6 : gid === facts.gid || groups.includes(facts.gid) ? 3 : 0
  return ((facts.mode >> shift) & bit) !== 0
}

/** `drwxr-x--- root:root /run/app`, as `namei -l` shows it. */
export function stepLine({path, facts}: Step): string {
  if (facts === 'missing' || facts === 'denied')
    return `${facts === 'missing' ? 'no such file' : 'cannot be seen'}: ${path}`
  const kind = {file: '-', folder: 'd', socket: 's', other: '?'}[facts.kind]
  const bits = [6, 3, 0].map((shift) =>
    [...'rwx'].map((sign, at) => ((facts.mode >> shift) & (4 >> at) ? sign : '-')).join(''),
  )
  return `${kind}${bits.join('')} ${facts.owner}:${facts.group} ${path}`
}
