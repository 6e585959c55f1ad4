import {expect, test} from 'vitest'
import {unknownFlagsIn, variableOf, withHabits} from '../../src/cli/parsing.js'

const FLAGS = {
  timeout: {type: 'option', char: 'W'},
  header: {type: 'option', char: 'H', multiple: true},
  verbose: {type: 'boolean', char: 'v'},
  color: {type: 'boolean', allowNo: true},
}

test.each([
  ['--timout 3 /run/app.sock', ['--timout']],
  ['--timeout 3 -W3 -W 3 --timeout=3', []],
  ['--timeout --bogus', []], // its value, however odd
  ['-v -x --no-color --no-verbose', ['-x', '--no-verbose']],
  ['-H a --bogus=1 -- --not-a-flag', ['--bogus=1']],
  ['- -1 -5.5', []],
])('%s', (typed, unknown) => {
  expect(unknownFlagsIn(typed.split(' '), FLAGS)).toEqual(unknown)
})

test('a flag has its variable, unless it can be repeated', () => {
  expect(variableOf('no-input')).toBe('TSGI_NO_INPUT')
  const {flags} = withHabits({flags: FLAGS}) as {flags: Record<string, object>}
  expect(flags['timeout']).toMatchObject({env: 'TSGI_TIMEOUT'})
  expect(flags['header']).not.toHaveProperty('env')
  expect(flags['header']).toMatchObject({multipleNonGreedy: true})
})
