import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync, realpathSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'
import {temporaryFolder} from './folder.js'
import {BIN, ROOT} from './tsgi.js'

const run = promisify(execFile)

/**
 * This machine, to be thrown away: an overlay over its file system, with processes and a network of its own. What is done in
 * it is done to nothing; port 80 is free, and nothing of what runs outside is seen.
 */
export interface Machine extends AsyncDisposable {
  /** Runs a program in it, as root. */
  run(argv: readonly string[], options?: RunOptions): Promise<Ended>
  /** The same for a line of shell. */
  sh(line: string, options?: RunOptions): Promise<Ended>
  /** The program that ships. */
  tsgi(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** Every path below the folders with kind, owner, mode and what it holds; times are left out. */
  tree(...folders: readonly string[]): Promise<readonly string[]>
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeout?: number
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const PREPARE = `set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs tmpfs "$1/root/tmp"
chmod 1777 "$1/root/tmp"
home=$1; shift
for path in "$@"; do # what lies on another file system is not in the overlay, and what lies in /tmp is hidden
  case $path in /tmp/*) ;; *) [ "$(stat -c %d "$path")" = "$(stat -c %d /)" ] && continue ;; esac
  mkdir -p "$home/root$path"
  mount --bind "$path" "$home/root$path"
  mount -o remount,bind,ro "$home/root$path"
done
rm -f "$home/root/run/nginx.pid" "$home/root/run/lighttpd.pid" "$home/root/run/apache2/apache2.pid"
ip link set lo up
touch "$home/root/throwaway"
exec chroot "$home/root" sh -c 'echo ready; exec sleep 3600'`

/** Whatever goes wrong with the namespaces: nothing is ever done to the machine itself. */
const GUARD = '[ -e /throwaway ] && cd "$0" && exec "$@"'

/** Needs the rights of root. */
export async function throwawayMachine(): Promise<Machine> {
  const folder = temporaryFolder()
  const kept = [
    ...new Set([ROOT.replace(/\/$/, ''), realpathSync(join(ROOT, 'node_modules')), dirname(process.execPath)]),
  ]
  const spaces = ['--mount', '--net', '--pid', '--uts', '--ipc', '--fork', '--kill-child']
  const holder = spawn('unshare', [...spaces, 'sh', '-c', PREPARE, 'prepare', folder.path, ...kept], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await ready(holder)
  const [inner] = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim().split(' ')
  const enter = ['--target', inner!, '--mount', '--net', '--pid', '--uts', '--ipc', '--root']
  const machine: Machine = {
    async run(argv, {cwd = '/', env = {}, timeout = 120_000} = {}) {
      const options = {timeout, maxBuffer: 1 << 26, env: {PATH: process.env['PATH'] ?? '', HOME: '/root', ...env}}
      try {
        const {stdout, stderr} = await run('nsenter', [...enter, '--', 'sh', '-c', GUARD, cwd, ...argv], options)
        return {code: 0, stdout, stderr: withoutComplaint(stderr)}
      } catch (error) {
        const ended = error as {code?: unknown; signal?: string; killed?: boolean; stdout?: string; stderr?: string}
        const {stdout = '', stderr = ''} = ended
        const isKilled = ended.signal === 'SIGKILL' && !ended.killed // not by the time that was up here
        const code = typeof ended.code === 'number' ? ended.code : isKilled ? 137 : -1
        return {code, stdout, stderr: withoutComplaint(stderr) || String(error)}
      }
    },
    sh: (line, options) => machine.run(['sh', '-c', line], options),
    tsgi: (args, options) => machine.run([process.execPath, BIN, ...args], options),
    async tree(...folders) {
      const {stdout} = await machine.sh(
        `find ${folders.join(' ')} -printf '%p %y %m %u:%g %l\\n'; find ${folders.join(' ')} -type f -print0 | xargs -0 sha256sum`,
      )
      // Folders of tests that run outside show through the overlay.
      return stdout
        .trim()
        .split('\n')
        .filter((line) => !line.includes('/var/lib/tsgi-'))
        .sort()
    },
    async [Symbol.asyncDispose]() {
      holder.kill('SIGKILL')
      if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'close')
      folder[Symbol.dispose]()
    },
  }
  return machine
}

async function ready(holder: ChildProcess): Promise<void> {
  let said = ''
  holder.stderr!.on('data', (chunk) => {
    said += chunk
  })
  const isReady = await Promise.race([
    once(holder.stdout!, 'data').then(() => true),
    once(holder, 'close').then(() => false),
    once(holder, 'error').then(() => false),
  ])
  if (!isReady) throw new Error(`no machine of its own: this test needs the rights of root (unshare): ${said}`)
}

/** The shell starts in a folder of the machine outside. */
function withoutComplaint(stderr: string): string {
  return stderr.replace(/^sh: 0: getcwd\(\) failed: .*\n/, '')
}
