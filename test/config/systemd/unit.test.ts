import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {commandsOf, splitWords, uwsgiOf} from '../../../src/config/systemd/command.js'
import {environmentFiles, unitVariables} from '../../../src/config/systemd/environment.js'
import {dropInFolders, loadUnit} from '../../../src/config/systemd/load.js'
import {parseUnit} from '../../../src/config/systemd/parse.js'
import {replaceSpecifiers} from '../../../src/config/systemd/specifiers.js'
import {settingOf, settingsOf, unitBoolean, unitSeconds} from '../../../src/config/systemd/unit.js'
import {globPattern} from '../../../src/glob.js'

const unit = (text: string) => ({files: [parseUnit(text, 'a.service')]})
const values = (text: string) => unit(text).files[0]!.settings.map(({section, name, value}) => [section, name, value])
const kinds = (text: string) => parseUnit(text, 'a.service').problems.map(({kind}) => kind)

describe('lines', () => {
  test('sections, comments, blanks, CR', () => {
    const text = '# one\n[Service]\r\n  User = www-data \r\n;two\nA=b # c\n[X-Own]\nB=\n'
    expect(values(text)).toEqual([
      ['Service', 'User', 'www-data'],
      ['Service', 'A', 'b # c'],
      ['X-Own', 'B', ''],
    ])
    expect(parseUnit(text, 'a').comments.map((it) => it.text)).toEqual(['one', 'two'])
  })

  test('continued lines are joined by a blank, past comments, and keep their places', () => {
    const text = '[Service]\nExecStart=/usr/bin/uwsgi \\\n# why\n  --ini \\\n  "/etc/my app.ini"\nUser=x\n'
    const [start, user] = parseUnit(text, 'a.service').settings
    expect(start).toMatchObject({
      value: '/usr/bin/uwsgi    --ini    "/etc/my app.ini"',
      location: {line: 2, endLine: 5},
    })
    expect(user).toMatchObject({name: 'User', location: {line: 6}})
    const words = splitWords(start!)!
    expect(words.map(({value}) => value)).toEqual(['/usr/bin/uwsgi', '--ini', '/etc/my app.ini'])
    expect(words.map((word) => text.slice(word.start, word.end))).toEqual([
      '/usr/bin/uwsgi',
      '--ini',
      '"/etc/my app.ini"',
    ])
  })

  test('what systemd passes over', () => {
    expect(kinds('User=x\n[Service]\nflag\n[Install\nA=1\n')).toEqual([
      'no-section',
      'equals-missing',
      'section-header',
    ])
    expect(values('User=x\n[Service]\nflag\nA=1\n')).toEqual([['Service', 'A', '1']])
    expect(kinds('[Service]\nA=1\n[Install\nB=1\nflag\n')).toEqual(['section-header'])
    expect(kinds('\uFEFF[Service]\nUser=x\n')).toEqual([])
  })
})

test('an empty setting takes back what stands before it', () => {
  const it = unit(
    '[Service]\nExecStart=/a\nEnvironment=A=1\nExecStart=\nExecStart=/b\nEnvironment=B=2\nUser=x\nUser=y\n',
  )
  expect(settingsOf(it, 'Service', 'ExecStart').map(({value}) => value)).toEqual(['/b'])
  expect(settingsOf(it, 'Service', 'Environment')).toHaveLength(2)
  expect(settingOf(it, 'Service', 'User')?.value).toBe('y')
  expect(settingOf(it, 'Service', 'Group')).toBeUndefined()
})

describe('commands', () => {
  const commands = (value: string) => commandsOf(parseUnit(`[Service]\nExecStart=${value}\n`, 'a').settings[0]!)
  const words = (value: string) => commands(value)?.map((command) => command.words.map((word) => word.value))

  test.each([
    ['/a b  c', [['/a', 'b', 'c']]],
    [`/a "b c" 'd "e"' f"g h"i`, [['/a', 'b c', 'd "e"', 'fg hi']]],
    [String.raw`/a \x41\s\t\u0042\101 "\""`, [['/a', 'A \tBA', '"']]],
    ['/a ; /b c', [['/a'], ['/b', 'c']]],
    [String.raw`/a \; b`, [['/a', ';', 'b']]],
    ['-@/a argv0 b', [['/a', 'b']]],
    [`/a $X $\{Y} $$ %i`, [['/a', '$X', `$\{Y}`, '$$', '%i']]],
    ['/a "b', undefined],
    [String.raw`/a \q`, undefined],
    [String.raw`/a \x00`, undefined],
  ])('%s', (value, expected) => expect(words(value)).toEqual(expected))

  test('the signs before the program', () => {
    expect(commands('!!-/a')).toMatchObject([{prefix: '!!-', words: [{value: '/a'}]}])
  })

  test('the uWSGI that a unit starts, with places in its file', () => {
    const text = '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/a.ini \\\n  --socket :3031\n'
    const found = uwsgiOf(unit(text))!
    expect(found.options.map(({name, value, location}) => [name, value, location.line])).toEqual([
      ['ini', '/etc/a.ini', 2],
      ['socket', ':3031', 3],
    ])
    expect(found.file).toBe('a.service')
    expect(uwsgiOf(unit('[Service]\nExecStart=/usr/bin/nginx\n'))).toBeUndefined()
    expect(uwsgiOf(unit('[Service]\nExecStart=/venv/bin/uwsgi\n'))?.options).toEqual([])
    expect(uwsgiOf(unit("[Service]\nExecStart=/bin/sh -c 'exec uwsgi --ini x'\n"))).toBeUndefined()
  })
})

