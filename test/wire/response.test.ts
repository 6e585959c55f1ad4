import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {ResponseDecoder, type ResponseDecoderOptions} from '../../src/wire/response.js'

interface Outcome {
  readonly form: string | undefined
  readonly status: number | undefined
  readonly headers: readonly (readonly [string, string])[] | undefined
  readonly body: string
  readonly complete: boolean
  readonly problems: readonly string[]
}

function decode(chunks: readonly string[], options?: ResponseDecoderOptions): Outcome {
  const decoder = new ResponseDecoder(options)
  let body = ''
  for (const chunk of chunks) body += decoder.push(Buffer.from(chunk, 'latin1')).toString('latin1')
  const {complete} = decoder
  body += decoder.finish().toString('latin1')
  const {head, problems} = decoder
  const codes = problems.map(({code}) => code).sort()
  return {form: head?.form, status: head?.status, headers: head?.headers, body, complete, problems: codes}
}

const OK = 'HTTP/1.1 200 OK\r\n'
const good = (headers: string, body = 'hello') => `${OK}${headers}\r\n${body}`
const http = {form: 'http', status: 200, body: 'hello', complete: false, problems: [] as string[]}
const none = {form: undefined, status: undefined, headers: undefined, body: '', complete: false}
const bare = {form: 'bare', status: 0, headers: [], complete: false}

