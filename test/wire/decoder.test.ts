import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {PacketDecoder} from '../../src/wire/decoder.js'
import {encodePacket, type Packet, readPacket} from '../../src/wire/packet.js'

const anyPacket = fc.record({
  modifier1: fc.nat(255),
  modifier2: fc.nat(255),
  body: fc.uint8Array({maxLength: 300}).map((bytes) => Buffer.from(bytes)),
})

/** The stream, cut at these places. */
function cut(stream: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (stream.length + 1)), stream.length].sort((a, b) => a - b)
  return sorted.slice(1).map((end, i) => stream.subarray(sorted[i], end))
}

test('golden bytes', () => {
  const packet = encodePacket({modifier1: 5, modifier2: 9, body: Buffer.from('abc')})
  expect(packet.toString('hex')).toBe('05' + '0300' + '09' + '616263')
  expect(encodePacket({})).toEqual(Buffer.alloc(4))
})

test.each([
  [{body: Buffer.alloc(65_536)}, 'TSGI_PACKET_TOO_BIG'],
  [{modifier1: 256}, 'TSGI_BAD_MODIFIER'],
  [{modifier2: -1}, 'TSGI_BAD_MODIFIER'],
  [{modifier1: 1.5}, 'TSGI_BAD_MODIFIER'],
])('refuses what the header cannot hold', (packet, code) => {
  expect(() => encodePacket(packet)).toThrow(expect.objectContaining({code, kind: 'usage'}))
})

test('a packet of the largest size', () => {
  const body = Buffer.alloc(65_535, 7)
  expect(readPacket(encodePacket({body})).body.equals(body)).toBe(true)
})

test('packets come out whole and in order, wherever the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(anyPacket, {maxLength: 8}), fc.array(fc.nat(), {maxLength: 12}), (packets, places) => {
      const decoder = new PacketDecoder()
      const stream = Buffer.concat(packets.map((packet) => encodePacket(packet)))
      const decoded = cut(stream, places).flatMap((chunk) => [...decoder.push(chunk)])
      expect(decoded).toEqual(packets)
      expect(decoder.buffered).toBe(0)
    }),
  )
})

test('packets stay what they were when more comes', () => {
  fc.assert(
    fc.property(fc.array(anyPacket, {minLength: 2, maxLength: 8}), fc.integer({min: 1, max: 40}), (packets, step) => {
      const stream = Buffer.concat(packets.map((packet) => encodePacket(packet)))
      const decoder = new PacketDecoder()
      const decoded: Packet[] = []
      for (let at = 0; at < stream.length; at += step) decoded.push(...decoder.push(stream.subarray(at, at + step)))
      expect(decoded).toEqual(packets)
    }),
  )
})

test('a caller may stop early and come back', () => {
  const packet = encodePacket({modifier1: 100, body: Buffer.from('x')})
  const decoder = new PacketDecoder()
  for (const first of decoder.push(Buffer.concat([packet, packet]))) {
    expect(encodePacket(first)).toEqual(packet)
    break
  }
  expect(decoder.buffered).toBe(packet.length)
  expect([...decoder.push(Buffer.alloc(0))]).toHaveLength(1)
})

test('takeRest gives what is behind the last packet, once', () => {
  const decoder = new PacketDecoder()
  expect([...decoder.push(Buffer.concat([encodePacket({body: Buffer.from('ab')}), Buffer.from('xyz')]))]).toHaveLength(
    1,
  )
  expect(decoder.takeRest().toString()).toBe('xyz')
  expect(decoder.buffered).toBe(0)
  expect(decoder.takeRest()).toHaveLength(0)
})

describe('hostile streams', () => {
  test('a big packet one byte at a time costs per byte what a small one does', () => {
    const perByte = (size: number) => {
      const packet = encodePacket({body: Buffer.alloc(size, 1)})
      const runs = Array.from({length: 5}, () => {
        const decoder = new PacketDecoder()
        const started = performance.now()
        let packets = 0
        for (let at = 0; at < packet.length; at++) {
          for (const _ of decoder.push(packet.subarray(at, at + 1))) packets++
        }
        expect(packets).toBe(1)
        return (performance.now() - started) / size
      })
      return Math.min(...runs)
    }
    perByte(65_535) // warm
    expect(perByte(65_535) / perByte(2048)).toBeLessThan(5) // 30 times when each byte copies what is there
  })

  test('a chunk of many packets costs no more than its bytes', () => {
    const stream = Buffer.alloc(4 * 250_000)
    const started = performance.now()
    expect([...new PacketDecoder().push(stream)]).toHaveLength(250_000)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a block over the limit is refused as soon as its header is there', () => {
    const decoder = new PacketDecoder({maxBlockBytes: 4096})
    expect([...decoder.push(encodePacket({body: Buffer.alloc(4096)}))]).toHaveLength(1)
    expect(() => [...decoder.push(Buffer.from('GET '))]).toThrow(
      expect.objectContaining({code: 'TSGI_BAD_PACKET', message: expect.stringContaining('21573')}),
    )
  })

  test('after a refusal everything is refused, and nothing kept', () => {
    const decoder = new PacketDecoder({maxBlockBytes: 10})
    expect(() => [...decoder.push(Buffer.from('GET / HTTP/1.1'))]).toThrow(/a block of 21573 bytes/)
    const kept = decoder.buffered
    expect(() => [...decoder.push(encodePacket({}))]).toThrow(/a block of 21573 bytes/)
    expect(decoder.buffered).toBe(kept)
  })

  test('any bytes are packets or wait for more, and at most one packet is kept', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({maxLength: 200}), {maxLength: 20}), (chunks) => {
        const decoder = new PacketDecoder()
        for (const chunk of chunks) {
          for (const packet of decoder.push(chunk)) expect(packet.body.length).toBeLessThanOrEqual(65_535)
          expect(decoder.buffered).toBeLessThan(4 + 65_535)
        }
      }),
    )
  })
})

test.each([
  ['', /starts with 4 bytes; 0 came/],
  ['640000', /starts with 4 bytes; 3 came/],
  ['64020000ff', /announces a block of 2 bytes; 1 came/],
])('a cut-off packet (%s) is an error', (hex, message) => {
  expect(() => readPacket(Buffer.from(hex, 'hex'))).toThrow(message)
})
