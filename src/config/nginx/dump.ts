import {globPattern} from '../../glob.js'
import type {Files} from '../load.js'

const HEADING = /^# configuration file (\/.*|[^/\n].*):$/gm

/** The files of what `nginx -T` prints, by path, the main one first; empty when the text is no such output. */
export function filesOfDump(text: string): ReadonlyMap<string, string> {
  const headings = [...text.matchAll(HEADING)]
  const files = new Map<string, string>()
  for (const [index, heading] of headings.entries()) {
    const end = headings[index + 1]?.index ?? text.length
    files.set(heading[1]!, text.slice(heading.index + heading[0].length + 1, end))
  }
  return files
}

/** The same files, to follow includes in. */
export function dumpedFiles(dumped: ReadonlyMap<string, string>): Files {
  return {
    read: async (path) => dumped.get(path),
    glob: async (pattern) => {
      const wanted = globPattern(pattern)
      return [...dumped.keys()].filter((path) => wanted.test(path)).sort()
    },
  }
}
