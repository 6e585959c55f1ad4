import {describe, expect, test} from 'vitest'
import {captureDocument} from '../../src/cli/capture-document.js'
import {decodeCapture} from '../../src/cli/decode.js'
import {captureText, readingText} from '../../src/cli/reporters/capture.js'
import {encodeArray} from '../../src/wire/array.js'
import {dissect} from '../../src/wire/dissect.js'
import {encodePacket} from '../../src/wire/packet.js'
import {readAsServer} from '../../src/wire/server-reading.js'
import {encodeVars, type Var} from '../../src/wire/vars.js'
import {captures, pair} from '../support/captures.js'

const requestOf = (...vars: Var[]) => encodePacket({body: encodeVars(vars)})
const linesOf = async (bytes: Buffer, width?: number) => (await captureText(dissect(bytes), width)).split('\n')

test('a request as a table', async () => {
  expect(await linesOf(requestOf(['A', 'b'], ['CONTENT_LENGTH', '']))).toEqual([
    'at byte 0: modifier1 0 (request, plugin python3), block of 24 bytes, modifier2 0',
    'request for the application',
    'offset  bytes  variable        value',
    '4       1+1    A               b',
    '10      14+0   CONTENT_LENGTH',
  ])
})

test('magic variables are marked, with what they do', async () => {
  const lines = await linesOf(requestOf(['UWSGI_FILE', 'exec://id'], ['HTTP_UWSGI_FILE', 'harmless']))
  expect(lines[3]).toMatch(/^4 +10\+9 +! UWSGI_FILE +exec:\/\/id$/)
  expect(lines[4]).toMatch(/^\d+ +15\+8 +HTTP_UWSGI_FILE +harmless$/)
  expect(lines.at(-1)).toBe('! UWSGI_FILE loads an application from this file or URL: runs code')
})

test('hostile names, values and bodies cannot act on the terminal', async () => {
  const bytes = Buffer.concat([
    requestOf(['\x1b]0;x\x07', 'a\nb\x9b31m'], ['CONTENT_LENGTH', '4']),
    Buffer.from('\x1b[2J'),
  ])
  const text = await captureText(dissect(bytes), 80)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  expect(text).toContain('\\e]0;x\\x07')
  expect(text).toContain('body: 4 bytes\n  \\e[2J')
})

test('no line is wider than the terminal', async () => {
  for (const {bytes} of captures()) {
    for (const width of [60, 80]) {
      const table = (await linesOf(bytes, width)).filter((line) => /^\d/.test(line))
      expect(Math.max(0, ...table.map((line) => line.length))).toBeLessThanOrEqual(width)
    }
  }
  const long = await linesOf(requestOf(['N'.repeat(300), 'v'.repeat(300)]), 60)
  expect(Math.max(...long.slice(2).map((line) => line.length))).toBeLessThanOrEqual(60)
})

test('arrays, answers, packets in a row, and what is behind them', async () => {
  const bytes = Buffer.concat([
    encodePacket({modifier1: 173, body: encodeArray(['f', '\xc3\xbc'])}),
    pair('ping').response,
    pair('signal').response,
    Buffer.from('HTTP/1.1 200 OK'),
  ])
  const text = await captureText(dissect(bytes), undefined)
  expect(text).toMatch(/RPC call\noffset {2}bytes {2}item\n4 {7}1 {6}f\n7 {7}2 {6}ü/)
  expect(text).toContain('at byte 11: modifier1 100 (ping), block of 0 bytes, modifier2 1\npong')
  expect(text).toContain('accepted (signal or spooler)')
  expect(text).toContain('at byte 19: 15 bytes, no packet\n  HTTP/1.1 200 OK')
})

test('thousands of variables and a long value stay readable and quick', async () => {
  const started = performance.now()
  const many = await linesOf(requestOf(...Array.from({length: 10_000}, (): Var => ['A', ''])), 80)
  expect(many).toHaveLength(10_003)
  const long = await linesOf(requestOf(['A', 'x'.repeat(60_000)]), 80)
  expect(long.join('')).toContain('and 59488 bytes more')
  expect(performance.now() - started).toBeLessThan(10_000)
})

describe('a document', () => {
  test('has offsets, sizes, effects; bytes that are no text in base64', () => {
    const {packets} = captureDocument(dissect(requestOf(['UWSGI_SETENV', 'A=b'], ['X', '\xff'])))
    expect(packets).toEqual([
      {
        offset: 0,
        modifier1: 0,
        modifier1_name: 'request',
        plugin: 'python3',
        modifier2: 0,
        size_bytes: 25,
        meaning: 'request for the application',
        vars: [
          {
            offset: 4,
            name: 'UWSGI_SETENV',
            name_bytes: 12,
            value: 'A=b',
            value_bytes: 3,
            effect: 'sets an environment variable in the worker, for good',
          },
          {offset: 23, name: 'X', name_bytes: 1, value_base64: '/w==', value_bytes: 1},
        ],
        body_bytes: 0,
        body_announced_bytes: 0,
      },
    ])
  })

  test('a name of Object.prototype has no effect', () => {
    expect(JSON.stringify(captureDocument(dissect(requestOf(['constructor', 'x']))))).not.toContain('effect')
  })
})

describe('what is no packet is refused by name', () => {
  test.each([
    ['GET / HTTP/1.1\r\n\r\n', /an HTTP request \(GET\).*logs "invalid request block size: 21573 \(max 4096\)...skip"/],
    ['\x16\x03\x01\x02\x00\x01\x00\x01', /a TLS handshake/],
    ['HTTP/1.1 200 OK\r\n\r\n', /an HTTP response/],
    ['import os\nprint(1)', /announces a block of .* it begins with text/],
    ['\0\x09\0\0abc', /announces a block of 9 bytes; 3 came \(at byte 7\)/],
    ['', /the capture is empty/],
  ])('%j', (text, message) => {
    const decode = () => decodeCapture(Buffer.from(text, 'latin1'))
    expect(decode).toThrow(message)
    expect(decode).toThrow(expect.objectContaining({code: 'TSGI_NOT_A_PACKET', kind: 'usage'}))
  })
})

test('a reading says what the server skips, logs and never looks at', async () => {
  const block = Buffer.concat([Buffer.from('ffff', 'hex'), encodeVars([['A', 'b']])])
  const reading = readAsServer(Buffer.concat([encodePacket({body: block}), Buffer.from('more')]))
  const text = await readingText(reading, {width: undefined, foreign: undefined})
  expect(text).toContain('at byte 4: a name over the end; two bytes skipped, reading resumed')
  expect(text).toContain('4 bytes behind it that the server never looks at')
  expect(text).toMatch(/accepted: the plugin gets this request$/)
})
