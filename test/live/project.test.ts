import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, realpathSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {request} from '../../src/client/request.js'
import {node} from '../../src/host/node.js'
import {detectProject} from '../../src/project/detect.js'
import {fits} from '../../src/project/fits.js'
import type {Candidate, Framework} from '../../src/project/project.js'
import {kindOf} from '../../src/server/application.js'
import {loadApplication} from '../../src/server/load-application.js'
import {temporaryFolder} from '../support/folder.js'
import {startUwsgi} from '../support/uwsgi.js'

const apps = fileURLToPath(new URL('../fixtures/apps', import.meta.url))
const run = (cwd: string, program: string, ...args: string[]) => execFileSync(program, args, {cwd, stdio: 'pipe'})
const write = (root: string, files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), {recursive: true})
    writeFileSync(join(root, name), text)
  }
}

const FLASK =
  'from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.add_url_rule("/", view_func=lambda: "hello")\n    return app\n'
const SINATRA = "require 'sinatra/base'\nclass Shop < Sinatra::Base\n  get('/') { 'hello' }\nend\n"
const FRONT = '<?php\nif ($_SERVER["REQUEST_URI"] !== "/about") { http_response_code(404); }\necho "hello";\n'

interface Made {
  readonly framework: Framework
  readonly path: string
  /** Makes a project in the folder, the way its own tool does where there is one. */
  make(root: string): void
}

const made: readonly (readonly [name: string, made: Made])[] = [
  [
    'django-admin startproject',
    {
      framework: 'django',
      path: '/admin/login/',
      make: (root) => run(root, 'django-admin', 'startproject', 'shop', '.'),
    },
  ],
  [
    'a Flask factory in a package',
    {framework: 'flask', path: '/', make: (root) => write(root, {'shop/__init__.py': FLASK})},
  ],
  [
    'a Flask module in src/',
    {
      framework: 'flask',
      path: '/',
      make: (root) =>
        write(root, {
          'src/shop/__init__.py': FLASK,
          'src/shop/wsgi.py': 'from shop import create_app\napplication = create_app()\n',
        }),
    },
  ],
  [
    'a Flask file that no import can name',
    {framework: 'flask', path: '/', make: (root) => write(root, {'my-shop.py': `${FLASK}app = create_app()\n`})},
  ],
  [
    'mojo generate app',
    {framework: 'mojolicious', path: '/', make: (root) => run(root, 'mojo', 'generate', 'app', 'MyShop')},
  ],
  [
    'mojo generate lite-app',
    {framework: 'mojolicious', path: '/', make: (root) => run(root, 'mojo', 'generate', 'lite-app', 'shop.pl')},
  ],
  ['dancer2 gen', {framework: 'dancer2', path: '/', make: (root) => run(root, 'dancer2', 'gen', '-a', 'Shop')}],
  [
    'Sinatra',
    {
      framework: 'sinatra',
      path: '/',
      make: (root) => write(root, {'app.rb': SINATRA, 'config.ru': "require './app'\nrun Shop\n"}),
    },
  ],
  [
    'a PHP front controller',
    {framework: 'php-front-controller', path: '/about', make: (root) => write(root, {'public/index.php': FRONT})},
  ],
  ['plain WSGI', {framework: 'wsgi', path: '/', make: (root) => cpSync(join(apps, 'python'), root, {recursive: true})}],
  ['plain PSGI', {framework: 'psgi', path: '/', make: (root) => cpSync(join(apps, 'perl'), root, {recursive: true})}],
  ['plain Rack', {framework: 'rack', path: '/', make: (root) => cpSync(join(apps, 'ruby'), root, {recursive: true})}],
  [
    'plain Lua',
    {framework: 'lua-wsapi', path: '/', make: (root) => cpSync(join(apps, 'lua'), root, {recursive: true})},
  ],
  [
    'plain PHP',
    {framework: 'php', path: '/index.php', make: (root) => cpSync(join(apps, 'php'), root, {recursive: true})},
  ],
  [
    'plain CGI',
    {
      framework: 'cgi',
      path: '/app.sh',
      make: (root) => cpSync(join(apps, 'cgi'), join(root, 'cgi-bin'), {recursive: true}),
    },
  ],
]

