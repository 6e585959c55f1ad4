import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {
  type CacheRequest,
  decodeAcknowledgement,
  decodeArray,
  decodeCacheAnswer,
  decodePong,
  decodeRpcAnswer,
  decodeSpoolFile,
  decodeSubscription,
  decodeVars,
  encodeArray,
  encodeCacheRequest,
  encodePacket,
  encodeRpc,
  encodeSignal,
  encodeSpoolTask,
  encodeSubscription,
  encodeVars,
  Modifier1,
  modifierName,
  readPacket,
} from '../../src/index.js'
import {DecodeError} from '../../src/wire/decode-error.js'

const hex = (...parts: string[]) => Buffer.from(parts.join(''), 'hex')
const text = (value: string) => Buffer.from(value, 'latin1').toString('hex')

describe('ping', () => {
  test('a warning comes with the pong', () => {
    expect(decodePong(hex('64', '0500', '01', text('slow!')))).toEqual({warning: 'slow!'})
  })

  test.each([
    ['nothing', '', /0 came/],
    ['a cut-off header', '6400', /2 came/],
    ['a cut-off warning', '64050001ff', /announces a block of 5 bytes/],
    ['a ping', '64000000', /modifier2 of a pong is 1, not 0/],
    ['HTTP', text('HTTP/1.1 400'), /./],
    ['more behind it', '64000001ff', /1 bytes follow/],
  ])('%s is no pong', (_, bytes, message) => {
    expect(() => decodePong(hex(bytes))).toThrow(message)
  })
})

describe('signal and spooler', () => {
  test('the number of a signal is modifier2', () => {
    expect(encodeSignal(255)).toEqual(hex('6e0000ff'))
    expect(() => encodeSignal(256)).toThrow(/modifier2 is 256/)
  })

  test.each([
    ['ff000001', true],
    ['ff000000', false],
  ])('%s', (bytes, accepted) => expect(decodeAcknowledgement(hex(bytes))).toBe(accepted))

  test.each(['', 'ff', 'ff000002', '64000001', 'ff010001aa', 'ff000001aa'])('%s is no acknowledgement', (bytes) => {
    expect(() => decodeAcknowledgement(hex(bytes))).toThrow(DecodeError)
  })

  test('the body of a task is its last variable, and any bytes', () => {
    const packet = readPacket(encodeSpoolTask({vars: [['name', 'x']], body: Buffer.from([0, 255])}))
    expect(packet.modifier1).toBe(17)
    expect(decodeVars(packet.body)).toEqual([
      ['name', 'x'],
      ['body', '\0\xff'],
    ])
  })

  test('a spool file without a body, and a file that is none', () => {
    expect(decodeSpoolFile(encodeSpoolTask({vars: [['a', '1']]}))).toEqual({vars: [['a', '1']], body: Buffer.alloc(0)})
    expect(() => decodeSpoolFile(Buffer.from('[uwsgi]\nmaster = true\n'))).toThrow(DecodeError)
  })
})

