import {describe, expect, test} from 'vitest'
import {parseCommandLine, parseCommandWords, parseEnvironment} from '../../../src/config/uwsgi/command-line.js'
import {effective, isOn, isTrue, numberIn, optionValue} from '../../../src/config/uwsgi/effective.js'
import {expandCommandLine, expandFile} from '../../../src/config/uwsgi/expand.js'
import type {Surroundings} from '../../../src/config/uwsgi/surroundings.js'
import {trace} from '../../../src/config/uwsgi/trace.js'
import {globPattern} from '../../../src/glob.js'

/** A machine that is a list of files in /srv. */
function around(files: Readonly<Record<string, string>>, more: Partial<Surroundings> = {}): Surroundings {
  const paths = new Map(Object.entries(files).map(([name, text]) => [`/srv/${name}`, text]))
  return {
    environment: {},
    folder: '/srv',
    files: {
      read: async (path) => paths.get(path),
      glob: async (pattern) => [...paths.keys()].filter((path) => globPattern(pattern).test(path)).sort(),
      kind: async (path) => (paths.has(path) ? 'file' : undefined),
      realPath: async (path) => (paths.has(path) ? path : undefined),
      isLink: async () => false,
    },
    ...more,
  }
}

const expand = (files: Readonly<Record<string, string>>, more: Partial<Surroundings> = {}) =>
  expandFile(Object.keys(files)[0]!, around(files, more))
const kinds = ({problems}: {readonly problems: readonly {readonly kind: string}[]}) => problems.map(({kind}) => kind)

describe('what is not known', () => {
  test('a command is never run, and what it would print is marked', async () => {
    const config = await expand({'a.ini': '[uwsgi]\na=x@(exec://date)\nb=%(a)\nc=@(http://x/y)\nd=1\n'})
    expect(config.options.map(({value, isKnown}) => [value, isKnown])).toEqual([
      ['a.ini', true],
      ['x@(exec://date)', false],
      ['x@(exec://date)', false],
      ['@(http://x/y)', false],
      ['1', true],
    ])
    expect(config.isRefused).toBe(false)
  })

  test('magic variables of a machine that nobody told of', async () => {
    const config = await expand({'a.ini': '[uwsgi]\na=%h\nb=%n\nc=%%h\nd=%t\n'})
    expect(config.options.map(({value, isKnown}) => [value, isKnown]).slice(1)).toEqual([
      ['%h', false],
      ['a', true],
      ['%h', true],
      ['%t', false],
    ])
  })

  test('a condition on such a machine holds perhaps', async () => {
    const text = '[uwsgi]\nif-hostname = a\nx=1\nendif\nif-not-plugin = python\nplugin = python3\nendif\n'
    const unknown = await expand({'a.ini': text})
    expect(unknown.options.filter(({isCertain}) => !isCertain).map(({name}) => name)).toEqual(['x', 'plugin'])
    expect(unknown.plugins).toEqual(['python'])
    const known = await expand({'a.ini': text}, {machine: {hostname: 'b'}, plugins: ['python']})
    expect(known.options.map(({name}) => name)).not.toContain('x')
    expect(known.options.map(({name}) => name)).not.toContain('plugin')
  })

  test('a file over the network is not read', async () => {
    const config = await expand({'a.ini': '[uwsgi]\nini = http://x/a.ini\na=1\n'})
    expect(kinds(config)).toEqual(['not-followed'])
    expect(optionValue(config, 'a')).toBe('1')
  })
})

describe('what uWSGI would not start with', () => {
  test.each([
    ['an include that is not there', 'ini = b.ini\n', 'include-missing'],
    ['a loop', 'ini = a.ini\n', 'include-loop'],
    ['one condition in another', 'if-env = HOME\nif-env = HOME\nendif\n', 'logic-nested'],
    ['a placeholder that contains itself', 'a=x%(a)\n', 'placeholder-loop'],
    ['a file for a value that is not there', 'a=x@(b)\n', 'file-missing'],
    ['a misspelt option, strictly', 'strict=1\nproceses=4\n', 'strict-unknown'],
    ['a placeholder named like an option', 'set-ph=socket=1\n', 'placeholder-option'],
  ])('%s', async (_, lines, kind) => {
    const config = await expand({'a.ini': `[uwsgi]\n${lines}master=1\n`}, {environment: {HOME: '/'}})
    expect(kinds(config)).toEqual([kind])
    expect(config.isRefused).toBe(true)
    expect(config.problems[0]!.location.file).toBe('a.ini')
  })

  test('two placeholders that contain each other stop', async () => {
    const config = await expand({'a.ini': '[uwsgi]\na=x%(b)%(b)\nb=y%(a)%(a)\n'})
    expect(kinds(config)).toContain('placeholder-loop')
    for (const {value} of config.options) expect(value.length).toBeLessThanOrEqual(100_000)
  })

  test('what is only behind the configuration is a warning', async () => {
    const config = await expand({'a.ini': '[uwsgi] ; x\na=1\n'})
    expect(config).toMatchObject({isRefused: false, options: [{name: 'ini'}]})
    expect(kinds(config)).toEqual(['section-with-rest'])
  })

  test('else is a word of 2.1', async () => {
    const files = {'a.ini': '[uwsgi]\nif-env = NO\na=1\nelse\nb=$(NO:-2)\nendif\n'}
    expect(optionValue(await expand(files), 'b')).toBeUndefined()
    expect(optionValue(await expand(files, {machine: {version: '2.1-dev'}}), 'b')).toBe('2')
  })
})

