import {describe, expect, test} from 'vitest'
import {argument, linePath, lineText, plainPath, program, word} from '../../../src/render/systemd/spell.js'

test.each([
  ['/srv/shop', '/srv/shop'],
  ['/srv/my shop', '"/srv/my shop"'],
  ['/srv/100%', '/srv/100%%'],
  ['/srv/a"b', '"/srv/a\\"b"'],
  ['/srv/a\\', '"/srv/a\\\\"'],
  ["/srv/it's", '"/srv/it\'s"'],
  ['/srv/a;b', '"/srv/a;b"'],
  ['/srv/$HOME', '"/srv/$HOME"'],
  ['', '""'],
  ['/srv/grün', '"/srv/grün"'],
])('the word %j', (text, spelt) => {
  expect(word('it', text)).toBe(spelt)
})

test('in a command line a $ is no variable', () => {
  expect(argument('it', '/srv/$HOME/$x')).toBe('"/srv/$$HOME/$$x"')
  expect(() => program('it', '/opt/$HOME/uwsgi')).toThrow('systemd expands no "$" in the path of a program')
  expect(() => program('it', 'uwsgi')).toThrow('it is not an absolute path')
})

describe('the rest of a line', () => {
  test('has no escapes but %%', () => {
    expect(lineText('it', 'my "shop" 100%')).toBe('my "shop" 100%%')
    expect(linePath('it', '/srv/my shop 100%')).toBe('/srv/my shop 100%%')
  })

  test.each([
    ['a\\', 'joins the next line'],
    [' a', 'drops the blanks'],
    ['a ', 'drops the blanks'],
    ['', 'it is empty'],
    ['a\nUser=root', 'the control character U+000A'],
  ])('%j has no spelling', (text, reason) => {
    expect(() => lineText('it', text)).toThrow(reason)
  })

  test.each(['/etc/*.env', '/etc/?.env', '/etc/[a].env', '/etc/\\.env'])('%j is a pattern', (path) => {
    expect(() => plainPath('it', path)).toThrow('as a pattern')
  })
})
