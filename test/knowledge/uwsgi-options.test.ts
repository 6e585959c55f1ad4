import {describe, expect, test} from 'vitest'
import {
  canonicalOption,
  compareVersions,
  hasOption,
  uwsgiOption,
  uwsgiOptions,
  uwsgiShortOption,
} from '../../src/knowledge/uwsgi-options.js'
import {pluginNamed, pluginsIn} from '../../src/knowledge/uwsgi-plugins.js'

test('the table is whole, and every row reads', () => {
  const options = [...uwsgiOptions()]
  expect(options).toHaveLength(1328)
  expect(new Set(options.map(({plugin}) => plugin)).size).toBe(52)
  for (const {name, kind, takes, plugin} of options) {
    expect(name).toMatch(/^[a-z0-9][\w-]*$/)
    expect(kind).toMatch(/^[a-z0-9-]+$/)
    expect(takes).toBeDefined()
    expect(plugin).toMatch(/^\w+$/)
  }
})

test('what a row says', () => {
  expect(uwsgiOption('processes')).toMatchObject({
    takes: 'value',
    kind: 'int',
    plugin: 'core',
    short: 'p',
    aliases: ['workers'],
  })
  expect(uwsgiOption('chmod-socket')).toMatchObject({takes: 'optional value', short: 'C'})
  expect(uwsgiOption('so-send-timeout')).toMatchObject({kind: 'int', takes: 'nothing'})
  expect(uwsgiOption('need-app')).toMatchObject({kind: 'bool', takes: 'optional value'})
  expect(uwsgiOption('alarm-log')).toMatchObject({needs: ['pcre'], flags: ['master', 'log-master']})
  expect(uwsgiOption('shutdown-sockets')).toMatchObject({since: '2.0.18', isSinceUpperBound: true, removedIn: '2.1'})
  expect(uwsgiOption('virtualenv')).toMatchObject({plugin: 'python', aliases: ['home', 'venv', 'pyhome']})
  expect(uwsgiOption('proceses')).toBeUndefined()
})

test('aliases name options, and an option is in one group at most', () => {
  for (const {name, aliases} of uwsgiOptions()) {
    for (const alias of aliases) expect(uwsgiOption(alias)?.aliases, `${name}, ${alias}`).toContain(name)
  }
  expect(canonicalOption('workers')).toBe('processes')
  expect(canonicalOption('plugins')).toBe('plugin')
  expect(canonicalOption('nothing-known')).toBe('nothing-known')
})

test('letters', () => {
  const letters = {s: 'socket', p: 'processes', M: 'master', H: 'home', w: 'module', C: 'chmod-socket', x: 'xmlconfig'}
  for (const [letter, name] of Object.entries(letters)) expect(uwsgiShortOption(letter)?.name).toBe(name)
  expect(uwsgiShortOption('Z')).toBeUndefined()
})

describe('versions', () => {
  test.each([
    ['max-requests-delta', '2.0.28', false],
    ['max-requests-delta', '2.0.29', true],
    ['max-requests-delta', '2.1', true],
    ['shutdown-sockets', '2.0.30', true],
    ['shutdown-sockets', '2.1-dev-1', false],
    ['else', '2.0.31', false],
    ['socket', '1.0', true],
  ])('%s in %s: %s', (name, version, has) => expect(hasOption(uwsgiOption(name)!, version)).toBe(has))

  test('compare by their numbers', () => {
    expect(compareVersions('2.0.21-debian', '2.0.21')).toBe(0)
    expect(compareVersions('2.0.9', '2.0.10')).toBeLessThan(0)
    expect(compareVersions('2.1', '2.0.31')).toBeGreaterThan(0)
  })
})

test('plugins by whatever name a distribution gives them', () => {
  const names = {
    python3: 'python',
    python311: 'python',
    '0:psgi': 'psgi',
    lua51: 'lua',
    rack_ruby31: 'rack',
    gevent_python311: 'gevent',
    gevent3: 'gevent',
    jvm_openjdk17: 'jvm',
    '/opt/uwsgi/php_plugin.so': 'php',
    router_redirect: 'router_redirect',
    cheaper_busyness: 'cheaper_busyness',
  }
  for (const [word, plugin] of Object.entries(names)) expect(pluginNamed(word)).toBe(plugin)
  expect(pluginsIn('http, 0:cgi,')).toEqual([
    {word: 'http', plugin: 'http'},
    {word: '0:cgi', plugin: 'cgi'},
  ])
})
