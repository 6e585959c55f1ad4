// Behind one nginx, in one run, round by round: `tsgi serve`, Node's http server through proxy_pass without keep-alive, and
// uWSGI with Python and two processes. wrk drives. Requests a second depend on what else the machine does; the CPU time of the
// server for a request is the figure to compare.
import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'

const ROUNDS = 7
const SECONDS = 2
const GOAL = 1.3
/** What a browser sends. */
const HEADERS = [
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language: en-GB,en;q=0.5',
  'Accept-Encoding: gzip, deflate, br',
  'Referer: http://localhost/',
  'Cookie: session=0123456789abcdef0123456789abcdef; theme=dark',
  'Upgrade-Insecure-Requests: 1',
  'Sec-Fetch-Mode: navigate',
].flatMap((header) => ['-H', header])
/** Of /proc/PID/stat, in every Linux. */
const TICKS_PER_SECOND = 100

const here = dirname(fileURLToPath(import.meta.url))
const apps = join(here, 'apps')
const tsgi = join(here, '../../bin/run.js')
const folder = mkdtempSync(join(tmpdir(), 'tsgi-bench-'))
const socket = (name) => join(folder, `${name}.sock`)
const serve = (name, app) => [
  process.execPath,
  [tsgi, 'serve', join(apps, app), '-q', '-s', socket(name), '--chmod-socket', '666'],
]

const servers = {
  tsgi: {label: 'tsgi serve, uwsgi application', command: serve('tsgi', 'direct.js')},
  listener: {label: 'tsgi serve, Node listener', command: serve('listener', 'listener.js')},
  fetch: {label: 'tsgi serve, fetch handler', command: serve('fetch', 'fetch.js')},
  http: {
    label: 'Node http, no keep-alive',
    command: [process.execPath, [join(apps, 'http.js'), socket('http')]],
    proxy: true,
  },
  uwsgi: {
    label: 'uWSGI, Python, 2 processes',
    command: [
      'uwsgi',
      [
        '--plugins',
        'python3',
        '--socket',
        socket('uwsgi'),
        '--chmod-socket=666',
        '--wsgi-file',
        join(apps, 'hello.py'),
      ].concat(['--master', '--processes', '2', '--disable-logging', '--listen', '1024', '--die-on-term']),
    ],
  },
}

for (const [program, asked, debian] of [
  ['wrk', '-v', 'wrk'],
  ['nginx', '-v', 'nginx-light'],
  ['uwsgi', '--version', 'uwsgi-core uwsgi-plugin-python3'],
]) {
  if (spawnSync(program, [asked]).error === undefined) continue
  console.error(`Error: ${program} is missing\nTry: sudo apt-get install ${debian}`)
  process.exit(3)
}

const children = []
try {
  const port = await startAll()
  const samples = await measure(port)
  report(samples)
} finally {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map((child) => child.exitCode ?? new Promise((resolve) => child.once('close', resolve))))
  rmSync(folder, {recursive: true, force: true})
}

async function startAll() {
  execFileSync('chmod', ['755', folder])
  for (const server of Object.values(servers)) server.pid = start(...server.command)
  const port = await freePort()
  start('nginx', ['-p', folder, '-e', 'stderr', '-c', nginxConfig(port)])
  const deadline = Date.now() + 15_000
  for (const name of Object.keys(servers)) {
    while (!existsSync(socket(name)) || !(await answers(port, name))) {
      if (Date.now() > deadline) throw new Error(`${name} does not answer behind nginx`)
      await sleep(50)
    }
  }
  return port
}

function start(command, args) {
  const child = spawn(command, args, {stdio: ['ignore', 'ignore', 'pipe']})
  let last = ''
  child.stderr.on('data', (chunk) => {
    last = (last + chunk).slice(-2000)
  })
  child.on('exit', (code) => code && console.error(`${command} ended with ${code}\n${last}`))
  children.push(child)
  return child.pid
}

