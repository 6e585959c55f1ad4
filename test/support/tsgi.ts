import {type ChildProcess, spawn} from 'node:child_process'
import {fileURLToPath} from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const BIN = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly stdoutBytes: Buffer
}

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Milliseconds until it is killed; the default is generous for a loaded machine. */
  readonly timeout?: number
  /** Called with the running process: to send it a signal, say. */
  readonly during?: (child: ChildProcess) => void
}

/** Runs the program that ships (after `npm run build`), as a script would: no terminal, its own process. */
export async function tsgi(
  args: readonly string[],
  {input, env, cwd, timeout = 30_000, during}: RunOptions = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: {PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...env},
    ...(cwd === undefined ? {} : {cwd}),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => {}) // it may not read its input
  child.stdin.end(input ?? '')
  during?.(child)
  const killer = setTimeout(() => child.kill('SIGKILL'), timeout)
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('close', (...ended) => resolve(ended)),
  )
  clearTimeout(killer)
  const stdoutBytes = Buffer.concat(out)
  return {code, signal, stdout: stdoutBytes.toString('utf8'), stderr: Buffer.concat(err).toString('utf8'), stdoutBytes}
}
