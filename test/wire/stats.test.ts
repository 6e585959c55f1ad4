import fc from 'fast-check'
import {expect, test} from 'vitest'
import {decodeStats} from '../../src/wire/stats.js'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

test('plain JSON, and UTF-8', () => {
  expect(decodeStats(bytes('{"version":"2.0.21","cwd":"/srv/Grüße"}'))).toEqual({version: '2.0.21', cwd: '/srv/Grüße'})
})

test('bytes that are no UTF-8 become Latin-1', () => {
  expect(decodeStats(bytes('{"vars":["QUERY_STRING=\xff\xfe"]}', 'latin1'))).toEqual({vars: ['QUERY_STRING=\xff\xfe']})
})

test('control characters, quotes and backslashes that nobody escaped', () => {
  expect(decodeStats(bytes('{"cwd":"/srv/a"b\\c","x":"\x01\x1b[31m","y":["A=b","C=\\u0041"]}'))).toEqual({
    ...{cwd: '/srv/a"b\\c', x: '\x01\x1b[31m', y: ['A=b', 'C=A']},
  })
})

test('what is no object is refused', () => {
  for (const text of ['', 'null', '[]', '"x"', '{', 'HTTP/1.0 200', '['.repeat(100_000)]) {
    expect(() => decodeStats(bytes(text)), text.slice(0, 10)).toThrow(/no JSON object/)
  }
})

test('a raw value without quotes and backslashes always comes back', () => {
  const raw = fc.string({unit: 'binary-ascii'}).filter((text) => !/["\\]/.test(text))
  fc.assert(
    fc.property(raw, (value) => {
      expect(decodeStats(bytes(`{"a":1,"cwd":"${value}","b":[{"c":"${value}"}]}`))).toEqual({
        a: 1,
        cwd: value,
        b: [{c: value}],
      })
    }),
  )
})

test('never throws but to refuse', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 200}), (some) => {
      try {
        decodeStats(some)
      } catch (error) {
        expect((error as Error).message).toMatch(/no JSON object/)
      }
    }),
  )
})
