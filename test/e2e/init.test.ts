import {appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {treeOf} from '../support/fault.js'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n'

/** An application as people have it. */
function shop() {
  const dir = temporaryFolder()
  mkdirSync(dir.at('shop'))
  writeFileSync(dir.at('shop/app.py'), FLASK)
  return {...dir, init: (...args: string[]) => tsgi(['init', ...args], {cwd: dir.at('shop')})}
}

const WEB = ['--web', 'nginx', '--service', 'systemd']

test('a folder of code alone is enough, and a second run changes nothing', async () => {
  using dir = shop()
  const first = await dir.init(...WEB)
  expect(first).toMatchObject({code: 0, stdout: expect.stringContaining('wrote tsgi.yaml\nwrote deploy/')})
  expect(first.stderr).toContain('flask: app:app (app.py:2)')
  expect(readFileSync(dir.at('shop/tsgi.yaml'), 'utf8')).toContain(
    'name: shop\napplication:\n  framework: flask\n  module: app:app\n',
  )
  const files = readdirSync(dir.at('shop/deploy'), {recursive: true})
  const expected = ['.tsgi-manifest.json', 'nginx/shop.conf', 'systemd/shop.service', 'uwsgi/shop.ini']
  expect(files).toEqual(expect.arrayContaining(expected))
  const before = treeOf(dir.at('shop'))
  const second = await dir.init()
  expect(second).toMatchObject({code: 0, stdout: '', stderr: 'nothing to do: everything is as it should be\n'})
  expect(treeOf(dir.at('shop'))).toEqual(before)
})

test.each([
  [
    'nginx',
    [
      'sudo systemctl daemon-reload',
      'sudo systemctl enable --now shop',
      'sudo ln -sf /etc/nginx/sites-available/shop.conf /etc/nginx/sites-enabled/shop.conf',
      'sudo nginx -t && sudo systemctl reload nginx',
    ],
  ],
  [
    'apache',
    [
      'sudo a2enmod alias deflate filter headers proxy proxy_uwsgi reqtimeout rewrite setenvif',
      'sudo a2ensite shop',
      'sudo apachectl configtest && sudo systemctl restart apache2',
    ],
  ],
  [
    'lighttpd',
    [
      'sudo install -D -m 644 deploy/lighttpd/shop.conf /etc/lighttpd/conf-available/50-shop.conf',
      'sudo lighty-enable-mod shop',
    ],
  ],
  ['none', ['sudo systemctl enable --now shop']],
])('what comes next ends with a site that answers: %s', async (web, commands) => {
  using dir = shop()
  const {stdout} = await dir.init('--web', web, '--service', 'systemd', '--server-name', 'shop.example', '--json')
  const {next} = JSON.parse(stdout) as {next: string[]}
  expect(next).toEqual(expect.arrayContaining(commands))
  const elsewhere = await dir.init('--root', dir.at('root'), '--json', '-n')
  expect(elsewhere.stdout).not.toContain('systemctl')
})

test('after an edit of tsgi.yaml it writes just the difference', async () => {
  using dir = shop()
  await dir.init(...WEB)
  const text = readFileSync(dir.at('shop/tsgi.yaml'), 'utf8')
  writeFileSync(dir.at('shop/tsgi.yaml'), text.replace('server: nginx\n', '$&  names: shop.example # main\n'))
  const dry = await dir.init('--dry-run', '--json')
  const {changes} = JSON.parse(dry.stdout) as {changes: {action: string; path: string}[]}
  const changed = changes.filter(({action}) => action !== 'unchanged')
  expect(changed).toMatchObject([{action: 'update', path: dir.at('shop/deploy/nginx/shop.conf')}])
  const {stdout} = await dir.init()
  expect(stdout).toMatch(/^wrote deploy\/nginx\/shop\.conf\n\nNext:/)
  expect(readFileSync(dir.at('shop/deploy/nginx/shop.conf'), 'utf8')).toContain('server_name shop.example;')
})

test('flags change tsgi.yaml where they say something else, and leave the comments of a person', async () => {
  using dir = shop()
  await dir.init(...WEB)
  const file = dir.at('shop/tsgi.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('web:', '# as the team decided\nweb:'))
  await dir.init('--processes', '7', '--server-name', 'a.example', '--server-name', 'b.example')
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('# as the team decided\nweb:')
  expect(text).toMatch(/uwsgi:\n {2}processes: 7\n/)
  expect(text).toMatch(/names:\n\s+- a\.example\n\s+- b\.example\n/)
})

test('a file that was changed by hand is not lost', async () => {
  using dir = shop()
  await dir.init(...WEB)
  const file = dir.at('shop/deploy/uwsgi/shop.ini')
  appendFileSync(file, '; mine\n')
  const before = treeOf(dir.at('shop'))
  for (const args of [[], ['--yes']]) {
    const refused = await dir.init(...args)
    expect(refused).toMatchObject({code: 1, stderr: expect.stringContaining('[TSGI_CHANGED_BY_HAND]')})
    expect(refused.stderr).toContain('-; mine')
    expect(treeOf(dir.at('shop'))).toEqual(before)
  }
  const forced = await dir.init('--force')
  expect(forced.code).toBe(0)
  const backup = readdirSync(dir.at('shop/deploy/uwsgi')).find((name) => name.includes('.bak-'))
  expect(readFileSync(dir.at(`shop/deploy/uwsgi/${backup}`), 'utf8')).toContain('; mine')
  expect(readFileSync(file, 'utf8')).not.toContain('; mine')
})

test('what nothing needs any more goes, unless a person changed it', async () => {
  using dir = shop()
  await dir.init(...WEB)
  await dir.init('--name', 'other')
  expect(
    readdirSync(dir.at('shop/deploy'), {recursive: true, encoding: 'utf8'}).filter((name) => name.includes('shop')),
  ).toEqual([])
  appendFileSync(dir.at('shop/deploy/uwsgi/other.ini'), '; mine\n')
  await dir.init('--name', 'third')
  expect(readFileSync(dir.at('shop/deploy/uwsgi/other.ini'), 'utf8')).toContain('; mine')
})

test('everything is written out where that is asked for, and means the same', async () => {
  using dir = shop()
  await dir.init(...WEB)
  const before = treeOf(dir.at('shop/deploy'))
  const {stdout} = await dir.init('--full')
  expect(stdout).toContain('wrote tsgi.yaml\n')
  expect(readFileSync(dir.at('shop/tsgi.yaml'), 'utf8')).toMatch(/^ {2}harakiri: /m)
  expect(treeOf(dir.at('shop/deploy'))).toEqual(before)
})

test.each(['development', 'container'])('the preset %s says that nothing stands in front', async (preset) => {
  using dir = shop()
  const {code, stderr} = await dir.init('--preset', preset)
  expect(code, stderr).toBe(0)
  expect(readdirSync(dir.at('shop/deploy'))).toEqual(expect.not.arrayContaining(['nginx', 'apache', 'lighttpd']))
})

test('a dry run writes nothing', async () => {
  using dir = shop()
  const {code, stdout} = await dir.init(...WEB, '-n')
  expect(code).toBe(0)
  expect(stdout).toContain('+module = app')
  expect(readdirSync(dir.at('shop'))).toEqual(['app.py'])
})

test('what it says to be the same command is the same command', async () => {
  using dir = shop()
  const args = [...WEB, '--server-name', 'shop.example', '--static', '/static=assets', '--processes', '3', '--json']
  const {stdout} = await dir.init(...args)
  const {command} = JSON.parse(stdout) as {command: string}
  using again = shop()
  await again.init(...command.split(' ').slice(2))
  expect(readFileSync(again.at('shop/tsgi.yaml'), 'utf8')).toBe(readFileSync(dir.at('shop/tsgi.yaml'), 'utf8'))
})

test('two applications of equal rank: both names and the flag, also with --yes', async () => {
  using dir = temporaryFolder()
  for (const name of ['one.py', 'two.py']) writeFileSync(dir.at(name), FLASK)
  for (const args of [[], ['--yes']]) {
    const {code, stderr} = await tsgi(['init', ...WEB, ...args], {cwd: dir.path})
    expect(code).toBe(2)
    expect(stderr).toMatch(/one:app, two:app \[TSGI_NEEDS_ANSWER\]\nTry: --app one:app\n/)
  }
  expect(readdirSync(dir.path)).toEqual(['one.py', 'two.py'])
  const conf = await tsgi(['uwsgi-conf'], {cwd: dir.path})
  expect(conf).toMatchObject({code: 2, stderr: expect.stringContaining('one:app (flask), two:app (flask)')})
  expect((await tsgi(['init', ...WEB, '--app', 'two:app'], {cwd: dir.path})).code).toBe(0)
})

test('what cannot be served says why, and nothing is written', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('main.py'), 'from fastapi import FastAPI\napp = FastAPI()\n')
  const {code, stderr} = await tsgi(['init'], {cwd: dir.path})
  expect(code).toBe(2)
  expect(stderr).toContain('[TSGI_ASGI_ONLY]')
  expect(readdirSync(dir.path)).toEqual(['main.py'])
})

