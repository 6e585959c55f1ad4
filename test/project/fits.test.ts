import {expect, test} from 'vitest'
import {fits} from '../../src/project/fits.js'

test.each([
  ['3.11.7', '3.11.2', true],
  ['3.11', '3.11.2', true],
  ['3.11.2', '3.12.0', false],
  ['3.1.1', '3.11.1', false],
  ['2.7.18', '3.11.2', false],
  [undefined, '3.11.2', undefined],
  ['3.11.2', undefined, undefined],
  ['pypy', '3.11', undefined],
])('a virtual environment of %s with %s: %s', (environment, plugin, expected) => {
  expect(fits(environment, plugin).fits).toBe(expected)
})

test('it says why', () => {
  expect(fits('3.12.1', '3.11.2').why).toBe(
    'the virtual environment is Python 3.12, uWSGI loads Python 3.11: its packages in lib/python3.12 are not seen',
  )
})
