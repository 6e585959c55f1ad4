// How fast `tsgi explain` reads a large log, next to wc and grep on the same file, in turns. Needs a build.
// TSGI_BENCH_MB: megabytes of log (default 1000). Prints MB/s, the ratio to grep, and the peak of memory.
import {spawn, spawnSync} from 'node:child_process'
import {closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const ROUNDS = 3
const MEGABYTES = Number(process.env.TSGI_BENCH_MB ?? 1000)
const RUN = join(import.meta.dirname, '../../bin/run.js')
const folder = mkdtempSync(join(tmpdir(), 'tsgi-bench-'))
process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
process.on('SIGINT', () => process.exit(130))

/** The log of a server under load: request lines of uWSGI, and one line in a thousand that tells of trouble. */
function writeLog(path, megabytes) {
  const file = openSync(path, 'w')
  const paths = ['/', '/static/app.css', '/api/v1/orders?page=2&sort=created', '/login', '/api/v1/users/4711/avatar']
  let time = Date.UTC(2026, 10, 23)
  let n = 0
  for (let bytes = 0; bytes < megabytes * 1e6; ) {
    const lines = []
    for (let i = 0; i < 5000; i++, n++) {
      if (n % 20 === 0) time += 1000
      lines.push(n % 1000 === 999 ? trouble(n, time) : request(n, time, paths[n % paths.length]))
    }
    bytes += writeSync(file, `${lines.join('\n')}\n`)
  }
  closeSync(file)
}

const stamp = (time) => new Date(time).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 $4')

function request(n, time, path) {
  const [pid, size, took] = [2000 + (n % 8), 500 + ((n * 7919) % 40_000), (n * 104_729) % 900]
  return `[pid: ${pid}|app: 0|req: ${n >> 3}/${n}] 10.0.${n % 200}.${n % 251} () {${40 + (n % 9)} vars in ${700 + (n % 600)} bytes} [${stamp(time)}] GET ${path} => generated ${size} bytes in ${took} msecs (HTTP/1.1 ${n % 97 === 0 ? 404 : 200}) ${4 + (n % 5)} headers in ${150 + (n % 200)} bytes (1 switches on core 0)`
}

function trouble(n, time) {
  const kinds = [
    'invalid request block size: 21573 (max 4096)...skip',
    `${stamp(time)} - *** HARAKIRI ON WORKER 3 (pid: ${n}, try: 1) ***`,
    `${stamp(time)} - SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request /slow (ip 10.0.0.1) !!!`,
    `Traceback (most recent call last):\n  File "/srv/app/views.py", line 12, in view\n    order = orders[key]\nKeyError: 'missing'`,
    `WARNING:app:cache miss for ${n}`,
  ]
  return kinds[((n / 1000) % kinds.length) | 0]
}

/** Seconds, and the peak of memory in MB where the kernel tells it. */
function timed(command, args) {
  const started = performance.now()
  const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'inherit']})
  child.stdout.resume() // grep stops early when it writes to /dev/null
  let peak = 0
  const watch = setInterval(() => {
    try {
      peak = Math.max(
        peak,
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1] ?? 0),
      )
    } catch {} // it has ended
  }, 50)
  return new Promise((resolve) =>
    child.once('close', () => {
      clearInterval(watch)
      resolve({seconds: (performance.now() - started) / 1000, peak: peak / 1024})
    }),
  )
}

const log = join(folder, 'uwsgi.log')
console.log(`writing ${MEGABYTES} MB of log …`)
writeLog(log, MEGABYTES)
const bytes = statSync(log).size
const lines = Number(spawnSync('wc', ['-l', log], {encoding: 'utf8'}).stdout.split(' ')[0])
console.log(
  `${(bytes / 1e6).toFixed(0)} MB, ${lines.toLocaleString('en')} lines; ${ROUNDS} rounds, each program in turn, the best of each\n`,
)

const contestants = [
  {name: 'wc -l', command: 'wc', args: ['-l', log]},
  {name: 'grep -c (3 words)', command: 'grep', args: ['-cE', 'HARAKIRI|invalid request block|SIGPIPE', log]},
  {name: 'grep -ci error', command: 'grep', args: ['-ci', 'error', log]},
  {name: 'tsgi explain', command: process.execPath, args: [RUN, 'explain', log]},
]
const best = new Map()
for (let round = 0; round < ROUNDS; round++) {
  for (const {name, command, args} of contestants) {
    const {seconds, peak} = await timed(command, args)
    const known = best.get(name)
    if (!known || seconds < known.seconds) best.set(name, {seconds, peak: Math.max(peak, known?.peak ?? 0)})
  }
}
const grep = best.get('grep -c (3 words)').seconds
for (const [name, {seconds, peak}] of best) {
  const speed = `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
  console.log(
    `${name.padEnd(20)}${seconds.toFixed(2).padStart(7)} s ${speed.padStart(10)}  ${(seconds / grep).toFixed(2).padStart(6)} × grep  peak ${peak.toFixed(0)} MB`,
  )
}
