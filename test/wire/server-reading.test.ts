import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {encodePacket} from '../../src/wire/packet.js'
import {readAsServer} from '../../src/wire/server-reading.js'
import {decodeVars, encodeVars, type Var} from '../../src/wire/vars.js'
import {pair} from '../support/captures.js'

const request = (block: string) => {
  const body = Buffer.from(block, 'hex')
  return encodePacket({body})
}

describe('the log line of each thing that uWSGI refuses', () => {
  test.each([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'invalid request block size: 21573 (max 4096)...skip'],
    ['a block over buffer-size', pair('bad-too-big').request, 'invalid request block size: 5291 (max 4096)...skip'],
    ['an unknown modifier', Buffer.from('2a000000', 'hex'), '-- unavailable modifier requested: 42 --'],
    ['an empty request', Buffer.from('00000000', 'hex'), 'Empty python request. skip.'],
    ['an empty name', request('0000'), 'invalid uwsgi request (current strsize: 0). skip.'],
    ['an empty name with more behind it', request('000000'), 'uwsgi key cannot be null. skip this var.'],
    ['a value over the end', request('0100410900'), 'invalid uwsgi request (current strsize: 9). skip.'],
    ['two trailing bytes', request('01004101004200ff'), 'invalid uwsgi request (current strsize: 1). skip.'],
  ])('%s', (_, bytes, line) => {
    expect(readAsServer(bytes)).toMatchObject({accepted: false, log: [line]})
  })

  test('129 variables', () => {
    const vars: Var[] = Array.from({length: 129}, (_, i) => [`A${i}`, ''])
    const reading = readAsServer(encodePacket({body: encodeVars(vars)}))
    expect(reading).toMatchObject({accepted: false, log: ['max vec size reached. skip this var.']})
    expect(readAsServer(encodePacket({body: encodeVars(vars.slice(1))}))).toMatchObject({accepted: true, log: []})
  })
})

test('a name over the end skips two bytes, and reading resumes', () => {
  expect(readAsServer(request('ffff0100410000'))).toMatchObject({
    accepted: true,
    skipped: [4],
    vars: [{offset: 6, name: 'A', value: ''}],
    log: [],
  })
})

test('what is silent says what it waits for', () => {
  expect(readAsServer(Buffer.from('00', 'hex'))).toMatchObject({
    accepted: false,
    log: [],
    notes: ['waits for 3 more bytes of the header, then closes'],
  })
  expect(readAsServer(Buffer.from('00030000', 'hex')).notes).toEqual([
    'waits for 3 more bytes of the block, then closes',
  ])
})

test('one request per connection: a second packet is never looked at', () => {
  const post = encodePacket({body: encodeVars([['CONTENT_LENGTH', '2']])})
  const reading = readAsServer(Buffer.concat([post, Buffer.from('abcd')]))
  expect(reading).toMatchObject({accepted: true, body: Buffer.from('ab'), announced: 2, ignored: 2})
})

test('reads the variables that decodeVars reads in its uwsgi mode, and refuses what it refuses', () => {
  fc.assert(
    fc.property(fc.uint8Array({minLength: 1, maxLength: 60}), fc.boolean(), (bytes, small) => {
      const block = small ? bytes.map((byte) => byte % 4) : bytes
      const reading = readAsServer(encodePacket({body: block}))
      let decoded: Var[] | undefined
      try {
        decoded = decodeVars(block, {mode: 'uwsgi'})
      } catch {
        decoded = undefined
      }
      expect(reading.accepted).toBe(decoded !== undefined)
      if (decoded) expect(reading.vars.map(({name, value}) => [name, value])).toEqual(decoded)
    }),
    {numRuns: 2000},
  )
})
