import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {DecodeError} from '../../src/wire/decode-error.js'
import {dissect} from '../../src/wire/dissect.js'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars} from '../../src/wire/vars.js'
import {captures, pair} from '../support/captures.js'

describe.each(captures())('$name', ({bytes, vars, body, modifier1, modifier2}) => {
  test('is one packet with its variables, its body and nothing left', () => {
    const {packets, rest} = dissect(bytes)
    expect(packets).toHaveLength(1)
    const [packet] = packets
    if (packet?.content.kind !== 'vars' && vars.length > 0) throw new Error('no variables')
    expect(packet).toMatchObject({offset: 0, modifier1, modifier2, body, announced: body.length})
    expect(rest).toHaveLength(0)
  })

  test('each offset is where that variable stands', () => {
    const [packet] = dissect(bytes).packets
    if (packet?.content.kind !== 'vars') return expect(vars).toEqual([])
    expect(packet.content.vars.map(({name, value}) => [name, value])).toEqual(vars)
    for (const {offset, name} of packet.content.vars) {
      expect(bytes.readUInt16LE(offset)).toBe(name.length)
      expect(bytes.toString('latin1', offset + 2, offset + 2 + name.length)).toBe(name)
    }
  })
})

test('packets in a row, each with the body that it announces', () => {
  const post = encodePacket({body: encodeVars([['CONTENT_LENGTH', '3']])})
  const ping = encodePacket({modifier1: 100})
  const {packets, rest} = dissect(Buffer.concat([post, Buffer.from('abc'), ping, Buffer.from([100, 0, 0, 1])]))
  expect(
    packets.map(({offset, modifier1, modifier2, body}) => [offset, modifier1, modifier2, body.toString()]),
  ).toEqual([
    [0, 0, 0, 'abc'],
    [post.length + 3, 100, 0, ''],
    [post.length + 7, 100, 1, ''],
  ])
  expect(rest).toHaveLength(0)
})

test('what is behind a packet and is none is left over', () => {
  const {packets, rest, restOffset} = dissect(
    Buffer.concat([encodePacket({modifier1: 100}), Buffer.from('HTTP/1.1 200 OK')]),
  )
  expect(packets).toHaveLength(1)
  expect([rest.toString(), restOffset]).toEqual(['HTTP/1.1 200 OK', 4])
})

test('answers read by what their modifier means', () => {
  expect(dissect(pair('ping').response).packets[0]).toMatchObject({
    modifier1: 100,
    modifier2: 1,
    content: {kind: 'bytes'},
  })
  expect(dissect(pair('signal').response).packets[0]).toMatchObject({modifier1: 255, modifier2: 1})
  expect(dissect(pair('rpc').request).packets[0]).toMatchObject({content: {kind: 'array'}})
  expect(dissect(pair('cache-set').request).packets[0]!.body.length).toBeGreaterThan(0)
  const got = dissect(pair('cache-get').response).packets[0]!
  expect(got.content).toMatchObject({kind: 'vars', vars: [{name: 'status', value: 'ok'}, {name: 'size'}]})
  expect(got.body).toHaveLength(got.announced)
})

test('an array shows where each item stands', () => {
  const [packet] = dissect(Buffer.from('ad060000010061010062', 'hex')).packets
  expect(packet?.content).toEqual({
    kind: 'array',
    items: [
      {offset: 4, item: 'a'},
      {offset: 7, item: 'b'},
    ],
  })
})

test('a body that is cut off says how much is missing', () => {
  const packet = encodePacket({body: encodeVars([['CONTENT_LENGTH', '10']])})
  expect(dissect(Buffer.concat([packet, Buffer.from('abc')])).packets[0]).toMatchObject({
    announced: 10,
    body: Buffer.from('abc'),
  })
})

test.each([
  ['', /4 bytes; 0 came \(at byte 0\)/],
  ['6400', /2 came/],
  ['00050000', /announces a block of 5 bytes; 0 came/],
  ['00060000050041424344', /runs over the end \(at byte 4\)/],
  ['000800000100610000000000', /empty name \(at byte 9\)/],
  ['7f0200016162ff', /modifier1 127 means nothing, and its block holds no variables \(at byte 0\)/],
])('%j is no packet, with the reason and the offset in the capture', (hex, reason) => {
  expect(() => dissect(Buffer.from(hex, 'hex'))).toThrow(reason)
})

test('a packet alone is one, whatever its modifier', () => {
  expect(dissect(Buffer.from('7f0200016162', 'hex')).packets[0]).toMatchObject({modifier1: 127, size: 2})
})

test('any bytes are taken apart completely, or fail with a typed error', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 120}), (bytes) => {
      try {
        const {packets, rest, restOffset} = dissect(bytes)
        const taken = packets.reduce((sum, {size, body}) => sum + 4 + size + body.length, 0)
        expect(taken).toBe(restOffset)
        expect(taken + rest.length).toBe(bytes.length)
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError)
      }
    }),
    {numRuns: 1000},
  )
})
