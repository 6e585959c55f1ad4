import type {ProcessFacts} from './stats.js'

/** This process: the one place of the server that asks for it. */
export function processFacts(): ProcessFacts {
  return {
    pid: process.pid,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    cwd: process.cwd(),
    rss: process.memoryUsage.rss(),
  }
}
