import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {DecodeError} from '../../src/wire/decode-error.js'
import {DEFAULT_MAX_VARS, decodeVars, encodeVars, limitWarnings, utf8Bytes, type Var} from '../../src/wire/vars.js'

/** A byte string: any byte, any length that is drawn. */
const byteString = (constraints: fc.IntArrayConstraints = {maxLength: 90}) =>
  fc.uint8Array(constraints).map((bytes) => Buffer.from(bytes).toString('latin1'))
const anyVars = fc.array(fc.tuple(byteString({minLength: 1, maxLength: 90}), byteString()), {maxLength: 40})

const hex = (...parts: string[]) => Buffer.from(parts.join(''), 'hex')

test('golden bytes, written by hand', () => {
  expect(encodeVars([['A', 'bc']])).toEqual(hex('0100', '41', '0200', '6263'))
  expect(encodeVars([['Ü'.normalize('NFC'), '']])).toEqual(hex('0100', 'dc', '0000'))
  expect(encodeVars([])).toEqual(hex())
})

test('a name that comes twice stays twice, in its place', () => {
  const cookies: Var[] = [
    ['HTTP_COOKIE', 'a=1'],
    ['PATH_INFO', '/'],
    ['HTTP_COOKIE', 'b=2'],
  ]
  expect(decodeVars(encodeVars(cookies))).toEqual(cookies)
})

test('whatever is encoded decodes to itself, in both modes', () => {
  fc.assert(
    fc.property(anyVars, (vars) => {
      const block = encodeVars(vars)
      expect(decodeVars(block)).toEqual(vars)
      expect(decodeVars(block, {mode: 'uwsgi'})).toEqual(vars)
    }),
  )
})

test('a block stays what it was when others are encoded after it', () => {
  fc.assert(
    fc.property(fc.array(anyVars, {minLength: 2, maxLength: 6}), (requests) => {
      const blocks = requests.map((vars) => encodeVars(vars))
      expect(blocks.map((block) => decodeVars(block))).toEqual(requests)
    }),
    {numRuns: 50},
  )
})

test('more names than anybody has, long ones, and many in one block', () => {
  const names = Array.from({length: 3000}, (_, i) => `HTTP_X_${i}${'_LONG'.repeat(i % 20)}`)
  for (const name of [...names, ...names]) expect(decodeVars(encodeVars([[name, 'v']]))).toEqual([[name, 'v']])
  const many = names.slice(0, 900).map((name, i): Var => [name.slice(0, 50), String(i)])
  for (const vars of [many, many.toReversed(), many]) expect(decodeVars(encodeVars(vars))).toEqual(vars)
})

test('what repeats from block to block, and what then does not, comes out right', () => {
  const name = fc.constantFrom('A', 'REQUEST_METHOD', 'X'.repeat(100), '\xff\xfe')
  const value = fc.constantFrom(
    '',
    'GET',
    'POST',
    '\0',
    '\xff\xff\xff\x7f\xff\xff\xff\xff',
    'y'.repeat(50),
    'z'.repeat(200),
  )
  const repeated = fc.tuple(fc.array(fc.tuple(name, value), {maxLength: 4}), fc.integer({min: 1, max: 4}))
  fc.assert(
    fc.property(fc.array(repeated, {maxLength: 12}), (requests) => {
      for (const [vars, times] of requests) {
        for (let i = 0; i < times; i++) expect(decodeVars(encodeVars(vars))).toEqual(vars)
      }
    }),
    {numRuns: 500},
  )
})

test('names of any bytes survive being known', () => {
  const names = ['\xff'.repeat(14), 'ABCDE\xf1\x7fGHIJK\xf7\xff', '\0'.repeat(8), '\x7f\xf0\x7f\xf8'.repeat(4)]
  for (const name of [...names, ...names]) expect(decodeVars(encodeVars([[name, '']]))).toEqual([[name, '']])
})