test('where nothing is found it says what was looked for, and how to say it', async () => {
  using dir = temporaryFolder()
  const {code, stderr} = await tsgi(['init'], {cwd: dir.path})
  expect(code).toBe(2)
  expect(stderr).toMatch(/looked for Python .*Perl .*Ruby .*PHP/s)
  expect(stderr).toContain('tsgi init --app shop.wsgi:application')
  const said = await tsgi(['init', '--app', 'shop.wsgi:application', ...WEB], {cwd: dir.path})
  expect(said.code).toBe(0)
  expect(readFileSync(dir.at('tsgi.yaml'), 'utf8')).toContain('module: shop.wsgi:application')
})

test('where something was nearly an application it says what is missing', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('app.rb'), "require 'sinatra'\nget('/') { 'hi' }\n")
  const {code, stderr} = await tsgi(['init'], {cwd: dir.at('.')})
  expect(code).toBe(2)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain("require './app'; run Sinatra::Application (app.rb:1)")
})

test('what was concluded is shown with its line', async () => {
  using dir = shop()
  const {code, stdout} = await dir.init('--explain')
  expect(code).toBe(0)
  expect(stdout).toContain('app.py:2: app = Flask(__name__)')
  expect(existsSync(dir.at('shop/tsgi.yaml'))).toBe(false)
})

test.each([
  [['--server-name', 'a;b'], 'web.names'],
  [['--mount', 'x y'], 'mount'],
  [['--name', '../x'], 'name'],
  [['--static', 'nothing'], '--static'],
  [['--app', 'a b:c'], 'module'],
])('%j is refused, by name', async (args, name) => {
  using dir = shop()
  const {code, stderr} = await dir.init(...WEB, ...args)
  expect(code).toBe(2)
  expect(stderr).toContain(name)
  expect(readdirSync(dir.at('shop'))).toEqual(['app.py'])
})
