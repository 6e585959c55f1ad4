import {expect, test} from 'vitest'
import {encodeResponseHead, withoutHopByHop} from '../../src/server/response-head.js'

const head = (headers: [string, string][], more = {}) =>
  encodeResponseHead({protocol: 'HTTP/1.1', status: 200, reason: 'OK', headers, ...more})

test('one status line, CRLF, the headers in order', () => {
  expect(
    head(
      [
        ['A', '1'],
        ['set-cookie', 'x'],
        ['set-cookie', 'y'],
      ],
      {length: 3},
    ),
  ).toBe('HTTP/1.1 200 OK\r\nA: 1\r\nset-cookie: x\r\nset-cookie: y\r\nContent-Length: 3\r\n\r\n')
})

test('what concerns the connection is left out, and a length that is known wins', () => {
  expect(
    head([
      ['Transfer-Encoding', 'chunked'],
      ['connection', 'keep-alive'],
      ['Upgrade', 'x'],
    ]),
  ).toBe('HTTP/1.1 200 OK\r\n\r\n')
  expect(head([['content-length', '99']], {length: 1})).toBe('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n')
  expect(head([['content-length', '99']])).toBe('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n')
  expect(withoutHopByHop('HTTP/1.1 200 OK\r\nA: te: x\r\nTransfer-Encoding: chunked\r\nB: 2\r\n\r\n')).toBe(
    'HTTP/1.1 200 OK\r\nA: te: x\r\nB: 2\r\n\r\n',
  )
})

test.each<[what: string, headers: [string, string][], more?: object]>([
  ['a CR LF in a value', [['A', 'x\r\nInjected: 1']]],
  ['a control character in a value', [['A', 'x\x01']]],
  ['NUL in a value', [['A', '\0']]],
  ['a character above 0xFF', [['A', 'ü€']]],
  ['a name that is none', [['A b', 'x']]],
  ['a CR LF in a name', [['A\r\nB', 'x']]],
  ['a CR LF in the reason', [], {reason: 'OK\r\nA: 1'}],
  ['a 1xx', [], {status: 103}],
  ['a status that is none', [], {status: 1000}],
])('%s is refused', (_, headers, more) => {
  expect(() => head(headers, more)).toThrow(/control character|is no/)
})