function nginxConfig(port) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  for (const name of temporary) mkdirSync(join(folder, name), {mode: 0o777})
  const locations = Object.entries(servers).map(([name, {proxy}]) => {
    const pass = proxy
      ? `proxy_pass http://unix:${socket(name)}`
      : `include /etc/nginx/uwsgi_params; uwsgi_pass unix:${socket(name)}`
    return `location /${name} { ${pass}; }`
  })
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; ${locations.join('\n')} }
}
`,
  )
  return join(folder, 'nginx.conf')
}

async function measure(port) {
  const samples = Object.fromEntries(Object.keys(servers).map((name) => [name, []]))
  const names = Object.keys(servers)
  for (let round = -1; round < ROUNDS; round++) {
    names.push(names.shift()) // nobody comes always behind the same one
    for (const name of names) {
      const {pid} = servers[name]
      const before = cpuSeconds(pid)
      const sample = wrk(`http://127.0.0.1:${port}/${name}`)
      const cpu_us = ((cpuSeconds(pid) - before) * 1e6) / sample.requests
      if (round >= 0) samples[name].push({...sample, cpu_us}) // the first round warms up
    }
  }
  return samples
}

function wrk(url) {
  const out = execFileSync('wrk', ['-t1', '-c32', `-d${SECONDS}s`, ...HEADERS, url], {encoding: 'utf8'})
  if (/Non-2xx|Socket errors/.test(out)) throw new Error(`wrk ${url}:\n${out}`)
  return {requests: Number(/(\d+) requests in/.exec(out)[1]), rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1])}
}

/** Of a process and its children: uWSGI's workers are children of its master. */
function cpuSeconds(pid) {
  const family = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && (Number(name) === pid || parentOf(name) === pid),
  )
  return family.reduce((sum, name) => sum + Number(stat(name)[11]) + Number(stat(name)[12]), 0) / TICKS_PER_SECOND
}

function parentOf(pid) {
  return Number(stat(pid)[1])
}

/** The fields behind the name of the program, which may hold spaces: the state is the first. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return [] // it has ended since it was listed
  }
}

/**
 * Medians, and for the ratios the median of what each round gives: neighbours in time share what else the machine does, and
 * its speed drifts by half from one minute to the next.
 */
function report(samples) {
  console.log(`${ROUNDS} rounds of ${SECONDS} s, 32 connections; medians; ratios against Node http in the same round\n`)
  console.log(row('', 'req/s', 'ratio', 'CPU µs/req', 'ratio'))
  for (const [name, {label}] of Object.entries(servers)) {
    const of = (field) => median(samples[name].map((sample) => sample[field]))
    const {rps, cpu} = ratio(samples, name)
    console.log(row(label, of('rps').toFixed(0), rps.toFixed(2), of('cpu_us').toFixed(1), cpu.toFixed(2)))
  }
  const {rps, cpu} = ratio(samples, 'tsgi')
  const against = `${rps.toFixed(2)} times the requests per second, ${cpu.toFixed(2)} times per second of CPU`
  console.log(`\ntsgi serve against Node http without keep-alive: ${against} (goal ${GOAL})`)
}

function ratio(samples, name) {
  const rounds = samples.http.map((http, n) => ({http, own: samples[name][n]}))
  return {
    rps: median(rounds.map(({http, own}) => own.rps / http.rps)),
    cpu: median(rounds.map(({http, own}) => http.cpu_us / own.cpu_us)),
  }
}

function row(label, ...cells) {
  return label.padEnd(32) + cells.map((cell) => cell.padStart(12)).join('')
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return (sorted[Math.floor(at)] + sorted[Math.ceil(at)]) / 2
}

async function answers(port, name) {
  const response = await fetch(`http://127.0.0.1:${port}/${name}`).catch(() => undefined)
  return (await response?.text()) === 'x'.repeat(100)
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address()
      server.close(() => resolve(port))
    })
  })
}
