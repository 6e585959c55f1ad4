// Encodes and decodes the variables of requests as nginx sends them, to and from ordered pairs: the library, Python with
// struct, and Node as one would write it first. Each is a process of its own; they take turns, and what counts is the ratio.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {requests} from './codec-requests.js'

const ROUNDS = 15
const ROUND_SECONDS = 0.05

const contestants = {
  tsgi: await contestant(process.execPath, 'codec-contestant.js', 'tsgi'),
  'naive Node': await contestant(process.execPath, 'codec-contestant.js', 'naive'),
  Python: await contestant('/usr/bin/python3', 'codec.py'),
}
for (const direction of ['encode', 'decode']) report(direction, await race(direction))
for (const {close} of Object.values(contestants)) close()

async function contestant(program, file, ...args) {
  const child = spawn(program, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child, 'spawn').catch((error) => {
    console.error(`${program} does not start: ${error.message}`)
    process.exit(1)
  })
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
  child.stdin.write(`${JSON.stringify(requests)}\n`)
  return {
    /** Seconds for going through the requests so many times. */
    async run(direction, count) {
      child.stdin.write(`${direction} ${count}\n`)
      const {value, done} = await lines.next()
      if (done) process.exit(1) // it said why
      return Number(value)
    },
    close: () => child.stdin.end(),
  }
}

/** Operations per second of each contestant, one figure per round. */
async function race(direction) {
  const rates = {}
  const counts = {}
  for (const [name, {run}] of Object.entries(contestants)) {
    await run(direction, 10_000) // until compiled and settled
    counts[name] = Math.ceil((1000 * ROUND_SECONDS) / (await run(direction, 1000)))
    rates[name] = []
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, {run}] of Object.entries(contestants)) {
      rates[name].push((counts[name] * requests.length) / (await run(direction, counts[name])))
    }
  }
  return rates
}

function report(direction, rates) {
  console.log(`${direction}: 25 variables, six of them changing; median of ${ROUNDS} rounds`)
  for (const [name, values] of Object.entries(rates)) {
    const ratio = median(rates.tsgi.map((rate, round) => rate / values[round])).toFixed(1)
    const compared = name === 'tsgi' ? '' : `   tsgi is ${ratio} times that`
    console.log(
      `  ${name.padEnd(10)} ${Math.round(median(values)).toLocaleString('en').padStart(9)} per second${compared}`,
    )
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
