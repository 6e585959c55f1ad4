import {spawn} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {get} from 'node:http'
import {connect} from 'node:net'
import {dirname} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import type {temporaryFolder} from '../../support/folder.js'
import {freePort} from '../../support/ports.js'

/** A way to break a real deployment, and the problem that it is. */
export interface Breakage {
  readonly id: string
  /** What writes the message. */
  readonly source: string
  /** What was done, where the id has several. */
  readonly how?: string
  /** Does it in a folder of its own, and gives back what the servers logged. */
  run(site: Site): Promise<string>
}

export interface StartOptions {
  /** Ends it when the log has this; else when it ends, or the time is up. */
  readonly until?: RegExp
  /** Does something to the running server, then it is ended. */
  readonly during?: (running: Running) => Promise<unknown>
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout?: number
  readonly program?: string
  readonly signal?: NodeJS.Signals
}

export interface Running {
  readonly pid: number
  log(): string
  logged(pattern: RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
}

export const APP = `import os, signal, time
def application(environ, start_response):
    path = environ.get('PATH_INFO', '/')
    if path.startswith('/sleep/'):
        time.sleep(float(path[7:]))
    if path == '/kill':
        os.kill(os.getpid(), signal.SIGKILL)
    if path == '/crash':
        os.kill(os.getpid(), signal.SIGSEGV)
    if path == '/abort':
        signal.signal(signal.SIGABRT, signal.SIG_DFL)
        os.abort()
    if path == '/read':
        environ['wsgi.input'].read()
    if path == '/raise':
        raise KeyError('nothing')
    headers = [('Content-Type', 'text/plain')]
    if path == '/headers':
        headers.append(('X-Large', 'x' * 20000))
    start_response('200 OK', headers)
    return [b'x' * (50000000 if path == '/large' else 10)]
`

/** What a sound deployment has; a breakage adds to it, or takes away. */
export const SOUND = [
  ...['--plugins', 'python3', '--master', '--single-interpreter', '--enable-threads', '--need-app', '--die-on-term'],
  ...['--vacuum', '--uid', 'nobody', '--gid', 'nogroup', '--chmod-socket=666', '--socket-timeout', '1'],
]

/** A folder with an application, and the means to start servers in it. */
export class Site {
  readonly #folder: ReturnType<typeof temporaryFolder>

  constructor(folder: ReturnType<typeof temporaryFolder>) {
    this.#folder = folder
    this.write('app.py', APP)
  }

  get folder(): string {
    return this.#folder.path
  }

  at(name: string): string {
    return this.#folder.at(name)
  }

  write(name: string, text: string): string {
    const path = this.at(name)
    mkdirSync(dirname(path), {recursive: true})
    writeFileSync(path, text)
    return path
  }

  /** The real uWSGI with exactly these options. */
  uwsgi(args: readonly string[], options: StartOptions = {}): Promise<string> {
    const program = options.program ?? 'uwsgi'
    return start(program, args, this.folder, options)
  }

  /** A sound deployment on `s`, with more options. */
  sound(more: readonly string[], options: StartOptions = {}): Promise<string> {
    return this.uwsgi([...SOUND, '--socket', this.at('s'), '--wsgi-file', this.at('app.py'), ...more], {
      until: /spawned uWSGI worker 1/,
      ...options,
    })
  }
}

async function start(program: string, args: readonly string[], cwd: string, options: StartOptions): Promise<string> {
  const {until, during, env = {}, timeout = 20_000, signal = 'SIGINT'} = options
  const child = spawn(program, args, {
    cwd,
    env: {PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(-2_000_000)
    })
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const deadline = Date.now() + timeout
  const logged = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      if (isOver() || Date.now() > deadline) throw new Error(`never logged ${pattern}:\n${text}`)
      await sleep(20)
    }
  }
  try {
    if (until && during) {
      await logged(until)
      await during({pid: child.pid!, log: () => text, logged, kill: (name) => child.kill(name)})
    }
    while (!isOver() && Date.now() < deadline && !during && !(until?.test(text) ?? false)) await sleep(20)
    await sleep(50) // what it says in the same breath
  } finally {
    if (!isOver()) child.kill(signal)
    const killer = setTimeout(() => child.kill('SIGKILL'), 3000)
    await Promise.race([ended, sleep(6000)]) // a process of its own may keep the pipe open
    clearTimeout(killer)
  }
  return text
}

/** A GET; resolves to the status, or to 0 when there is no answer, after `timeout` milliseconds at the latest. */
export function fetchStatus(url: string, {headers = {}, timeout = 8000} = {}): Promise<number> {
  return new Promise((resolve) => {
    const asked = get(url, {headers, timeout, agent: false}, (response) => {
      response.resume()
      response.once('close', () => resolve(response.statusCode ?? 0))
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(0))
  })
}

/** Sends bytes, and closes after the answer, or after `patience` milliseconds. */
export function sendBytes(target: string | number, bytes: Uint8Array | string, patience = 1500): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.once('close', () => resolve(Buffer.concat(chunks)))
    socket.setTimeout(patience, () => socket.destroy())
    socket.write(bytes)
  })
}

/** A uwsgi request without an answer being waited for. */
export {freePort, sleep}