describe('rpc', () => {
  test('an array block, by hand', () => {
    expect(encodeArray(['ab', '', 'c'])).toEqual(hex('0200', text('ab'), '0000', '0100', text('c')))
    expect(decodeArray(hex('0200', text('ab'), '0000'))).toEqual(['ab', ''])
  })

  test.each(['01', '0100', '0200aa'])('a cut-off array (%s) is an error', (bytes) => {
    expect(() => decodeArray(hex(bytes))).toThrow(DecodeError)
  })

  test('the raw form asks with modifier2 1 and is answered with bytes alone', () => {
    expect(encodeRpc({function: 'f'}, 'raw').subarray(0, 4)).toEqual(hex('ad', '0300', '01'))
    expect(decodeRpcAnswer(Buffer.from('hi'), 'raw').toString()).toBe('hi')
  })

  test('what a server puts into a number is shown short and harmless', () => {
    const vars = [['CONTENT_LENGTH', `\x1b[2J\x9b${'x'.repeat(60_000)}`]] as const
    const answer = encodePacket({modifier1: 173, modifier2: 5, body: encodeVars(vars)})
    expect(() => decodeRpcAnswer(answer)).toThrow(/^[ -~…]{1,200}$/)
  })

  test('an answer over 65,535 bytes', () => {
    const result = Buffer.alloc(70_000, 'x')
    const head = encodePacket({modifier1: 173, modifier2: 5, body: encodeVars([['CONTENT_LENGTH', '70000']])})
    expect(decodeRpcAnswer(Buffer.concat([head, result])).equals(result)).toBe(true)
    expect(() => decodeRpcAnswer(Buffer.concat([head, result.subarray(1)]))).toThrow(/69999 of 70000 bytes/)
    expect(() => decodeRpcAnswer(Buffer.concat([head, result, result]))).toThrow(/70000 bytes follow/)
  })

  test('a long answer without a length', () => {
    const answer = encodePacket({modifier1: 173, modifier2: 5, body: encodeVars([['CONTENT_LENGTH', 'x']])})
    expect(() => decodeRpcAnswer(answer)).toThrow(/CONTENT_LENGTH of a long RPC answer is "x"/)
  })

  test.each([
    ['no name', {function: ''}, /name of the function is empty/],
    ['an empty argument', {function: 'f', args: ['a', '']}, /argument 2 is empty, which uWSGI drops/],
    ['too many', {function: 'f', args: Array<string>(255).fill('x')}, /255 arguments; uWSGI takes at most 254/],
    ['wide characters', {function: 'f', args: ['€']}, /item 1 has a character above 0xFF/],
    ['an argument too long', {function: 'f', args: ['x'.repeat(65_536)]}, /item 1 is 65536 bytes/],
    ['too much of it', {function: 'f', args: ['x'.repeat(65_532)]}, /the block is 65537 bytes/],
  ])('%s is refused', (_, call, message) => expect(() => encodeRpc(call)).toThrow(message))

  test.each([
    ['nothing', '', /no bytes/],
    ['a pong', '64000001', /starts with 173, not with 100/],
    ['another form', 'ad000003', /is 0 or 5, not 3/],
    ['cut off', 'ad050000aa', /announces a block of 5 bytes; 1 came/],
    ['too much', 'ad000000aa', /1 bytes follow/],
  ])('an answer that is %s', (_, bytes, message) => expect(() => decodeRpcAnswer(hex(bytes))).toThrow(message))
})

describe('cache', () => {
  test('the value is behind the packet, its size and expiry in it', () => {
    const value = Buffer.from([0, 1, 255])
    const {body, rest, modifier2} = readPacket(
      encodeCacheRequest({command: 'update', key: 'k', cache: 'c', expires: 60, value}),
    )
    expect(modifier2).toBe(17)
    expect(rest).toEqual(value)
    expect(Object.fromEntries(decodeVars(body))).toEqual({
      cmd: 'update',
      key: 'k',
      cache: 'c',
      size: '3',
      expires: '60',
    })
  })

  test('clear needs no key', () => {
    expect(decodeVars(readPacket(encodeCacheRequest({command: 'clear'})).body)).toEqual([['cmd', 'clear']])
  })

  test.each<[CacheRequest, RegExp]>([
    [{command: 'get'}, /cache get needs a key/],
    [{command: 'get', key: ''}, /cache get needs a key/],
    [{command: 'clear', key: 'k'}, /cache clear takes no key/],
    [{command: 'set', key: 'k'}, /cache set needs a value/],
    [{command: 'del', key: 'k', value: Buffer.from('x')}, /cache del takes no value/],
    [{command: 'get', key: 'k', expires: 5}, /cache get takes no expiry/],
    [{command: 'set', key: 'k', value: Buffer.from('x'), expires: -1}, /expires in whole seconds, not -1/],
  ])('%j is refused', (request, message) => expect(() => encodeCacheRequest(request)).toThrow(message))

  test('an expiry in the answer is an epoch', () => {
    const body = encodeVars([
      ['status', 'ok'],
      ['size', '2'],
      ['expires', '4102444800'],
    ])
    const answer = Buffer.concat([encodePacket({modifier1: 111, modifier2: 17, body}), Buffer.from('hi')])
    expect(decodeCacheAnswer(answer)).toEqual({status: 'ok', size: 2, expires: 4_102_444_800, value: Buffer.from('hi')})
    expect(() => decodeCacheAnswer(answer.subarray(0, -1))).toThrow(/1 of 2 bytes/)
    expect(() => decodeCacheAnswer(Buffer.concat([answer, Buffer.from('!')]))).toThrow(/3 of 2 bytes/)
  })

  test.each([
    ['nothing', Buffer.alloc(0), /no bytes/],
    ['four bytes of memory, as the old dialect leaks', hex('a0b1c2d3'), /./],
    ['no status', encodePacket({modifier1: 111, modifier2: 17}), /without a status/],
    ['another dialect', encodePacket({modifier1: 111, modifier2: 1}), /is 17, not 1/],
  ])('an answer that is %s', (_, bytes, message) => expect(() => decodeCacheAnswer(bytes)).toThrow(message))
})

