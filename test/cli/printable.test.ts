import fc from 'fast-check'
import {expect, test} from 'vitest'
import {printable, printableBytes, printableLines} from '../../src/cli/printable.js'

test.each([
  ['plain text, ünïcode and 日本 🙂', 'plain text, ünïcode and 日本 🙂'],
  ['\x1b[2J\x1b]0;owned\x07', '\\e[2J\\e]0;owned\\x07'],
  ['a\r\nb\tc\0', 'a\\r\\nb\\tc\\0'],
  ['\x9b31m', '\\x9b31m'],
  ['file\u202egnp.exe', 'file\\u{202e}gnp.exe'],
  ['a\u2066b\u200b\u2028', 'a\\u{2066}b\\u{200b}\\u{2028}'],
  ['\ud800', '\\u{d800}'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown)
})

test('lines keep their newlines and tabs, and nothing else that acts', () => {
  expect(printableLines('a\r\n\tb\n\rc\x1b[0m')).toBe('a\n\tb\n\\rc\\e[0m')
})

test('bytes are UTF-8, or shown one by one', () => {
  expect(printableBytes(Buffer.from('grün\x1b'))).toBe('grün\\e')
  expect(printableBytes(Buffer.from([0x41, 0xff, 0xc3, 0x0a]))).toBe('A\\xff\\xc3\\n')
})

test('nothing that acts on a terminal passes, whatever comes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(printableBytes(bytes)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u)
    }),
  )
})
