import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type ExpandedConfig, expandConfig} from '../../../src/config/uwsgi/expand.js'
import type {UwsgiConfig} from '../../../src/config/uwsgi/model.js'
import {type FileFormat, parseUwsgi} from '../../../src/config/uwsgi/parse.js'
import {type CopyOptions, safeCopy} from '../../../src/dryrun/uwsgi/copy.js'
import {dryRunOption} from '../../../src/knowledge/uwsgi-dry-run.js'
import {uwsgiOptions} from '../../../src/knowledge/uwsgi-options.js'
import {memoryFiles} from '../../support/memory-files.js'

const ENVIRONMENT = {HOME: '/root', APP: 'shop'}
const ALL = new Set([...uwsgiOptions()].map(({name}) => name))

async function expanded(
  text: string,
  more: Record<string, string> = {},
  format: FileFormat = 'ini',
): Promise<ExpandedConfig> {
  const file = `app.${format}`
  const files = memoryFiles({...more, [file]: text})
  const config = {file, text, format} as UwsgiConfig
  return expandConfig(config, {environment: ENVIRONMENT, folder: '/', files, machine: {version: '2.0.21'}, plugins: []})
}

const OPTIONS: CopyOptions = {environment: ENVIRONMENT, socket: '/tmp/never.sock', known: ALL}

async function copyOf(text: string, options: Partial<CopyOptions> = {}, more: Record<string, string> = {}) {
  return safeCopy(await expanded(text, more), {...OPTIONS, ...options})
}

/** The lines of the copy between its first and what is always added. */
async function linesOf(text: string, options: Partial<CopyOptions> = {}, more: Record<string, string> = {}) {
  const lines = (await copyOf(text, options, more)).text.split('\n')
  return lines.slice(1, lines.indexOf('env = PYTHONDONTWRITEBYTECODE=1')).filter((line) => line !== 'need-app = true')
}

test('what only loads stays in its order, the rest is out, with the reason and the place', async () => {
  const {text, leftOut} = await copyOf(
    '[uwsgi]\nplugin = python3\nsocket = /run/s\nmodule = a:b\nvacuum = true\nexec-asap = touch /x\n',
  )
  expect(text).toBe(
    '[uwsgi]\nplugin = python3\nmodule = a:b\nneed-app = true\nenv = PYTHONDONTWRITEBYTECODE=1\nsocket = /tmp/never.sock\nno-server = true\n',
  )
  expect(leftOut.map(({name, location, matters}) => [name, location.line, matters])).toEqual([
    ['socket', 3, false],
    ['vacuum', 5, false],
    ['exec-asap', 6, false],
  ])
  expect(leftOut.map(({reason}) => reason)).toEqual([
    'binds an address, a socket file or a descriptor',
    'writes or deletes a file',
    'is a hook, or runs a program or a process of its own',
  ])
})

test('every option of the table that is removed is not in the copy, wherever it came from', async () => {
  const removed = [...uwsgiOptions()].map(({name}) => name).filter((name) => dryRunOption(name)?.class === 'removed')
  expect(removed.length).toBeGreaterThan(350)
  const plain = removed.map((name) => `${name} = x`).join('\n')
  const set = removed.map((name) => `set = ${name}=x`).join('\n')
  for (const text of [plain, set])
    expect(await linesOf(`[uwsgi]\n${text}\n`)).toEqual(['master = true', 'enable-threads = true'])
})

test('files are followed, loops and conditions too, and nothing of them is left for uWSGI to do', async () => {
  const more = {'base.ini': '[uwsgi]\nprocesses = 2\npidfile = /run/p\n', 'last.ini': '[uwsgi]\nthreads = 3\n'}
  const text =
    '[uwsgi]\nini = base.ini\ninherit = last.ini\nfor = a b\nenv = X_%(_)=1\nendfor =\nif-env = HOME\nenv = H=%(_)\nendif =\n'
  expect(await linesOf(text, {}, more)).toEqual([
    'processes = 2',
    'env = X_a=1',
    'env = X_b=1',
    'env = H=/root',
    'threads = 3',
  ])
})

test('values are those that uWSGI comes to, and are not read again', async () => {
  const lines = await linesOf('[uwsgi]\nset-ph = base=/srv\nchdir = %(base)/$(APP)\nenv = A=100%%\nenv = B=$(NOPE)\n')
  expect(lines).toEqual(['set-placeholder = base=/srv', 'chdir = /srv/shop', 'env = A=100%%', 'env = B=$(NOPE)'])
})

