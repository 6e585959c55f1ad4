// How fast `tsgi lint` reads folders of vassals, start-up included, and how that grows. Needs a build.
// Prints the time, how much of it was CPU (a busy machine makes the rest), files per second, and the peak of memory of the whole process.
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const SIZES = (process.env.TSGI_BENCH_FILES ?? '10,100,1000,10000').split(',').map(Number)
const ROUNDS = 3
const RUN = join(import.meta.dirname, '../../bin/run.js')
const folder = mkdtempSync(join(tmpdir(), 'tsgi-bench-'))
process.on('exit', () => rmSync(folder, {recursive: true, force: true}))
process.on('SIGINT', () => process.exit(130))

/** A vassal as people write them, with placeholders, a condition, and an include that all share. */
function vassal(n) {
  return `; vassal ${n}
[uwsgi]
ini = ${folder}/shared/base.ini
project = shop${n}
base = /srv/%(project)
plugin = python3
chdir = %(base)
virtualenv = %(base)/venv
module = %(project).wsgi:application
socket = /run/uwsgi/%(project).sock
chmod-socket = 660
processes = ${2 + (n % 6)}
if-env = DEBUG
py-autoreload = 1
endif =
harakiri = 30
buffer-size = 32768
env = SITE=%(project)
static-map = /static=%(base)/static
stats = /run/uwsgi/%(project).stats
${n % 50 === 49 ? 'proceses = 4\n' : ''}`
}

function makeVassals(count) {
  const path = join(folder, String(count))
  mkdirSync(path)
  for (let n = 0; n < count; n++) writeFileSync(join(path, `vassal${n}.ini`), vassal(n))
  return path
}

function lint(path) {
  const started = performance.now()
  const timed = spawnSync(
    '/usr/bin/env',
    ['time', '-f', '%U %S %M', process.execPath, RUN, 'lint', path, '--exit-zero'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const seconds = (performance.now() - started) / 1000
  if (timed.status !== 0) throw new Error(timed.stderr)
  const lines = timed.stderr.trim().split('\n')
  const [user, system, kilobytes] = lines.at(-1).split(' ').map(Number)
  return {seconds, cpu: user + system, megabytes: kilobytes / 1024, summary: lines.at(-2)}
}

mkdirSync(join(folder, 'shared'))
writeFileSync(join(folder, 'shared/base.ini'), '[uwsgi]\nmaster = true\nvacuum = true\ndie-on-term = true\n')
let before
for (const size of SIZES) {
  const path = makeVassals(size)
  const runs = Array.from({length: ROUNDS}, () => lint(path)).sort((a, b) => a.seconds - b.seconds)
  const {seconds, cpu, megabytes, summary} = runs[1]
  const growth = before ? `, ${(seconds / before.seconds).toFixed(1)} times the time of ${before.size}` : ''
  const rate = Math.round(size / seconds)
  console.log(
    `${String(size).padStart(6)} files: ${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of CPU), ${rate} files/s, peak ${megabytes.toFixed(0)} MB${growth}; ${summary}`,
  )
  before = {seconds, size}
}
