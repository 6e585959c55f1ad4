import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import {expect, test} from 'vitest'
import {treeOf} from '../support/fault.js'
import {temporaryFolder} from '../support/folder.js'
import {answering, KEYS} from '../support/terminal.js'

/** An application, on a machine with two web servers: then somebody has to say which one stands in front. */
function shop() {
  const dir = temporaryFolder()
  mkdirSync(dir.at('shop'))
  writeFileSync(dir.at('shop/app.py'), 'from flask import Flask\napp = Flask(__name__)\n')
  mkdirSync(dir.at('bin'))
  for (const name of ['nginx', 'apache2']) writeFileSync(dir.at(`bin/${name}`), '#!/bin/sh\n', {mode: 0o755})
  const env = {PATH: `${dir.at('bin')}:${process.env['PATH']}`}
  const at = (args: readonly string[], ...steps: (readonly [string, string])[]) =>
    answering(['init', ...args], {cwd: dir.at('shop'), env, steps})
  return {...dir, answering: at}
}

const DOWN_TWICE = KEYS.down + KEYS.down

test('asks what the folder cannot say, shows the plan, writes after a yes, and says what comes next', () => {
  using dir = shop()
  const {output, code, missing} = dir.answering(
    [],
    ['Which web server', KEYS.enter],
    ['Host names', `shop.example www.shop.example${KEYS.enter}`],
    ['Apply?', `y${KEYS.enter}`],
  )
  expect({code, missing}, output).toEqual({code: 0, missing: null})
  expect(output).toContain('flask: app:app (app.py:2)')
  expect(output).toMatch(/\+ create +deploy\/nginx\/shop\.conf/)
  expect(output).toContain('wrote tsgi.yaml')
  expect(output).toContain('Next:\n  tsgi lint deploy/uwsgi/shop.ini\n')
  expect(output).toContain(
    'Equivalent command: tsgi init --framework flask --name shop --web nginx --server-name shop.example --server-name www.shop.example --yes',
  )
  expect(readFileSync(dir.at('shop/deploy/nginx/shop.conf'), 'utf8')).toContain(
    'server_name shop.example www.shop.example;',
  )
})

test('what was typed wrong is said at once, and asked again', () => {
  using dir = shop()
  const {output, code} = dir.answering(
    ['--web', 'nginx'],
    ['Host names', `a;b${KEYS.enter}`],
    ['is not a host name', `\x7f\x7f\x7fshop.example${KEYS.enter}`],
    ['Apply?', `y${KEYS.enter}`],
  )
  expect(code, output).toBe(0)
})

test('what flags say is not asked', () => {
  using dir = shop()
  const args = ['--web', 'none', '--service', 'none']
  const {output, code} = dir.answering(args, ['Apply?', `y${KEYS.enter}`])
  expect(code, output).toBe(0)
  expect(output).not.toContain('Which web server')
})

test('another web server is chosen with the arrows', () => {
  using dir = shop()
  const {output, code} = dir.answering(['--dry-run'], ['Which web server', DOWN_TWICE + KEYS.down + KEYS.enter])
  expect(code, output).toBe(0)
  expect(output).toContain('server: none')
})

test.each([
  ['the first question', [['Which web server', KEYS.ctrlC]]],
  [
    'the second question',
    [
      ['Which web server', KEYS.enter],
      ['Host names', `x.example${KEYS.ctrlC}`],
    ],
  ],
  [
    'the yes',
    [
      ['Which web server', KEYS.enter],
      ['Host names', KEYS.enter],
      ['Apply?', KEYS.ctrlC],
    ],
  ],
] as const)('Ctrl-C at %s changes nothing, and says so', (_, steps) => {
  using dir = shop()
  const {output, code} = dir.answering([], ...steps)
  expect(code, output).toBe(130)
  expect(output).toContain('cancelled, nothing was changed')
  expect(readdirSync(dir.at('shop'))).toEqual(['app.py'])
})

test('a no changes nothing', () => {
  using dir = shop()
  const {output, code} = dir.answering(['--web', 'none', '--service', 'none'], ['Apply?', KEYS.enter])
  expect(code, output).toBe(1)
  expect(output).toContain('cancelled, nothing was changed')
  expect(existsSync(dir.at('shop/tsgi.yaml'))).toBe(false)
})

test('a file that was changed by hand is overwritten after a yes, and a copy is kept', () => {
  using dir = shop()
  const args = ['--web', 'none', '--service', 'none']
  expect(dir.answering([...args, '--yes']).code).toBe(0)
  appendFileSync(dir.at('shop/deploy/uwsgi/shop.ini'), '; mine\n')
  const before = treeOf(dir.at('shop'))
  expect(dir.answering(args, ['Apply?', `n${KEYS.enter}`]).code).toBe(1)
  expect(treeOf(dir.at('shop'))).toEqual(before)
  const {output, code} = dir.answering(args, ['changed by hand', ''], ['Apply?', `y${KEYS.enter}`])
  expect(code, output).toBe(0)
  const copy = readdirSync(dir.at('shop/deploy/uwsgi')).find((name) => name.includes('.bak-'))
  expect(readFileSync(dir.at(`shop/deploy/uwsgi/${copy}`), 'utf8')).toContain('; mine')
})

test('of two applications of equal rank a person chooses one', () => {
  using dir = shop()
  renameSync(dir.at('shop/app.py'), dir.at('shop/one.py'))
  copyFileSync(dir.at('shop/one.py'), dir.at('shop/two.py'))
  const args = ['--web', 'none', '--service', 'none', '--dry-run']
  const {output, code} = dir.answering(args, ['several applications', KEYS.down + KEYS.enter])
  expect(code, output).toBe(0)
  expect(output).toContain('module: two:app')
})