test('what would run is not run, unless it was asked for', async () => {
  const text = '[uwsgi]\nenv = A=@(exec://id)\nwsgi-file = exec://id\nmount = /x=http://h/app.py\nenv = B=http://h/\n'
  const {leftOut} = await copyOf(text)
  expect(await linesOf(text)).toEqual(['env = A=@ (exec://id)', 'env = B=http://h/'])
  expect(leftOut.map(({name, matters}) => [name, matters])).toEqual([
    ['env', true],
    ['wsgi-file', true],
    ['mount', true],
  ])
  expect(await linesOf(text, {mayRun: true})).toContain('env = A=@(exec://id)')
})

test('a placeholder that others make of pieces does not run either', async () => {
  const text = '[uwsgi]\nset-ph = at=@\nenv = A=%(at)(exec://id)\n'
  expect((await linesOf(text)).join('\n')).not.toContain('@(')
})

test('a cache stays in memory', async () => {
  const lines = await linesOf(
    '[uwsgi]\ncache2 = name=a,items=10,store=/var/c,udp=:1,blocksize=9\nsharedarea = 2\nsharedarea = file=/x,pages=1\n',
  )
  expect(lines).toEqual(['cache2 = name=a,items=10,blocksize=9', 'sharedarea = 2'])
})

test('another user takes the place of the one that is named', async () => {
  const lines = await linesOf('[uwsgi]\nuid = root\ngid = root\nimmediate-uid = 0\n', {user: {uid: 33, gid: 34}})
  expect(lines).toEqual(['gid = 34', 'uid = 33'])
})

test('what a removed option turns on stays on: decorators ask for the master', async () => {
  expect(await linesOf('[uwsgi]\nmule = true\npy-autoreload = 1\n')).toEqual(['master = true', 'enable-threads = true'])
})

describe('a name that the table does not have', () => {
  test('goes in when uWSGI does not know it either: it does nothing', async () => {
    expect(await linesOf('[uwsgi]\nproceses = 2\n')).toEqual(['proceses = 2'])
  })

  test('is left out when uWSGI knows it, or nobody asked', async () => {
    const text = '[uwsgi]\nvendor-exec = rm\n'
    expect(await linesOf(text, {known: new Set([...ALL, 'vendor-exec'])})).toEqual([])
    const {known: _, ...unasked} = OPTIONS
    expect(safeCopy(await expanded(text), unasked).text).not.toContain('vendor-exec')
  })
})

test('what would bring more configuration is told: the copy may be another one', async () => {
  const {leftOut} = await copyOf('[uwsgi]\nfallback-config = x\ninject-after = y\npidfile = z\n')
  expect(leftOut.map(({matters}) => matters)).toEqual([true, true, false])
})

test('what a line cannot say does not become another line', async () => {
  const json = JSON.stringify({uwsgi: {env: 'A=1\npidfile = /run/p', 'x\nhook-asap': 'y', chdir: ' /a '}})
  const config = await expanded(json, {}, 'json')
  const {text, leftOut} = safeCopy(config, OPTIONS)
  expect(text).not.toMatch(/pidfile|hook/)
  expect(leftOut.map(({name, matters}) => [name, matters])).toEqual([
    ['env', true],
    ['x\nhook-asap', false],
    ['chdir', true],
  ])
})

test('whatever a configuration holds: the copy has safe options alone, and says the same of them', async () => {
  const names = [...ALL].filter(
    (name) => !/^(inherit|include|ini|ya?ml|json|js|xml|xmlconfig|config|if|for|end|else)/.test(name),
  )
  const name = fc.oneof({weight: 8, arbitrary: fc.constantFrom(...names)}, {weight: 1, arbitrary: fc.string()})
  const piece = fc.constantFrom(
    '@(exec://id)',
    '@(',
    '$(APP)',
    '$(',
    '%(a)',
    '%%',
    '%',
    'x',
    '/',
    '=',
    ' ',
    '(',
    ')',
    '\n',
    'exec://',
    ',store=/x',
  )
  const value = fc.array(piece, {maxLength: 6}).map((pieces) => pieces.join(''))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), {maxLength: 8}), async (pairs) => {
      const text = `[uwsgi]\na = @\n${pairs.map(([key, said]) => `${key} = ${said}`).join('\n')}\n`
      const copy = safeCopy(await expanded(text), OPTIONS)
      expect(copy.text).not.toContain('@(')
      const {options, sections} = parseUwsgi(copy.text, 'copy.ini', {magic: () => ''})
      expect(sections).toHaveLength(1)
      for (const option of options.filter(({value: said}) => said !== '/tmp/never.sock')) {
        expect(dryRunOption(option.name)?.class, option.name).not.toBe('removed')
      }
    }),
    {numRuns: 300},
  )
})
