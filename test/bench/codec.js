// Encodes and decodes the variables of requests as nginx sends them, to and from ordered pairs: the library, Python with
// struct, and Node as one would write it first. They take turns in one run; what counts is the ratio of the medians.
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {decodeVars, encodeVars} from '../../dist/lib/index.js'
import {requests} from './codec-requests.js'

const ROUNDS = 15
const ROUND_SECONDS = 0.05
const counts = new Map()

const blocks = requests.map((pairs) => encodeVars(pairs))

const contestants = {
  tsgi: inProcess(encodeVars, decodeVars),
  'naive Node': inProcess(naiveEncode, naiveDecode),
  Python: await python(),
}

const rates = await race()
report(rates)
contestants.Python.close()

/** Operations per second of each contestant and direction, one figure per round. */
async function race() {
  const names = Object.keys(contestants)
  const noRates = () => Object.fromEntries(names.map((name) => [name, []]))
  const rates = {encode: noRates(), decode: noRates()}
  for (let round = -1; round < ROUNDS; round++) {
    for (const direction of ['encode', 'decode']) {
      for (const [name, {run}] of Object.entries(contestants)) {
        const count = await calibrated(name, direction, run)
        const rate = (count * requests.length) / (await run(direction, count))
        if (round >= 0) rates[direction][name].push(rate) // the first round warms up
      }
    }
  }
  return rates
}

/** How often the requests go round in about ROUND_SECONDS. */
async function calibrated(name, direction, run) {
  const key = `${name} ${direction}`
  if (!counts.has(key)) counts.set(key, Math.ceil((200 * ROUND_SECONDS) / (await run(direction, 200))))
  return counts.get(key)
}

function inProcess(encode, decode) {
  const work = {encode: [encode, requests], decode: [decode, blocks]}
  for (const [i, block] of blocks.entries()) {
    if (!encode(requests[i]).equals(block)) throw new Error('a contestant encodes something else')
    if (JSON.stringify(decode(block)) !== JSON.stringify(requests[i]))
      throw new Error('a contestant decodes something else')
  }
  return {
    run(direction, count) {
      const [operation, inputs] = work[direction]
      const start = performance.now()
      for (let i = 0; i < count; i++) for (const input of inputs) operation(input)
      return (performance.now() - start) / 1000
    },
  }
}

async function python() {
  const child = spawn('/usr/bin/python3', [fileURLToPath(new URL('codec.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child, 'spawn').catch((error) => {
    console.error(`this needs /usr/bin/python3 to compare with: ${error.message}`)
    process.exit(1)
  })
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
  child.stdin.write(`${JSON.stringify(requests)}\n`)
  return {
    async run(direction, count) {
      child.stdin.write(`${direction} ${count}\n`)
      return Number((await lines.next()).value)
    },
    close: () => child.stdin.end(),
  }
}

/** Buffers for each piece, and one concatenation. */
function naiveEncode(pairs) {
  const parts = []
  for (const pair of pairs) {
    for (const text of pair) {
      const size = Buffer.alloc(2)
      size.writeUInt16LE(text.length)
      parts.push(size, Buffer.from(text, 'latin1'))
    }
  }
  return Buffer.concat(parts)
}

function naiveDecode(block) {
  const pairs = []
  let at = 0
  const next = () => {
    const size = block.readUInt16LE(at)
    at += 2 + size
    return block.subarray(at - size, at).toString('latin1')
  }
  while (at < block.length) pairs.push([next(), next()])
  return pairs
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function report(rates) {
  const [pairs] = requests
  console.log(
    `${requests.length} requests in turn, ${pairs.length} variables, ${blocks[0].length} bytes each; medians of ${ROUNDS} rounds`,
  )
  for (const [direction, byName] of Object.entries(rates)) {
    for (const [name, values] of Object.entries(byName)) {
      const ratio =
        name === 'tsgi'
          ? ''
          : `  tsgi is ${median(byName.tsgi.map((rate, i) => rate / values[i])).toFixed(1)} times that`
      console.log(`${direction}  ${name.padEnd(10)} ${String(Math.round(median(values))).padStart(9)} ops/s${ratio}`)
    }
  }
}
