import {globPattern} from '../glob.js'
import type {Host} from './host.js'

/** Reads configuration on a machine: texts, and what matches a pattern. */
export interface MachineFiles {
  /** `undefined` when there is none or it cannot be read. UTF-8; other bytes become U+FFFD. */
  read(path: string): Promise<string | undefined>
  /** Paths that match a pattern of `glob(7)`, sorted. */
  glob(pattern: string): Promise<readonly string[]>
  /** Links are followed; `undefined` when there is nothing, or it cannot be seen. */
  kind(path: string): Promise<'file' | 'folder' | 'other' | undefined>
  /** With every link resolved. */
  realPath(path: string): Promise<string | undefined>
  isLink(path: string): Promise<boolean>
}

export function machineFiles(host: Host): MachineFiles {
  return {
    async read(path) {
      const reading = await host.read(path)
      return reading.status === 'read' ? reading.bytes.toString('utf8') : undefined
    },
    async glob(pattern) {
      let paths = [pattern.startsWith('/') ? '/' : '']
      for (const segment of pattern.split('/').filter((part) => part !== '')) {
        const below = await Promise.all(paths.map((path) => matchesIn(host, path, segment)))
        paths = below.flat()
      }
      return paths.sort()
    },
    async kind(path) {
      const facts = await host.facts(path)
      if (facts === undefined || facts === 'denied') return undefined
      return facts.kind === 'socket' ? 'other' : facts.kind
    },
    realPath: (path) => host.realPath(path),
    isLink: async (path) => (await host.linkTarget(path)) !== undefined,
  }
}

async function matchesIn(host: Host, folder: string, segment: string): Promise<string[]> {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`
  if (!/[*?[]/.test(segment)) return [prefix + segment]
  const entries = await host.list(folder || '.')
  if (!entries || entries === 'denied') return []
  const wanted = globPattern(`/${segment}`)
  return entries.filter(({name}) => wanted.test(`/${name}`)).map(({name}) => prefix + name)
}
