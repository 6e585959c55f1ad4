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