test.each([65_535, 65_536, 65_542, 65_543])('a block of the largest size where %i bytes of memory are left', (room) => {
  const largest: Var[] = [
    ['A', 'x'.repeat(65_535 - 5 - 5)],
    ['A', ''], // a name is written in words, beyond the end of the block
  ]
  const encodeBytes = (size: number) => encodeVars([['A', 'x'.repeat(size - 5)]])
  let block = encodeVars(largest)
  while (block.byteOffset !== 0) block = encodeVars(largest)
  const toFill = block.buffer.byteLength - block.length - room
  for (const size of [50_000, 50_000, toFill - 100_000]) block = encodeBytes(size)
  expect(block.buffer.byteLength - block.byteOffset - block.length).toBe(room)
  expect(decodeVars(encodeVars(largest))).toEqual(largest)
})

test('a caller may write into a block that it was given', () => {
  const vars: Var[] = [['REQUEST_METHOD', 'GET']]
  encodeVars(vars).fill(0)
  expect(decodeVars(encodeVars(vars))).toEqual(vars)
})

test('thousands of blocks of every size, long and short, come out right', () => {
  for (let i = 0; i < 3000; i++) {
    const vars: Var[] = [
      [`NAME_${i % 7}`, 'v'.repeat(i % 100)],
      ['Z', 'x'.repeat((i * 37) % 5000)],
    ]
    const parts = vars
      .flat()
      .flatMap((text) => [Buffer.from([text.length & 0xff, text.length >> 8]), Buffer.from(text)])
    expect(encodeVars(vars).equals(Buffer.concat(parts)), `block ${i}`).toBe(true)
  }
})

describe('what the wire cannot hold is refused', () => {
  const long = 'x'.repeat(65_536)
  test.each<[why: string, vars: Var[], message: RegExp, code: string]>([
    ['an empty name', [['', 'x']], /a variable has an empty name/, 'TSGI_BAD_VARIABLE'],
    ['a name over 65,535 bytes', [[long, '']], /the name of "x+…" is 65536 bytes/, 'TSGI_BAD_VARIABLE'],
    ['a value over 65,535 bytes', [['A', long]], /the value of "A" is 65536 bytes/, 'TSGI_BAD_VARIABLE'],
    [
      'a block over 65,535 bytes',
      [
        ['A', long.slice(5)],
        ['B', ''],
      ],
      /the block is 65541 bytes/,
      'TSGI_PACKET_TOO_BIG',
    ],
    ['a name above 0xFF', [['Ā', '']], /the name of "Ā" has a character above 0xFF/, 'TSGI_BAD_VARIABLE'],
    ['a short value above 0xFF', [['A', '€']], /the value of "A" has a character above 0xFF/, 'TSGI_BAD_VARIABLE'],
    ['a long value above 0xFF', [['A', `${'x'.repeat(99)}€`]], /the value of "A" has a character/, 'TSGI_BAD_VARIABLE'],
    [
      'what is no string',
      [['A', 5 as unknown as string]],
      /the value of "A" is no string but number/,
      'TSGI_BAD_VARIABLE',
    ],
  ])('%s', (_, vars, message, code) => {
    const refusal = expect.objectContaining({code, kind: 'usage', message: expect.stringMatching(message)})
    expect(() => encodeVars(vars)).toThrow(refusal)
  })

  test('65,535 bytes are not', () => {
    const block = encodeVars([['A', 'x'.repeat(65_530)]])
    expect(block.length).toBe(65_535)
    expect(decodeVars(block)[0]?.[1].length).toBe(65_530)
  })

  test('after a refusal the next block is right', () => {
    expect(() => encodeVars([['AB', '€']])).toThrow()
    expect(encodeVars([['A', 'bc']])).toEqual(hex('0100', '41', '0200', '6263'))
  })
})

