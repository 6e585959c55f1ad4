import {expect, test} from 'vitest'
import {spell, spellComment} from '../../../src/render/uwsgi/format.js'
import {optionValue, ours, value} from '../../../src/render/uwsgi/value.js'

test.each([
  ['$(HOME)', 'uWSGI reads "$(" as a variable of the environment'],
  ['@(exec://id)', 'uWSGI reads "@(" as the content of a file or the output of a command'],
  ['%(socket)', 'uWSGI reads "%(" as another option'],
  [' a', 'uWSGI drops the blanks at its ends'],
  ['a\t', 'it holds the control character U+0009'],
  ['', 'it is empty'],
  ['a\nexec-asap = id', 'it holds the control character U+000A'],
])('%j is no value', (text, reason) => {
  expect(() => value('it', text)).toThrow(reason)
})

test('a value of two halves is looked at as a whole', () => {
  const [dollar, rest] = [value('it', 'a$'), value('it', '(HOME)')]
  expect(() => ours`${dollar}${rest}`).toThrow('uWSGI reads "$("')
})

test('an option that was asked for by name may name others, and run nothing', () => {
  expect(optionValue('log-format', '%(addr) 100%')).toBe('%(addr) 100%')
  expect(() => optionValue('log-format', '@(exec://id)')).toThrow('uWSGI reads "@("')
  expect(() => optionValue('log-format', '%(addr)\n')).toThrow('control character')
})

test.each([
  ['ini', '100% "a" <b> & #c', '100%% "a" <b> & #c'],
  ['json', '100% "a" \\', '"100%% \\"a\\" \\\\"'],
  ['json', 'true', 'true'],
  ['json', '0027', '"0027"'],
  ['json', '42', '42'],
  ['xml', '<a> & %', '&lt;a&gt; &amp; %%'],
  ['yaml', 'a "b" %', 'a "b" %%'],
] as const)('%s: %s', (format, text, spelt) => {
  expect(spell(format, 'it', value('it', text))).toBe(spelt)
})

test.each([
  ['[::1]:3031', 'cannot start with "["'],
  ['@shop', 'cannot start with "@"'],
  ['%(addr)', 'cannot start with "%"'],
  ['a#b', 'takes "#" in YAML for a comment'],
  ['a: b', 'cannot hold ": "'],
  ['a:', 'cannot hold ": "'],
])('YAML: %j has no spelling that both of its parsers read', (text, reason) => {
  expect(() => spell('yaml', 'it', optionValue('it', text))).toThrow(reason)
})

test('a comment ends where it should', () => {
  expect(spellComment('xml', 'a -- b --> c---')).toBe('a - - b - -> c- - -')
  expect(spellComment('ini', 'a --> 50%')).toBe('a --> 50%%')
})
