import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Examination, examine} from '../../src/checks/examine.js'
import {node} from '../../src/host/node.js'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {type Program, startProgram} from './program.js'

/** An application that can do everything that a fault needs, by path. */
const APP = `import time, os
def application(environ, start_response):
    path = environ.get('PATH_INFO', '')
    if path == '/sleep':
        time.sleep(30)
    if path == '/raise':
        raise ValueError('the shop is closed')
    if path == '/exit':
        os._exit(3)
    headers = [('Content-Type', 'text/plain')]
    if path == '/large':
        headers.append(('Set-Cookie', 'a=' + 'x' * 20000))
    start_response('200 OK', headers)
    return [b'hello from the shop']
`

/** A uWSGI that runs from an ini in a folder, with a log there. */
export interface RunningUwsgi extends Program {
  readonly ini: string
  readonly logFile: string
}

export interface UwsgiRig {
  readonly name?: string
  /** Lines of the ini besides the usual ones. */
  readonly lines: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Wait for workers; else for the program to end, or nothing. Default: workers. */
  readonly until?: RegExp | 'end'
  readonly app?: string
  readonly plugins?: string
  readonly entry?: string
}

/** Starts uWSGI as a deployment does: an ini, a master, a log file. */
export async function rigUwsgi(folder: string, rig: UwsgiRig): Promise<RunningUwsgi> {
  const {
    name = 'app',
    lines,
    env = {},
    until = /spawned uWSGI worker/,
    app = APP,
    plugins = 'python3',
    entry = 'module = shop',
  } = rig
  writeFileSync(join(folder, 'shop.py'), app)
  const ini = join(folder, `${name}.ini`)
  const logFile = join(folder, `${name}.log`)
  const own = ['master = true', `chdir = ${folder}`, `logto2 = ${logFile}`, 'die-on-term = true', 'socket-timeout = 2']
  const text = [
    '[uwsgi]',
    ...(plugins === '' ? [] : [`plugins = ${plugins}`]),
    ...own,
    ...(entry === '' ? [] : [entry]),
    ...lines,
  ]
  writeFileSync(ini, `${text.join('\n')}\n`)
  const program = startProgram('uwsgi', ['--ini', ini], {
    env: {PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', ...env},
    cwd: folder,
  })
  const running = {...program, ini, logFile}
  if (until === 'end') await ended(program)
  else await inFile(logFile, until)
  return running
}

async function ended({child}: Program): Promise<void> {
  for (let n = 0; n < 200 && child.exitCode === null && child.signalCode === null; n++) await pause(50)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function inFile(file: string, pattern: RegExp): Promise<void> {
  const {readFile} = await import('node:fs/promises')
  let text = ''
  for (let n = 0; n < 300; n++) {
    text = await readFile(file, 'latin1').catch(() => '')
    if (pattern.test(text)) return
    await pause(50)
  }
  throw new Error(`${file} never matched ${pattern}:\n${text}`)
}

/** nginx as a distribution runs it: root's master, workers of www-data, an error log in the folder. */
export async function rigNginx(folder: string, server: string, {http = '', listen = ''} = {}): Promise<Front> {
  const port = await freePort()
  const home = join(folder, 'nginx')
  mkdirSync(home, {recursive: true})
  chmodSync(home, 0o777)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off;
user www-data;
worker_processes 1;
pid ${home}/pid;
error_log ${home}/error.log warn;
events { worker_connections 512; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')}
  ${http}
  server {
    listen 127.0.0.1:${port}${listen};
    server_name 127.0.0.1;
    ${server}
  }
}
`,
  )
  return listening(startProgram('nginx', ['-p', home, '-c', config, '-e', `${home}/error.log`]), port)
}

/** A location that hands everything over. */
export function uwsgiPass(socket: string, more = ''): string {
  const to = socket.startsWith('/') ? `unix:${socket}` : socket
  return `location / { include /etc/nginx/uwsgi_params; uwsgi_pass ${to}; uwsgi_read_timeout 3s; uwsgi_connect_timeout 2s; ${more} }`
}

/** What doctor says, as the command would. */
export function consult(...targets: string[]): Promise<Examination> {
  return examine({host: node, targets, timeout: 6000})
}

/** The ids of what it found, the first one first; errors alone. */
export function reds({findings}: Examination): string[] {
  return findings.filter(({severity}) => severity === 'error').map(({id}) => id)
}
