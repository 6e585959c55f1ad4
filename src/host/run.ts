import {type ChildProcess, spawn} from 'node:child_process'
import {constants} from 'node:os'
import type {RunOptions, RunResult} from './host.js'

const DEFAULT_TIMEOUT = 10_000
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024
/** Exit codes as a shell gives them. */
const CODES: Readonly<Record<string, number>> = {ENOENT: 127, EACCES: 126, ENOTDIR: 127, EPERM: 126}
const TIMED_OUT = 124

/** Runs a program in a process group of its own, so that its children end with it. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const {timeout = DEFAULT_TIMEOUT, maxBytes = DEFAULT_MAX_BYTES, cwd, env, uid, gid, signal, input, onOutput} = options
  const outputs = [new Output(maxBytes), new Output(maxBytes)] as const
  return new Promise((resolve) => {
    let child: ChildProcess
    let isTimedOut = false
    const finish = (code: number, killedBy?: NodeJS.Signals, problem = '') => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      const [stdout, stderr] = outputs.map((output) => output.text())
      const isCut = outputs.some((output) => output.isCut)
      resolve({
        code,
        ...(killedBy ? {signal: killedBy} : {}),
        stdout: stdout!,
        stderr: `${stderr}${problem}`,
        isCut,
      })
    }
    const stop = () => killGroup(child)
    const timer = setTimeout(() => {
      isTimedOut = true
      stop()
    }, timeout)
    try {
      child = spawn(program, args, {
        ...{cwd, env, uid, gid},
        detached: true,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      })
    } catch (error) {
      finish(codeOf(error), undefined, (error as Error).message)
      return
    }
    signal?.addEventListener('abort', stop, {once: true})
    if (signal?.aborted) stop()
    for (const [index, stream] of [child.stdout!, child.stderr!].entries()) {
      stream.on('data', (chunk: Buffer) => {
        outputs[index]!.push(chunk)
        onOutput?.(chunk)
      })
    }
    child.stdin?.on('error', () => {}) // it may end without reading
    child.stdin?.end(input)
    child.once('error', (error) => finish(codeOf(error), undefined, error.message))
    child.once('close', (code, killedBy) => {
      if (isTimedOut) finish(TIMED_OUT, killedBy ?? undefined)
      else finish(code ?? 128 + (constants.signals[killedBy!] ?? 0), killedBy ?? undefined)
    })
  })
}

/** The first bytes of a stream. */
class Output {
  readonly #limit: number
  readonly #chunks: Buffer[] = []
  #bytes = 0
  isCut = false

  constructor(limit: number) {
    this.#limit = limit
  }

  push(chunk: Buffer): void {
    const room = this.#limit - this.#bytes
    if (chunk.length > room) this.isCut = true
    if (room <= 0) return
    this.#chunks.push(chunk.subarray(0, room))
    this.#bytes += Math.min(chunk.length, room)
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}

function codeOf(error: unknown): number {
  return CODES[(error as NodeJS.ErrnoException).code ?? ''] ?? 126
}

function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