describe('a malformed block', () => {
  test.each<[why: string, block: Buffer, strict: RegExp | Var[], uwsgi: RegExp | Var[]]>([
    ['nothing', hex(), [], []],
    ['one byte', hex('01'), /name size is cut off \(at byte 0\)/, /name size is cut off/],
    ['a name size alone', hex('0100'), /name size is cut off/, /name size is cut off/],
    ['an empty name', hex('0000', '41'), /empty name/, /empty name/],
    ['a name to the very end', hex('0100', '41'), /name of 1 bytes runs over/, /name size is cut off \(at byte 2\)/],
    ['half a value size', hex('0100', '41', '00'), /value size is cut off/, /value size is cut off/],
    ['no value bytes', hex('0100', '41', '0200', '61'), /value of 2 bytes runs over/, /value of 2 bytes runs over/],
    [
      'a name over the end, then a good variable: uWSGI skips two bytes and reads on',
      hex('ffff', '0100', '41', '0100', '62'),
      /name of 65535 bytes runs over/,
      [['A', 'b']],
    ],
    ['trailing bytes', hex('0100', '41', '0000', '00'), /name size is cut off/, /name size is cut off/],
  ])('%s', (_, block, strict, uwsgi) => {
    for (const [mode, expected] of [
      ['strict', strict],
      ['uwsgi', uwsgi],
    ] as const) {
      if (expected instanceof RegExp) expect(() => decodeVars(block, {mode})).toThrow(expected)
      else expect(decodeVars(block, {mode})).toEqual(expected)
    }
  })

  test('more variables than allowed', () => {
    const vars = Array.from({length: 129}, (_, i): Var => [`V${i}`, ''])
    expect(decodeVars(encodeVars(vars))).toHaveLength(129)
    expect(decodeVars(encodeVars(vars.slice(1)), {maxVars: DEFAULT_MAX_VARS})).toHaveLength(128)
    expect(() => decodeVars(encodeVars(vars), {maxVars: DEFAULT_MAX_VARS})).toThrow(/more than 128 variables/)
  })

  test('any bytes decode or fail with a DecodeError inside the block, in both modes', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 600}), fc.constantFrom('strict', 'uwsgi'), (bytes, mode) => {
        try {
          const vars = decodeVars(bytes, {mode})
          if (mode === 'strict') expect(encodeVars(vars)).toEqual(Buffer.from(bytes))
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError)
          expect((error as DecodeError).offset).toBeLessThanOrEqual(bytes.length)
        }
      }),
      {numRuns: 2000},
    )
  })

  test('what is strictly right, uWSGI reads the same', () => {
    const nearly = fc
      .tuple(anyVars, fc.uint8Array({maxLength: 6}))
      .map(([vars, tail]) => Buffer.concat([encodeVars(vars), tail]))
    fc.assert(
      fc.property(nearly, (block) => {
        let strict: Var[]
        try {
          strict = decodeVars(block)
        } catch {
          return
        }
        expect(decodeVars(block, {mode: 'uwsgi'})).toEqual(strict)
      }),
    )
  })

  test('the worst block for resynchronising is read in no time', () => {
    const started = performance.now()
    expect(() => decodeVars(Buffer.alloc(65_535, 0xff), {mode: 'uwsgi'})).toThrow(/cut off/)
    expect(performance.now() - started).toBeLessThan(200)
  })
})

test('limits of a default uWSGI are warned of, and only over them', () => {
  const vars = (count: number) => Array.from({length: count}, (): Var => ['A', ''])
  expect(limitWarnings(vars(128), 4096)).toEqual([])
  expect(limitWarnings(vars(1), 4097)).toEqual([expect.stringMatching(/4097 bytes.*buffer-size/)])
  expect(limitWarnings(vars(129), 4096)).toEqual([expect.stringMatching(/129 variables.*max-vars/)])
})

test('text becomes a byte string by UTF-8', () => {
  expect(encodeVars([['A', utf8Bytes('é€')]])).toEqual(hex('0100', '41', '0500', 'c3a9e282ac'))
})
