// A contestant in Node: `tsgi`, or `naive` as one would write it first. Speaks as codec.py does: the requests as JSON on the first
// line, then `encode COUNT` or `decode COUNT`, each answered with the seconds that took.
import {createInterface} from 'node:readline'
import {decodeVars, encodeVars} from '../../dist/lib/index.js'

const [encode, decode] = process.argv[2] === 'naive' ? [naiveEncode, naiveDecode] : [encodeVars, decodeVars]
const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]()
const requests = JSON.parse((await lines.next()).value)
const blocks = requests.map((pairs) => encode(pairs))

for (const [i, block] of blocks.entries()) {
  if (!block.equals(encodeVars(requests[i]))) throw new Error('encodes something else')
  if (JSON.stringify(decode(block)) !== JSON.stringify(requests[i])) throw new Error('decodes something else')
}

const work = {encode: () => run(encode, requests), decode: () => run(decode, blocks)}
for await (const line of lines) {
  const [direction, count] = line.split(' ')
  const start = performance.now()
  for (let i = 0; i < Number(count); i++) work[direction]()
  console.log((performance.now() - start) / 1000)
}

function run(operation, inputs) {
  for (const input of inputs) operation(input)
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