describe('subscription', () => {
  const subscription = {
    action: 'unsubscribe',
    key: 'example.com',
    address: '127.0.0.1:3031',
    modifier1: 5,
    modifier2: 0,
    cores: 4,
    load: 0,
    weight: 1,
    more: [['notify', '/run/notify.sock']],
  } as const

  test('encodes what it decodes', () => {
    const packet = encodeSubscription(subscription)
    expect(packet[0]).toBe(224)
    expect(packet[3]).toBe(1)
    expect(decodeSubscription(readPacket(packet))).toEqual(subscription)
  })

  test.each<[string, [string, string][], RegExp]>([
    ['no key', [['address', 'x']], /without key/],
    ['no address', [['key', 'x']], /without address/],
    [
      'cores',
      [
        ['key', 'x'],
        ['address', 'y'],
        ['cores', 'many'],
      ],
      /cores of a subscription is "many"/,
    ],
  ])('%s', (_, vars, message) => {
    const packet = readPacket(encodePacket({modifier1: 224, body: encodeVars(vars)}))
    expect(() => decodeSubscription(packet)).toThrow(message)
  })

  test('a number that is none is refused', () => {
    expect(() => encodeSubscription({...subscription, weight: Number.NaN})).toThrow(/weight of a subscription is NaN/)
  })
})

test('any bytes decode or fail with a DecodeError, whoever reads them', () => {
  const readers = [
    decodePong,
    decodeAcknowledgement,
    decodeRpcAnswer,
    decodeCacheAnswer,
    decodeSpoolFile,
    decodeArray,
    (bytes: Uint8Array) => decodeSubscription(readPacket(bytes)),
  ]
  const answers = fc
    .record({
      modifier1: fc.constantFrom(17, 100, 111, 173, 224, 255, 0),
      modifier2: fc.constantFrom(0, 1, 5, 17, 3),
      body: fc.oneof(
        fc.uint8Array({maxLength: 40}),
        fc
          .array(
            fc.tuple(
              fc.constantFrom('status', 'size', 'expires', 'CONTENT_LENGTH', 'key', 'address', 'cores', 'x'),
              fc.constantFrom('', '0', '3', '-1', 'ok', '9'.repeat(30)),
            ),
            {maxLength: 5},
          )
          .map((vars) => encodeVars(vars)),
      ),
      rest: fc.uint8Array({maxLength: 5}),
    })
    .map(({rest, ...packet}) => Buffer.concat([encodePacket(packet), rest]))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({maxLength: 80}), answers), (bytes) => {
      for (const read of readers) {
        try {
          read(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError)
        }
      }
    }),
    {numRuns: 3000},
  )
})

test('modifiers have names', () => {
  expect(modifierName(Modifier1.ping)).toBe('ping')
  expect(modifierName(200)).toBeUndefined()
})