test('variables', () => {
  const text = '[Service]\nEnvironment=A=1 "B=two words" C=x\nEnvironment=A=2\nEnvironmentFile=-/etc/default/a\n'
  expect(unitVariables(unit(text)).map(({name, value}) => [name, value])).toEqual([
    ['A', '2'],
    ['B', 'two words'],
    ['C', 'x'],
  ])
  const [, b] = unitVariables(unit(text))
  expect(text.slice(b!.start, b!.end)).toBe('"B=two words"')
  expect(environmentFiles(unit(text))).toEqual([{path: '/etc/default/a', isOptional: true}])
})

test('specifiers', () => {
  const replace = (text: string, name = 'shop-web@blue\\x2dgreen-x.service') => replaceSpecifiers(text, {name})
  expect(replace('%n|%N|%p|%i|%I|%j|%t|%%').value).toBe(
    'shop-web@blue\\x2dgreen-x.service|shop-web@blue\\x2dgreen-x|shop-web|blue\\x2dgreen-x|blue-green/x|web|/run|%',
  )
  expect(replace('%m %u')).toEqual({value: '%m %u', isKnown: false, wrong: []})
  expect(replace('%z 100%')).toMatchObject({isKnown: true, wrong: ['%z', '%']})
})

test('booleans and times', () => {
  expect(['yes', 'ON', '1', 'no', 'off', 'maybe', ''].map(unitBoolean)).toEqual([
    true,
    true,
    true,
    false,
    false,
    undefined,
    undefined,
  ])
  expect(['90', '1min 30s', '1.5h', '500ms', 'infinity', '5x', '', '-1'].map(unitSeconds)).toEqual([
    90,
    90,
    5400,
    0.5,
    Number.POSITIVE_INFINITY,
    undefined,
    undefined,
    undefined,
  ])
})

test('drop-ins come in the order of their names, the more special of two alike', async () => {
  expect(dropInFolders('a-b@c.service')).toEqual(['a-b@c.service.d', 'a-b@.service.d', 'a-.service.d', 'service.d'])
  const texts = new Map([
    ['/u/a@x.service.d/20.conf', '[Service]\nUser=special\n'],
    ['/u/a@.service.d/20.conf', '[Service]\nUser=shared\n'],
    ['/u/a@.service.d/10.conf', '[Service]\nUser=first\nGroup=g\n'],
    ['/etc/systemd/system/service.d/99.conf', '[Service]\nNice=1\n'],
  ])
  const files = {
    read: async (path: string) => texts.get(path),
    glob: async (pattern: string) => [...texts.keys()].filter((path) => globPattern(pattern).test(path)).sort(),
  }
  const loaded = await loadUnit('[Service]\nUser=own\n', '/u/a@x.service', {files, folders: ['/etc/systemd/system']})
  expect(loaded.files.map(({file}) => file)).toEqual([
    '/u/a@x.service',
    '/u/a@.service.d/10.conf',
    '/u/a@x.service.d/20.conf',
    '/etc/systemd/system/service.d/99.conf',
  ])
  expect(settingOf(loaded, 'Service', 'User')?.value).toBe('special')
  expect(settingOf(loaded, 'Service', 'Group')?.value).toBe('g')
})

test('any text is read, and every place lies in it', () => {
  const line = fc.oneof(
    fc.string({maxLength: 10}),
    fc.constantFrom(
      '[Service]',
      'A=b\\',
      '\\',
      '# c',
      'B="x',
      '=',
      '[',
      'ExecStart=/usr/bin/uwsgi -M "a\\',
      '\0',
      '\uFEFF',
    ),
  )
  fc.assert(
    fc.property(fc.array(line, {maxLength: 10}), (lines) => {
      const text = lines.join('\n')
      const config = parseUnit(text, 'a.service')
      uwsgiOf({files: [config]})
      unitVariables({files: [config]})
      for (const setting of config.settings) {
        expect(setting.end).toBeLessThanOrEqual(text.length)
        for (const word of splitWords(setting) ?? []) expect(word.end).toBeLessThanOrEqual(text.length)
        for (const [index, letter] of [...setting.value.split('')].entries()) {
          if (letter !== ' ') expect(text[setting.offsetOf(index)]).toBe(letter)
        }
      }
    }),
    {numRuns: 2000},
  )
})
