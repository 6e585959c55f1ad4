import {describe, expect, test} from 'vitest'
import {dryRunOption} from '../../src/knowledge/uwsgi-dry-run.js'
import {uwsgiOptions} from '../../src/knowledge/uwsgi-options.js'

const options = [...uwsgiOptions()]
const classOf = (name: string) => dryRunOption(name)?.class

test('every option that uWSGI knows has a class and a reason', () => {
  const without = options.filter(({name}) => !dryRunOption(name)?.reason).map(({name}) => name)
  expect(without).toEqual([])
  expect(options.length).toBeGreaterThan(1300)
})

test('names of the same thing have one class', () => {
  for (const {name, aliases} of options) {
    for (const alias of aliases) expect(`${alias} ${classOf(alias)}`).toBe(`${alias} ${classOf(name)}`)
  }
})

describe('by what the tables of uWSGI say of an option', () => {
  test('no list of sockets is left in', () => {
    const left = options.filter(({kind, name}) => kind === 'socket-list' && classOf(name) === 'safe')
    expect(left).toEqual([])
  })

  test('nothing that hands the output to a logger is left in', () => {
    const left = options.filter(
      ({flags, name}) => flags.some((it) => it.includes('log-master')) && classOf(name) === 'safe',
    )
    expect(left).toEqual([])
  })

  test('what acts while the file is read is known one by one', () => {
    const left = options.filter(({flags, name}) => flags.includes('immediate') && classOf(name) === 'safe')
    expect(left.map(({name}) => name).sort()).toMatchInlineSnapshot(`
      [
        "autoload",
        "blacklist",
        "declare-option",
        "dlopen",
        "early-envdir",
        "early-perl",
        "early-perl-exec",
        "early-php",
        "early-php-sapi-name",
        "early-psgi",
        "early-pyimport",
        "early-python",
        "early-python-import",
        "early-python-path",
        "early-pythonpath",
        "end-blacklist",
        "end-whitelist",
        "ienv",
        "ini-paste",
        "ini-paste-logged",
        "listen",
        "need-plugin",
        "need-plugins",
        "pcre-jit",
        "plugin",
        "plugin-dir",
        "plugins",
        "plugins-dir",
        "pypy-ini-paste",
        "strict",
        "umask",
        "whitelist",
      ]
    `)
  })
})

test.each([
  ['binds', ['socket', 'http-socket', 'http', 'https', 'fastrouter', 'shared-socket', 'stats', 'snmp', 'zerg', 'udp']],
  ['writes', ['pidfile', 'pidfile2', 'safe-pidfile', 'safe-pidfile2', 'cache-store', 'queue-store', 'metrics-dir']],
  ['deletes', ['vacuum', 'shutdown-sockets']],
  ['daemonises and logs', ['daemonize', 'daemonize2', 'logto', 'logto2', 'logger', 'req-logger', 'log-master']],
  ['watches', ['touch-reload', 'touch-exec', 'touch-logrotate', 'fs-reload', 'py-autoreload', 'master-fifo']],
  ['runs', ['attach-daemon', 'smart-attach-daemon2', 'mule', 'cron', 'cron2', 'spooler', 'emperor', 'alarm', 'farm']],
  ['tells others', ['subscribe-to', 'subscribe2', 'legion', 'legion-node', 'stats-push', 'carbon', 'rrdtool']],
  ['is a command', ['reload', 'stop', 'signal', 'exit', 'extract', 'build-plugin', 'connect-and-read', 'get']],
])('what %s is out', (_, names) => {
  for (const name of names) expect(`${name} ${classOf(name)}`).toBe(`${name} removed`)
})

test('every hook, and all that runs a command or calls a function of the program at a stage of its life, is out', () => {
  const stages = options.filter(({name}) =>
    /^(exec|hook|call|u?mount)-(as|in|pre|post|master|emperor|touch|accept)/.test(name),
  )
  expect(stages.length).toBeGreaterThan(60)
  for (const {name} of stages) expect(`${name} ${classOf(name)}`).toBe(`${name} removed`)
})

test('what makes the application load stays', () => {
  for (const name of [
    'module',
    'wsgi-file',
    'psgi',
    'rack',
    'lua',
    'mount',
    'plugin',
    'chdir',
    'virtualenv',
    'env',
    'import',
    'pyimport',
  ]) {
    expect(`${name} ${classOf(name)}`).toBe(`${name} safe`)
  }
})