describe('uWSGI loads what was found', () => {
  test.each(made)('%s', async (_, {make, framework, path}) => {
    using folder = temporaryFolder()
    const root = folder.at('project')
    mkdirSync(root)
    make(root)

    const {candidates, asgiOnly} = await detectProject(root, node)
    expect(candidates[0]?.framework).toBe(framework)
    expect(asgiOnly).toBeUndefined()
    const [plugin, options] = uwsgiOptions(root, candidates[0]!)
    await using server = await startUwsgi([plugin], ['--socket', folder.at('s'), ...options], {cwd: root})
    const answer = await request(folder.at('s'), {path})
    expect(answer.response?.status, server.log()).toBe(200)
  })
})

/** As a person would type it from what `detectProject` says; the real configurations are made elsewhere. */
function uwsgiOptions(root: string, {entry, environment}: Candidate): [plugin: string, options: string[]] {
  const variables = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  switch (entry.language) {
    case 'python': {
      if (entry.kind === 'paste') return ['0:python3', ['--ini-paste', join(root, entry.file)]]
      const load = entry.kind === 'module' ? ['--module', entry.module] : ['--wsgi-file', join(root, entry.file)]
      return [
        '0:python3',
        [...variables, '--need-app', '--chdir', join(root, entry.folder), ...load, '--callable', entry.callable],
      ]
    }
    case 'perl':
      return ['0:psgi', [...variables, '--need-app', '--psgi', join(root, entry.file)]]
    case 'ruby':
      return ['0:rack', [...variables, '--need-app', '--rack', join(root, entry.file)]]
    case 'lua':
      return ['0:lua51', ['--lua', join(root, entry.file)]]
    case 'php': {
      const front = entry.frontController === undefined ? [] : ['--php-fallback', join(root, entry.frontController)]
      return ['0:php', ['--php-docroot', join(root, entry.documentRoot), ...front]]
    }
    case 'cgi':
      return ['0:cgi', ['--cgi', join(root, entry.folder)]]
    case 'javascript':
      throw new Error('served by tsgi itself')
  }
}

test.each(['fetch.js', 'express.js', 'node.cjs'])("what tsgi's own server takes is found: %s", async (file) => {
  using folder = temporaryFolder()
  const root = folder.at('project')
  mkdirSync(root)
  cpSync(join(apps, file), join(root, `app${file.slice(file.lastIndexOf('.'))}`))
  const {candidates} = await detectProject(root, node)
  expect(candidates[0], file).toMatchObject({framework: 'javascript', entry: {language: 'javascript'}})
  expect(kindOf(await loadApplication(join(apps, file)))).toBeDefined()
})

test('a virtual environment of this machine, and whether it fits', async () => {
  using folder = temporaryFolder()
  run(folder.path, 'python3', '-m', 'venv', '--without-pip', '.venv')
  writeFileSync(folder.at('app.py'), 'def application(environ, start_response):\n    return []\n')
  const {virtualEnvironment, candidates, notices} = await detectProject(folder.path, node)
  const version = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'], {
    encoding: 'utf8',
  }).trim()
  expect(virtualEnvironment?.value).toEqual({path: '.venv', tool: 'venv', version})
  expect(fits(virtualEnvironment?.value.version, version).fits).toBe(true)
  expect(candidates).toHaveLength(1)
  expect(notices).toEqual([])
})

test('links, pipes and folders that may not be entered do not hold it up', async () => {
  using folder = temporaryFolder()
  run(folder.path, 'mkfifo', 'app.py')
  symlinkSync('/etc', folder.at('etc'))
  symlinkSync('.', folder.at('self'))
  symlinkSync('nowhere', folder.at('wsgi.py'))
  writeFileSync(folder.at('web.py'), 'from flask import Flask\napp = Flask(__name__)\n')
  const {root, candidates, notices} = await detectProject(folder.path, node)
  expect(root).toBe(realpathSync(folder.path))
  expect(candidates.map(({entry}) => 'module' in entry && entry.module)).toEqual(['web'])
  expect(notices.map(({evidence}) => evidence[0]!.location.file)).toEqual(['etc'])
})
