import {posix} from 'node:path'
import type {FileFacts, FolderEntry, Host} from '../../src/host/host.js'

/** What stands at a path of a folder that exists in memory alone. */
export type Content =
  | string
  | Uint8Array
  | {readonly link: string}
  | {readonly denied: true}
  | {readonly script: string}

export const ROOT = '/srv/project'

/** A machine that has the given files below {@link ROOT}, or at absolute paths, and nothing else. */
export function memoryHost(files: Readonly<Record<string, Content>>, environment: Record<string, string> = {}): Host {
  const nodes = new Map<string, Content | 'folder'>([['/', 'folder']])
  nodes.set(ROOT, 'folder')
  for (const [name, content] of Object.entries(files)) {
    const path = posix.resolve(ROOT, name)
    for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) {
      if (!nodes.has(folder)) nodes.set(folder, 'folder')
    }
    nodes.set(path, name.endsWith('/') ? 'folder' : content)
  }
  const real = (path: string, hops = 0): string | undefined => {
    if (hops > 40) return undefined
    let at = '/'
    for (const part of posix
      .resolve(path)
      .split('/')
      .filter((name) => name !== '')) {
      at = posix.join(at, part)
      const node = nodes.get(at)
      if (node === undefined) return undefined
      if (typeof node === 'object' && 'link' in node) {
        const target = real(posix.resolve(posix.dirname(at), node.link), hops + 1)
        if (target === undefined) return undefined
        at = target
      }
    }
    return at
  }
  const at = (path: string) => {
    const found = real(path)
    return found === undefined ? undefined : nodes.get(found)
  }
  const host: Partial<Host> = {
    realPath: async (path) => real(path),
    async facts(path) {
      const node = at(path)
      if (node === undefined) return undefined
      const mode = typeof node === 'object' && 'script' in node ? 0o755 : 0o644
      return {
        kind: node === 'folder' ? 'folder' : 'file',
        mode,
        uid: 0,
        gid: 0,
        owner: 'root',
        group: 'root',
      } satisfies FileFacts
    },
    async read(path, {maxBytes = 16 * 1024 * 1024} = {}) {
      const node = at(path)
      if (node === undefined) return {status: 'missing'}
      if (node === 'folder') return {status: 'folder'}
      if (typeof node === 'object' && 'denied' in node) return {status: 'denied'}
      const bytes = Buffer.from(
        typeof node === 'object' && 'script' in node ? node.script : (node as string | Uint8Array),
      )
      return {status: 'read', bytes: bytes.subarray(0, maxBytes), isCut: bytes.length > maxBytes}
    },
    async list(path) {
      const folder = real(path)
      const node = folder === undefined ? undefined : nodes.get(folder)
      if (typeof node === 'object' && 'denied' in node) return 'denied'
      if (folder === undefined || node !== 'folder') return undefined
      const inside = [...nodes].filter(([name]) => name !== '/' && posix.dirname(name) === folder)
      return inside
        .map(([name, content]): FolderEntry => ({name: posix.basename(name), kind: kindOf(content)}))
        .sort((one, other) => (one.name < other.name ? -1 : 1))
    },
    environment: () => environment,
  }
  return host as Host
}

function kindOf(content: Content | 'folder'): FolderEntry['kind'] {
  if (content === 'folder') return 'folder'
  if (typeof content === 'object' && 'link' in content) return 'link'
  return typeof content === 'object' && 'denied' in content && 'folder' in content ? 'folder' : 'file'
}
