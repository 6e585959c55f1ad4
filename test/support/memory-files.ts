import {dumpedFiles} from '../../src/config/nginx/dump.js'
import type {UwsgiFiles} from '../../src/config/uwsgi/surroundings.js'

/** Files that are nowhere but here; relative names lie in `/`. */
export function memoryFiles(texts: Readonly<Record<string, string>>): UwsgiFiles {
  const all = new Map(
    Object.entries(texts).flatMap(([name, text]) => [[name, text] as const, [`/${name}`, text] as const]),
  )
  return {
    ...dumpedFiles(all),
    kind: async (path) => (all.has(path) ? 'file' : undefined),
    realPath: async (path) => (all.has(path) ? path : undefined),
    isLink: async () => false,
  }
}
