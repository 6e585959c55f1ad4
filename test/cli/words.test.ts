import {describe, expect, test} from 'vitest'
import {bytesField, counted} from '../../src/cli/output.js'
import {parseModifier, readBlock} from '../../src/cli/packet-flags.js'
import {parseTime} from '../../src/cli/time.js'
import {parseVariables} from '../../src/cli/variables.js'

describe('a modifier', () => {
  test.each([
    ['0', 0],
    ['255', 255],
    ['0x6F', 111],
    ['ping', 100],
    ['RPC', 173],
    ['python', 0],
    ['ruby', 7],
  ])('%j is %i', async (text, number) => {
    expect(await parseModifier(text)).toBe(number)
  })

  test.each([
    ['256', /one byte/, undefined],
    ['png', /"png" is no modifier/, 'did you mean ping?'],
    ['spoler', /no modifier/, 'did you mean spooler?'],
    ['-1', /no modifier/, undefined],
    ['', /no modifier/, undefined],
  ])('%j is refused', async (text, message, meant) => {
    const refusal = parseModifier(text)
    await expect(refusal).rejects.toThrow(message)
    if (meant)
      await expect(refusal).rejects.toMatchObject({kind: 'usage', suggestions: expect.arrayContaining([meant])})
  })
})

describe('a point in time', () => {
  const now = Date.parse('2026-06-01T00:00:00Z')
  test.each([
    ['1800000000', 1_800_000_000],
    ['2027-01-15T08:00:00Z', 1_800_000_000],
    ['2026-06-01', now / 1000],
    ['+10m', now / 1000 + 600],
    ['+90', now / 1000 + 90],
  ])('%j', (text, seconds) => {
    expect(parseTime(text, now)).toBe(seconds)
  })

  test.each(['tomorrow', '', '+', '-5', '2026-13-01', '1e9'])('%j is none', (text) => {
    expect(() => parseTime(text, now)).toThrow()
  })
})

test('variables: the first = separates, UTF-8, order and repetition kept', () => {
  expect(parseVariables(['A=b=c', 'ü=', 'A=2'])).toEqual([
    ['A', 'b=c'],
    ['\xc3\xbc', ''],
    ['A', '2'],
  ])
  expect(() => parseVariables(['A'])).toThrow('"A" has no =')
  expect(() => parseVariables(['=A'])).toThrow('no name')
})

test('one standard input cannot be both block and body', async () => {
  await expect(readBlock({raw: '-', body: '-'})).rejects.toMatchObject({kind: 'usage'})
})

test('bytes in a document, and counts in a sentence', () => {
  expect(bytesField('value', Buffer.from('ü'))).toEqual({value: 'ü'})
  expect(bytesField('value', Buffer.from([0xff]))).toEqual({value_base64: '/w=='})
  expect([counted(0, 'byte'), counted(1, 'byte'), counted(2, 'byte')]).toEqual(['0 bytes', '1 byte', '2 bytes'])
})