/** What was sent, and what must become of it: the rows of what real web servers were seen to do, and more. */
const ANSWERS: Record<string, [sent: string, expected: Partial<Outcome>, options?: ResponseDecoderOptions]> = {
  'a body to the end': [good('Content-Type: text/plain\r\n'), {...http, headers: [['Content-Type', 'text/plain']]}],
  'a body by its length': [good('Content-Length: 5\r\n'), {...http, complete: true}],
  'no reason': ['HTTP/1.1 404\r\n\r\nhello', {...http, status: 404}],
  'no headers': [good(''), {...http, headers: []}],
  'a header twice, in order': [
    good('A: 1\r\nB:2 \r\nA:\r\n'),
    {
      ...http,
      headers: [
        ['A', '1'],
        ['B', '2'],
        ['A', ''],
      ],
    },
  ],
  'no byte': ['', {...none, problems: ['empty']}],
  'a pong': ['d\0\0\x01', {...bare, body: 'd\0\0\x01', problems: ['not-http']}],
  'binary garbage': ['\x16\x03\x01\x02\0', {...bare, body: '\x16\x03\x01\x02\0', problems: ['not-http']}],
  'a naked body': ['x', {...bare, body: 'x', problems: ['no-status-line']}],
  'a long naked body': ['y'.repeat(2000), {...bare, body: 'y'.repeat(2000), problems: ['no-status-line']}],
  'a naked page': ['<h1>Hi</h1>\r\n\r\n', {...bare, body: '<h1>Hi</h1>\r\n\r\n', problems: ['no-status-line']}],
  'a naked line that looks like a header': ['Error: no', {...bare, body: 'Error: no', problems: ['no-status-line']}],
  'a head that ends in the status line': ['HTTP/1.1 20', {...none, problems: ['truncated-head']}],
  'a head that ends before the empty line': [`${OK}A: b\r\n`, {...none, problems: ['truncated-head']}],
  'a cgi head that ends early': ['Status: 200 OK\r\nA', {...none, problems: ['truncated-head']}],
  'FOO/9.9': ['FOO/9.9 200 OK\r\n\r\nhello', {...http, problems: ['bad-protocol']}],
  'a protocol of one word': ['INCLUDED 200 OK\r\n\r\nhello', {...http, problems: ['bad-protocol']}],
  'a status that is no number': [
    'HTTP/1.1 abc\r\n\r\nhello',
    {...bare, body: 'HTTP/1.1 abc\r\n\r\nhello', problems: ['bad-status-line']},
  ],
  'a status below 100': [
    'HTTP/1.1 042 x\r\n\r\n',
    {...bare, body: 'HTTP/1.1 042 x\r\n\r\n', problems: ['bad-status-line']},
  ],
  'a head over the limit': [
    good(`A: ${'x'.repeat(100)}\r\n`),
    {...none, problems: ['head-too-big']},
    {maxHeadBytes: 99},
  ],
  'a head of just the limit': [`${OK}\r\nhello`, http, {maxHeadBytes: 19}],
  'a head without an end': [`${OK}A: ${'x'.repeat(70_000)}`, {...none, problems: ['head-too-big']}],
  'a body shorter than its length': [good('Content-Length: 9\r\n'), {...http, problems: ['body-short']}],
  'a body longer than its length': [
    good('Content-Length: 3\r\n'),
    {...http, body: 'hel', complete: true, problems: ['body-long']},
  ],
  'a length that is none': [good('Content-Length: abc\r\n'), {...http, problems: ['bad-length']}],
  'a negative length': [good('Content-Length: -5\r\n'), {...http, problems: ['bad-length']}],
  'an absurd length': [good(`Content-Length: ${'9'.repeat(40)}\r\n`), {...http, problems: ['bad-length']}],
  'two lengths': [good('Content-Length: 5\r\nContent-Length: 3\r\n'), {...http, problems: ['duplicate-length']}],
  'the same length twice': [
    good('Content-Length: 5\r\ncontent-length: 5\r\n'),
    {...http, complete: true, problems: ['duplicate-length']},
  ],
  'Transfer-Encoding': [
    good('Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', '5\r\nhello\r\n0\r\n\r\n'),
    {...http, body: '5\r\nhello\r\n0\r\n\r\n', problems: ['transfer-encoding']},
  ],
  '1xx, then 200': [`HTTP/1.1 103 Early\r\nLink: x\r\n\r\n${good('')}`, {...http, problems: ['informational']}],
  '1xx alone': ['HTTP/1.1 100 Continue\r\n\r\n', {...none, problems: ['informational', 'truncated-head']}],
  '1xx for ever': [
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(9),
    {...none, problems: ['head-too-big', 'informational']},
    {maxHeadBytes: 99},
  ],
  '101 is final': ['HTTP/1.1 101 Switching\r\n\r\nhello', {...http, status: 101}],
  'bare LF': [good('').replaceAll('\r', ''), {...http, problems: ['bare-lf']}],
  'a control character': [
    good('A: \x1b[2J\r\n'),
    {...http, headers: [['A', '\x1b[2J']], problems: ['control-character']},
  ],
  'a lone CR': [good('A: x\ry\r\n'), {...http, headers: [['A', 'x\ry']], problems: ['control-character']}],
  NUL: [good('A: \0\r\n'), {...http, headers: [['A', '\0']], problems: ['nul']}],
  'a line that is no header': [
    good('A: b\r\nnonsense\r\n'),
    {...http, headers: [['A', 'b']], problems: ['bad-header']},
  ],
  'a folded header': [good('A: b\r\n c\r\n'), {...http, headers: [['A', 'b']], problems: ['bad-header']}],
  'cgi-mode': [
    'Status: 201 Made\r\n\r\nhello',
    {...http, form: 'cgi', status: 201, headers: [['Status', '201 Made']], problems: ['no-status-line']},
  ],
  'headers alone': ['Content-Type: a\r\n\r\nhello', {...http, form: 'cgi', problems: ['no-status-line']}],
  'a cgi status that is none': [
    'Status: soon\r\n\r\nx',
    {...bare, body: 'Status: soon\r\n\r\nx', problems: ['bad-status-line', 'no-status-line']},
  ],
  'an answer to HEAD': [good('Content-Length: 5\r\n', ''), {...http, body: '', complete: true}, {method: 'HEAD'}],
  'a body in answer to HEAD': [
    good('Content-Length: 5\r\n'),
    {...http, body: '', complete: true, problems: ['body-long']},
    {method: 'HEAD'},
  ],
  '204': ['HTTP/1.1 204 No Content\r\n\r\n', {form: 'http', status: 204, body: '', complete: true, problems: []}],
}

