import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process'
import {once} from 'node:events'
import {setTimeout as sleep} from 'node:timers/promises'

export interface Program {
  readonly child: ChildProcess
  /** All it has printed so far, both streams. */
  log(): string
  /** Resolves when the log matches; fails with the log when the program ends or the time is up. */
  logged(pattern: RegExp, timeout?: number): Promise<void>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a long-running program and keeps its pipes drained. A program that is missing fails the test, by name. */
export function startProgram(command: string, args: readonly string[], options: SpawnOptions = {}): Program {
  const child = spawn(command, args, {...options, stdio: ['ignore', 'pipe', 'pipe']})
  let text = ''
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = new Error(`${command} did not start: ${error.message}`)
  })
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(-1_000_000)
    })
  }
  const ended = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null

  async function logged(pattern: RegExp, timeout = 15_000): Promise<void> {
    const deadline = Date.now() + timeout
    while (!pattern.test(text)) {
      if (ended() || Date.now() > deadline) throw failure ?? new Error(`${command} never logged ${pattern}:\n${text}`)
      await sleep(20)
    }
  }

  async function stop(): Promise<void> {
    if (ended()) return
    const closed = once(child, 'close')
    child.kill('SIGINT') // uWSGI reloads on SIGTERM
    const killer = setTimeout(() => child.kill('SIGKILL'), 2000)
    await closed
    clearTimeout(killer)
  }

  return {child, log: () => text, logged, stop, [Symbol.asyncDispose]: stop}
}
