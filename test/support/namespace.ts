import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {promisify} from 'node:util'
import {type Program, startProgram} from './program.js'

const run = promisify(execFile)

/** A network of its own, where every port is free: servers run there as they are configured, on 80 and 443. */
export interface Namespace extends AsyncDisposable {
  /** Starts a program in it; as www-data when asked. */
  start(argv: readonly string[], options?: StartOptions): Program
  /** What `curl` says there of a URL: the status and the body. */
  curl(args: readonly string[]): Promise<{readonly status: number; readonly body: string}>
}

export interface StartOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly user?: string
}

/** Needs the rights of root, as the servers do that it is for. */
export async function networkNamespace(): Promise<Namespace> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo ready && exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await ready(holder)
  const enter = ['nsenter', `--net=/proc/${holder.pid}/ns/net`]
  return {
    start(argv, {user, ...options} = {}) {
      const drop = user === undefined ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups']
      const [command, ...args] = [...enter, ...drop, ...argv]
      return startProgram(command!, args, options)
    },
    async curl(args) {
      const [command, ...rest] = [...enter, 'curl', '-s', '--max-time', '20', '-w', '\n%{http_code}', ...args]
      const {stdout} = await run(command!, rest).catch((error: {stdout?: string}) => ({stdout: error.stdout ?? '\n0'}))
      const at = stdout.lastIndexOf('\n')
      return {status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at)}
    },
    async [Symbol.asyncDispose]() {
      holder.kill('SIGKILL')
      if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'close')
    },
  }
}

async function ready(holder: ChildProcess): Promise<void> {
  const said = Promise.race([
    once(holder.stdout!, 'data').then(() => true),
    once(holder, 'close').then(() => false),
    once(holder, 'error').then(() => false),
  ])
  if (!(await said)) throw new Error('no network namespace: this test needs the rights of root (unshare --net)')
}