describe.each(Object.entries(ANSWERS))('%s', (_, [sent, expected, options]) => {
  test('has its outcome', () => {
    expect(decode([sent], options)).toMatchObject(expected)
  })

  test('has it at every split', () => {
    const whole = decode([sent], options)
    for (let at = 0; at <= Math.min(sent.length, 400); at++) {
      expect(decode([sent.slice(0, at), sent.slice(at)], options), `split at ${at}`).toEqual(whole)
    }
    expect(decode([...sent], options), 'byte by byte').toEqual(whole)
  })
})

describe('whatever comes', () => {
  const line = fc.constantFrom(
    ...[
      'HTTP/1.1 200 OK',
      'HTTP/1.0 100 C',
      'Status: 404',
      'Content-Length: 3',
      'Content-Length: x',
      'A: b',
      ' c',
      'x',
      '',
    ],
  )
  const end = fc.constantFrom('\r\n', '\r\n', '\n', '\r\n\r\n', '\n\n', '\0', '')
  const likely = fc.array(fc.tuple(line, end), {maxLength: 8}).map((parts) => parts.flat().join(''))
  const anything = fc.uint8Array({maxLength: 600}).map((bytes) => Buffer.from(bytes).toString('latin1'))
  const options = fc.record({method: fc.constantFrom('GET', 'HEAD'), maxHeadBytes: fc.constantFrom(20, 50, 65_536)})

  test('has one outcome, however it is cut; and nothing is lost but heads, surplus and what is over a limit', () => {
    fc.assert(
      fc.property(fc.oneof(likely, anything), fc.array(fc.nat(), {maxLength: 6}), options, (sent, places, options) => {
        const whole = decode([sent], options)
        const cuts = [0, ...places.map((place) => place % (sent.length + 1)).sort((a, b) => a - b), sent.length]
        const chunks = cuts.slice(1).map((to, i) => sent.slice(cuts[i], to))
        expect(decode(chunks, options)).toEqual(whole)
        expect(sent).toContain(whole.body)
        if (whole.form === 'bare') expect(whole.problems.length).toBeGreaterThan(0)
        else if (whole.form !== undefined) expect(whole.status).toBeGreaterThanOrEqual(100)
        else expect(whole.problems).not.toEqual([])
      }),
      {numRuns: 2000},
    )
  })

  test.each([
    ['a status line without an end', 'HTTP/1.1 200 '],
    ['lines without an end', 'A: b\r\n'],
    ['LF and nothing else', 'HTTP/1.1 200 OK\nA: b\n'],
  ])('%s, byte by byte, is refused at the limit in no time', (_, unit) => {
    const decoder = new ResponseDecoder()
    const bytes = Buffer.from(`HTTP/1.1 200 OK\r\n${unit.repeat(Math.ceil(70_000 / unit.length))}`)
    const started = performance.now()
    for (let at = 0; at < 70_000; at++) expect(decoder.push(bytes.subarray(at, at + 1)).length).toBe(0)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(decoder.problems.map(({code}) => code)).toContain('head-too-big')
  })

  test('a gigabyte goes through without being kept', () => {
    const decoder = new ResponseDecoder()
    decoder.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))
    const chunk = Buffer.alloc(1 << 20)
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 1024; i++) expect(decoder.push(chunk).length).toBe(chunk.length)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 24)
  })

  test('after the end, nothing more is taken', () => {
    const decoder = new ResponseDecoder()
    decoder.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))
    decoder.finish()
    expect(decoder.push(Buffer.from('more'))).toHaveLength(0)
    expect(decoder.problems).toEqual([])
  })

  test('no text of the server gets into a message', () => {
    for (const [sent, , options] of Object.values(ANSWERS)) {
      const decoder = new ResponseDecoder(options)
      decoder.push(Buffer.from(sent, 'latin1'))
      decoder.finish()
      for (const {message} of decoder.problems) expect(message).toMatch(/^[ -~]+$/)
    }
  })

  test('a limit that is none is refused', () => {
    expect(() => new ResponseDecoder({maxHeadBytes: Number.NaN})).toThrow(/maxHeadBytes is NaN/)
  })
})
