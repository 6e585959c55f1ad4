// How long `tsgi` takes before it does anything: `node -e 0` and a ping of a dead socket, one after the other, so that
// whatever else the machine does falls on both. npm run bench:startup [runs]
import {spawnSync} from 'node:child_process'
import {join} from 'node:path'

const RUN = join(import.meta.dirname, '../../bin/run.js')
const BUDGET = 70
const runs = Math.max(40, Number(process.argv[2] ?? 40))
const commands = {'node -e 0': ['-e', '0'], 'tsgi ping': [RUN, 'ping', '/nonexistent.sock']}

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
for (let n = -2; n < runs; n++) {
  for (const [name, args] of Object.entries(commands)) {
    const started = process.hrtime.bigint()
    const {status, stderr} = spawnSync(process.execPath, args, {stdio: ['ignore', 'pipe', 'pipe']})
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
    if (status !== (name === 'tsgi ping' ? 1 : 0)) throw new Error(`${name} ended with ${status}: ${stderr}`)
    if (n >= 0) times[name].push(milliseconds) // the first two warm the disk
  }
}

const medians = Object.entries(times).map(([name, all]) => {
  const sorted = all.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]
  console.log(
    `${name.padEnd(10)}  median ${median.toFixed(1)} ms  min ${sorted[0].toFixed(1)} ms  (${runs} runs, Node ${process.version})`,
  )
  return median
})
const [floor, ours] = medians
console.log(`ratio ${(ours / floor).toFixed(2)}  difference ${(ours - floor).toFixed(1)} ms  (budget ${BUDGET} ms)`)
process.exitCode = ours - floor <= BUDGET ? 0 : 1
