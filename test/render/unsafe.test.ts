import {expect, test} from 'vitest'
import {absolutePath, matching, oneLine, wholeNumber} from '../../src/render/unsafe.js'

test.each(['a\nb', 'a\rb', 'a\0b', '\t', 'a\u2028b', 'a\u0085b', '\u200b', '\ud800'])(
  '%j is not of one line',
  (value) => {
    expect(() => oneLine('name', value)).toThrow(/: it holds the control character U\+[0-9A-F]{4,}$/)
  },
)

test.each(['/srv/my app', '/srv/100%', '/srv/grün', '/a..b/…', '/'])('%j is a path', (value) => {
  expect(absolutePath('root', value)).toBe(value)
})

test.each([
  ['srv', 'it is not an absolute path'],
  ['', 'it is not an absolute path'],
  ['/srv/../etc', 'it climbs with ".."'],
  ['/..', 'it climbs with ".."'],
  [`/${'é'.repeat(2048)}`, 'it is longer than the 4095 bytes of a path'],
])('%j is none', (value, reason) => {
  expect(() => absolutePath('root', value)).toThrow(reason)
})

test('what has a grammar is held to it', () => {
  expect(matching('mode', '660', /^[0-7]{3}$/, 'it is no mode')).toBe('660')
  expect(() => matching('mode', '66x', /^[0-7]{3}$/, 'it is no mode')).toThrow('mode cannot be "66x": it is no mode')
})

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no whole number', (value) => {
  expect(() => wholeNumber('processes', value)).toThrow('it is no whole number from 0 up')
})