describe('where a value comes from', () => {
  const files = {
    'a.ini': '[uwsgi]\nbase = /srv\nini = common/b.ini:app\nprocesses = 2\n',
    'common/b.ini': '[app]\nif-exists = a.ini\nsocket = %(base)/$(NAME).sock\nendif\nworkers = 4\n',
  }

  test('through includes, conditions and placeholders', async () => {
    const config = await expand(files, {environment: {NAME: 'shop'}})
    expect(trace(config, 'socket')).toMatchObject([
      {
        value: '/srv/shop.sock',
        raw: '%(base)/$(NAME).sock',
        location: {file: 'common/b.ini', line: 3, column: 10},
        includes: [
          {text: 'ini = a.ini', location: {file: 'command line'}},
          {text: 'ini = common/b.ini:app', location: {file: 'a.ini', line: 3}},
        ],
        condition: {text: 'if-exists = a.ini', location: {line: 2}},
        replaced: [
          {text: '$(NAME)', value: 'shop'},
          {text: '%(base)', value: '/srv', from: {location: {file: 'a.ini', line: 2}}},
        ],
        counts: true,
      },
    ])
  })

  test('of a name and its other name the last counts', async () => {
    const config = await expand(files)
    expect(trace(config, 'workers').map(({name, value, counts}) => [name, value, counts])).toEqual([
      ['workers', '4', false],
      ['processes', '2', true],
    ])
    expect(effective(config, 'processes')?.last.value).toBe('2')
    expect(trace(config, 'harakiri')).toEqual([])
  })

  test('a list counts as a whole', async () => {
    const config = await expand({'a.ini': '[uwsgi]\nsocket=a\nuwsgi-socket=b\nsocket=c\nchdir=/a\nchdir=/b\n'})
    expect(effective(config, 'socket')?.counting.map(({value}) => value)).toEqual(['a', 'c'])
    expect(effective(config, 'chdir')?.counting.map(({value}) => value)).toEqual(['/b'])
  })
})

test('flags and numbers as uWSGI reads them', async () => {
  const values = ['true', 'false', 'OFF', 'no', '0', '00', '', 'off ', 'disabled']
  expect(values.map((value) => isTrue({value, hasValue: true}))).toEqual([
    true,
    false,
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ])
  const numbers = ['10G', '30s', ' 4 # c', 'x', '', '-3']
  expect(numbers.map((value) => numberIn({value, hasValue: true}))).toEqual([10, 30, 4, 0, 0, -3])
  const config = await expand({'a.ini': '[uwsgi]\ncheaper=1\nthreads=2\nvacuum=false\n'})
  expect(isOn(config, 'master')).toBe(true)
  expect(isOn(config, 'enable-threads')).toBe(true)
  expect(isOn(config, 'vacuum')).toBe(false)
  expect(isOn(config, 'need-app')).toBe(false)
})

describe('a command line', () => {
  test('keeps the place of each word', () => {
    const text = 'ExecStart=/usr/bin/uwsgi --ini "/etc/my app.ini" -p4'
    const words = [
      {value: '--ini', start: 25, end: 30},
      {value: '/etc/my app.ini', start: 31, end: 48},
      {value: '-p4', start: 49, end: 52},
    ]
    const {options} = parseCommandWords(words, text, 'app.service')
    expect(options.map(({name, value, raw}) => [name, value, raw])).toEqual([
      ['ini', '/etc/my app.ini', '"/etc/my app.ini"'],
      ['processes', '4', '4'],
    ])
    expect(options[1]!.valueSpan.location).toMatchObject({file: 'app.service', line: 1, column: 52})
  })

  test('what it refuses is a problem', () => {
    const kindsOf = (...args: string[]) => parseCommandLine(args).problems.map(({kind}) => kind)
    expect(kindsOf('--proceses', '4')).toEqual(['unknown-option'])
    expect(kindsOf('--master=1', '-Z', '--mast', '--processes')).toEqual([
      'takes-no-value',
      'unknown-option',
      'ambiguous-option',
      'value-missing',
    ])
  })

  test('the environment is options too', async () => {
    const environment = {UWSGI_MAX_REQUESTS: '9', UWSGI_RELOADS: '1', HOME: '/'}
    const {options, text} = parseEnvironment(environment)
    expect(options).toMatchObject([{name: 'max-requests', value: '9', location: {file: 'environment', line: 1}}])
    expect(text).toBe('UWSGI_MAX_REQUESTS=9')
    const config = await expandCommandLine(parseCommandLine(['-M']), around({}, {environment}))
    expect(config.options.map(({name}) => name)).toEqual(['max-requests', 'master'])
  })
})
