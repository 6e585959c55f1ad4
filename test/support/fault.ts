import {spawnSync} from 'node:child_process'
import {lstatSync, readdirSync, readFileSync, readlinkSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {buildSync} from 'esbuild'

/**
 * Builds a program in which each call that changes the file system is counted, and the one of number `FAULT` is never
 * reached: the process kills itself there, with the signal that nobody can catch.
 */
export function faultyProgram(out: string): (...args: string[]) => {fault(at?: number): FaultResult} {
  buildSync({
    entryPoints: [fileURLToPath(new URL('fault-child.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: out,
    alias: {'node:fs/promises': fileURLToPath(new URL('fault-fs.js', import.meta.url))},
  })
  return (...args) => ({
    fault(at) {
      const env = {PATH: process.env['PATH'] ?? '', ...(at === undefined ? {} : {FAULT: String(at)})}
      const {signal, status, stderr} = spawnSync(process.execPath, [out, ...args], {env, encoding: 'utf8'})
      return {isKilled: signal === 'SIGKILL', status, stderr}
    },
  })
}

export interface FaultResult {
  readonly isKilled: boolean
  readonly status: number | null
  readonly stderr: string
}

/** Every path below a folder with kind, content or target, owner and mode; times are left out. */
export function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()
  return Object.fromEntries(
    ['.', ...entries].map((name) => {
      const path = join(folder, name)
      const {mode, uid, gid} = lstatSync(path)
      const kind = lstatSync(path)
      const content = kind.isSymbolicLink() ? readlinkSync(path) : kind.isFile() ? readFileSync(path, 'latin1') : ''
      return [name, `${mode.toString(8)} ${uid}:${gid} ${content}`]
    }),
  )
}
