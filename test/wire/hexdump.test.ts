import {execFileSync} from 'node:child_process'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parseHex, readCapture} from '../../src/wire/hexdump.js'

const packet = Buffer.concat([
  Buffer.from('0023000001006101003108007072696f7269747901003402006174', 'hex'),
  Buffer.alloc(80),
  Buffer.from('dead beef  6400 0000 |x| café'),
])

describe('dumps of the tools that people use', () => {
  test.each([
    ['xxd', []],
    ['xxd', ['-p']],
    ['xxd', ['-g1']],
    ['xxd', ['-a']],
    ['hexdump', ['-C']],
    ['hexdump', ['-vC']],
    ['od', ['-t', 'x1']],
    ['od', ['-A', 'x', '-t', 'x1z']],
  ])('%s %j', (tool, args) => {
    const dump = execFileSync(tool, args, {input: packet})
    expect(readCapture(dump)).toEqual({format: 'hex', bytes: packet})
  })

  test('hexdump without -C swaps bytes, and is refused by name', () => {
    expect(() => readCapture(execFileSync('hexdump', [], {input: packet}))).toThrow(/swapped.*without -C/)
  })
})

test.each([
  '64000000',
  '64 00 00 00\n',
  '0x64, 0x00, 0x00, 0x00',
  '\\x64\\x00\\x00\\x00',
  '64:00:00:00',
  '6400\r\n0000',
])('plain digits %j', (text) => {
  expect(readCapture(Buffer.from(text))).toEqual({format: 'hex', bytes: Buffer.from('64000000', 'hex')})
})

test('digits that are no bytes are refused', () => {
  expect(() => readCapture(Buffer.from('6400000'))).toThrow(/odd number/)
  expect(() => parseHex('64zz')).toThrow(/"z" is no hex digit/)
  expect(parseHex('')).toEqual(Buffer.alloc(0))
})

test('what is no dump is raw', () => {
  for (const text of ['GET / HTTP/1.1\r\n\r\n', '', 'd\0\0\0', '00000000: not hex']) {
    expect(readCapture(Buffer.from(text, 'latin1'))).toEqual({format: 'raw', bytes: Buffer.from(text, 'latin1')})
  }
})

test('any bytes survive xxd -p and hexdump -C style lines, and nothing else than TsgiError is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({minLength: 1, maxLength: 200}), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex')
      expect(readCapture(Buffer.from(hex)).bytes).toEqual(Buffer.from(bytes))
    }),
  )
  fc.assert(
    fc.property(
      fc.string({unit: fc.constantFrom('0', 'a', 'f', ' ', '\n', ':', '*', 'x', '|', '1'), maxLength: 60}),
      (text) => {
        try {
          readCapture(Buffer.from(text))
        } catch (error) {
          expect(error).toMatchObject({code: 'TSGI_BAD_HEX'})
        }
      },
    ),
  )
})
