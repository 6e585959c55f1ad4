import {writeFileSync} from 'node:fs'
import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {exchange} from '../../src/client/connection.js'
import {encodePacket} from '../../src/wire/packet.js'
import {ResponseDecoder} from '../../src/wire/response.js'
import {DEFAULT_MAX_VARS, decodeVars, encodeVars, type Var} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import type {Program} from '../support/program.js'
import {startUwsgi} from '../support/uwsgi.js'

/** Answers with the variables it was given, as Python has them: a dictionary, so the last of a name wins. */
const APPLICATION = `
import json
def application(environ, start_response):
    start_response('200 OK', [])
    own = ('wsgi.', 'uwsgi.', 'x-wsgiorg.')
    return [json.dumps([[k, v] for k, v in environ.items() if not k.startswith(own)]).encode()]
`

const folder = temporaryFolder()
let server: Program

beforeAll(async () => {
  writeFileSync(folder.at('environ.py'), APPLICATION)
  const socket = ['--socket', folder.at('s'), '--buffer-size', '8192', '--listen', '100', '--disable-logging']
  server = await startUwsgi(['python3'], [...socket, '--wsgi-file', folder.at('environ.py')], {cwd: folder.path})
})

afterAll(async () => {
  await server.stop()
  folder[Symbol.dispose]()
})

/** What the real uWSGI makes of a block: its variables, or `refused`. */
async function asked(block: Buffer): Promise<Map<string, string> | 'refused'> {
  const address = {kind: 'unix', path: folder.at('s')} as const
  const answer = await exchange(address, encodePacket({body: block}), {timeout: 10_000})
  if (!answer.connected || answer.ended === 'timeout') throw new Error(`no answer: ${JSON.stringify(answer)}`)
  if (answer.received === 0) return 'refused'
  const decoder = new ResponseDecoder()
  return new Map(JSON.parse(decoder.push(answer.bytes).toString('utf8')) as [string, string][])
}

/** What the library makes of it. */
function predicted(block: Buffer): Map<string, string> | 'refused' {
  try {
    return new Map(decodeVars(block, {mode: 'uwsgi', maxVars: DEFAULT_MAX_VARS}))
  } catch {
    return 'refused'
  }
}

const hex = (...parts: string[]) => Buffer.from(parts.join(''), 'hex')
const good = encodeVars([['GOOD', 'yes']])

describe('hand-made blocks', () => {
  test.each<[string, Buffer, 'accepted' | 'refused']>([
    ['one variable', good, 'accepted'],
    ['an empty value at the end', encodeVars([['A', '']]), 'accepted'],
    [
      'a name that comes twice',
      encodeVars([
        ['A', '1'],
        ['A', '2'],
      ]),
      'accepted',
    ],
    ['NUL and high bytes', encodeVars([['A\0\xff', '\0\x80\xff']]), 'accepted'],
    ['ff ff, then a variable', Buffer.concat([hex('ffff'), good]), 'accepted'],
    ['ff ff many times', Buffer.concat([Buffer.alloc(60, 0xff), good]), 'accepted'],
    ['an odd number of ff', Buffer.concat([Buffer.alloc(61, 0xff), good]), 'refused'],
    ['a variable, then ff ff, then a variable', Buffer.concat([good, hex('ffff'), good]), 'accepted'],
    ['a name just over the end', Buffer.concat([hex('0d00'), good]), 'accepted'],
    ['a name to just the end', Buffer.concat([hex('0b00'), good]), 'accepted'],
    ['a name to just the end, and no more', hex('0100', '41'), 'refused'],
    ['a name that swallows the next variable', Buffer.concat([hex('0a00'), good]), 'refused'],
    ['an empty name', Buffer.concat([hex('0000'), good]), 'refused'],
    ['one trailing byte', Buffer.concat([good, hex('00')]), 'refused'],
    ['two trailing bytes', Buffer.concat([good, hex('0100')]), 'refused'],
    ['two trailing ff', Buffer.concat([good, hex('ffff')]), 'refused'],
    ['a value over the end', good.subarray(0, -1), 'refused'],
    ['half a value size', hex('0100', '41', '00'), 'refused'],
    ['128 variables', encodeVars(Array.from({length: 128}, (_, i): Var => [`V${i}`, 'x'])), 'accepted'],
    ['129 variables', encodeVars(Array.from({length: 129}, (_, i): Var => [`V${i}`, 'x'])), 'refused'],
  ])('%s', async (_, block, outcome) => {
    const actual = await asked(block)
    expect(actual === 'refused' ? 'refused' : 'accepted').toBe(outcome)
    expect(predicted(block)).toEqual(actual)
  })
})

/** Names and values that mean nothing to uWSGI. */
const word = (minLength: number) =>
  fc.string({unit: fc.constantFrom('a', 'b', '\0', '\xff', '\x01'), minLength, maxLength: 6})
const vars = fc.array(fc.tuple(word(1), word(0)), {minLength: 1, maxLength: 6})
const small = fc.uint8Array({max: 6, minLength: 1, maxLength: 40})

/** Blocks that are nearly right: cut, with bytes put in, or with a byte changed. */
const damaged = fc
  .tuple(
    vars,
    fc.nat(),
    fc.oneof(
      fc.constantFrom('ffff', 'ff', '0000', '0300', '1400', '0100').map((s) => hex(s)),
      small,
    ),
  )
  .chain(([pairs, place, put]) => {
    const block = encodeVars(pairs)
    const at = place % (block.length + 1)
    return fc.constantFrom(
      block.subarray(0, at),
      Buffer.concat([block.subarray(0, at), put, block.subarray(at)]),
      Buffer.concat([block.subarray(0, at), put.subarray(0, 1), block.subarray(at + 1)]),
      Buffer.concat([put, block]),
    )
  })

test('random blocks: the same are accepted, with the same variables', async () => {
  const seen = {accepted: 0, refused: 0, resynchronised: 0}
  const blocks = fc
    .oneof(
      damaged,
      small.map((bytes) => Buffer.from(bytes)),
    )
    .filter((block) => block.length > 0)
  await fc.assert(
    fc.asyncProperty(blocks, async (block) => {
      const actual = await asked(block)
      expect(predicted(block)).toEqual(actual)
      seen[actual === 'refused' ? 'refused' : 'accepted']++
      if (actual !== 'refused' && !decodesStrictly(block)) seen.resynchronised++
    }),
    {numRuns: 1500},
  )
  expect(seen.accepted, 'the draw must reach both sides').toBeGreaterThan(100)
  expect(seen.refused).toBeGreaterThan(100)
  expect(seen.resynchronised).toBeGreaterThan(20)
})

function decodesStrictly(block: Buffer): boolean {
  try {
    decodeVars(block)
    return true
  } catch {
    return false
  }
}
