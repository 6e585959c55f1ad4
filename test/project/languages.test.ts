import {describe, expect, test} from 'vitest'
import {detectProject} from '../../src/project/detect.js'
import type {Candidate} from '../../src/project/project.js'
import {type Content, memoryHost, ROOT} from './memory-host.js'

type Files = Readonly<Record<string, Content>>

const detect = (files: Files) => detectProject(ROOT, memoryHost(files))

/** The best candidate as `framework entry`, `-` without any. */
async function best(files: Files): Promise<string> {
  const {candidates} = await detect(files)
  return candidates.length === 0 ? '-' : named(candidates[0]!)
}

function named({framework, entry}: Candidate): string {
  if (entry.language === 'php') return `${framework} ${entry.documentRoot} ${entry.frontController ?? ''}`.trim()
  if (entry.language === 'cgi') return `${framework} ${entry.folder} ${JSON.stringify(entry.helpers)}`
  return `${framework} ${'file' in entry ? entry.file : ''}`.trim()
}

const staticsOf = async (files: Files) =>
  (await detect(files)).candidates[0]!.statics.map(({value}) => `${value.kind} ${value.url} ${value.folder}`)

const LITE = '#!/usr/bin/env perl\nuse Mojolicious::Lite -signatures;\nget "/" => {text => "hi"};\napp->start;\n'
const PSGI = 'use strict;\nmy $app = sub { [200, [], ["hi"]] };\n'

describe('Perl', () => {
  test.each<[string, Files, string]>([
    ['PSGI', {'app.psgi': PSGI}, 'psgi app.psgi'],
    ['app.psgi before others', {'a.psgi': PSGI, 'app.psgi': PSGI}, 'psgi app.psgi'],
    ['Mojolicious::Lite', {'myapp.pl': LITE}, 'mojolicious myapp.pl'],
    [
      'Mojolicious in full',
      {
        'script/shop': '#!/usr/bin/perl\nuse Mojolicious::Commands;\nMojolicious::Commands->start_app("Shop");\n',
        'lib/Shop.pm': 'package Shop;',
      },
      'mojolicious script/shop',
    ],
    [
      'Dancer2',
      {'bin/app.psgi': 'use FindBin;\nuse Shop;\nShop->to_app;\n', 'lib/Shop.pm': 'package Shop;\nuse Dancer2;\n'},
      'dancer2 bin/app.psgi',
    ],
    ['Dancer2 in one file', {'app.psgi': 'use Dancer2;\nget "/" => sub {1};\nto_app;\n'}, 'dancer2 app.psgi'],
    ['not in pod', {'app.pl': '#!perl\n=pod\n\nuse Mojolicious::Lite;\n\n=cut\nprint 1;\n'}, '-'],
    ['not in a comment', {'app.pl': '#!perl\n# use Mojolicious::Lite;\n'}, '-'],
    ['not in a string', {'app.pl': '#!perl\nprint "use Mojolicious::Lite;";\n'}, '-'],
    ['not behind the end', {'app.pl': '#!perl\nprint 1;\n__END__\nuse Mojolicious::Lite;\n'}, '-'],
    ['not a test', {'t/app.psgi': PSGI}, '-'],
    ['not an empty file', {'app.psgi': '# later\n'}, '-'],
  ])('%s', async (_, files, expected) => {
    expect(await best(files)).toBe(expected)
  })

  test('local::lib, and what lies in public/', async () => {
    const files = {'app.psgi': PSGI, 'local/lib/perl5/Plack.pm': '', 'public/css/x.css': '', 'public/uploads/x': ''}
    expect((await detect(files)).candidates[0]!.entry).toMatchObject({localLib: 'local'})
    expect(await staticsOf(files)).toEqual(['static /css/ public/css', 'media /uploads/ public/uploads'])
  })
})

const RAILS: Files = {
  'config.ru': 'require_relative "config/environment"\nrun Rails.application\nRails.application.load_server\n',
  'config/application.rb': 'module Shop\n  class Application < Rails::Application\n  end\nend\n',
  'public/packs/x.js': '',
}

describe('Ruby', () => {
  test.each<[string, Files, string]>([
    ['Rack', {'config.ru': 'run ->(env) { [200, {}, ["hi"]] }\n'}, 'rack config.ru'],
    [
      'Sinatra',
      {'config.ru': "require './app'\nrun Sinatra::Application\n", 'app.rb': "require 'sinatra'\n"},
      'sinatra config.ru',
    ],
    [
      'Sinatra by its module',
      {
        'config.ru': "require_relative 'app'\nrun Shop\n",
        'app.rb': "require 'sinatra/base'\nclass Shop < Sinatra::Base\nend\n",
      },
      'sinatra config.ru',
    ],
    ['Rails', RAILS, 'rails config.ru'],
    ['nothing in a comment', {'config.ru': '# run App\n=begin\nrun App\n=end\n'}, '-'],
  ])('%s', async (_, files, expected) => {
    expect(await best(files)).toBe(expected)
  })

  test('Rails: environment, assets, gems', async () => {
    const files = {
      ...RAILS,
      'vendor/bundle/ruby/3.1.0/gems/x.rb': '',
      'vendor/bundle/ruby/2.7.0/x': '',
      '.ruby-version': 'ruby-3.1.2\n',
    }
    const [candidate] = (await detect(files)).candidates
    expect(candidate).toMatchObject({
      entry: {gemPath: 'vendor/bundle/ruby/3.1.0'},
      environment: {RAILS_ENV: 'production'},
      version: {value: '3.1.2'},
    })
    expect(await staticsOf(files)).toEqual(['static /assets/ public/assets', 'static /packs/ public/packs'])
  })

  test('Sinatra without a config.ru is told what is missing', async () => {
    const {candidates, notices} = await detect({'app.rb': "require 'sinatra'\nget('/') { 'hi' }\n"})
    expect(candidates).toEqual([])
    expect(notices[0]).toMatchObject({
      value: expect.stringContaining('config.ru'),
      evidence: [{location: {file: 'app.rb', line: 1, column: 1}}],
    })
  })
})

const composer = (...names: string[]) =>
  JSON.stringify({require: Object.fromEntries(names.map((name) => [name, '*']))}, null, 2)
const FRONT = "<?php\nrequire __DIR__ . '/../vendor/autoload.php';\n"

describe('PHP', () => {
  test.each<[string, Files, string]>([
    ['plain', {'index.php': '<?php echo 1;', 'about.php': '<?php echo 2;'}, 'php .'],
    [
      'a front controller',
      {'public/index.php': FRONT, 'public/css/x.css': ''},
      'php-front-controller public public/index.php',
    ],
    [
      'a rewriting rule',
      {'index.php': '<?php', 'about.php': '', '.htaccess': 'RewriteEngine on\nRewriteRule ^ index.php [L]\n'},
      'php-front-controller . index.php',
    ],
    [
      'Slim',
      {'composer.json': composer('slim/slim'), 'www/index.php': '<?php'},
      'php-front-controller www www/index.php',
    ],
    [
      'Laravel',
      {'composer.json': composer('php', 'laravel/framework'), artisan: '#!/usr/bin/env php', 'public/index.php': FRONT},
      'laravel public public/index.php',
    ],
    [
      'Symfony',
      {'composer.json': composer('symfony/framework-bundle'), 'public/index.php': FRONT},
      'symfony public public/index.php',
    ],
    [
      'WordPress',
      {
        'wp-load.php': '<?php',
        'wp-config-sample.php': '<?php',
        'index.php': '<?php',
        'wp-admin/index.php': '<?php',
        'wp-content/uploads/x': '',
      },
      'wordpress . index.php',
    ],
    ['plain below public', {'public/index.php': '<?php echo 1;', 'public/more.php': ''}, 'php public'],
    [
      'an index beside public/',
      {'index.php': '<?php header("Location: public/");', 'public/index.php': FRONT},
      'php-front-controller public public/index.php',
    ],
    ['what Composer installed', {'vendor/x/public/index.php': FRONT}, '-'],
    ['a page of a theme', {'assets/theme/index.php': '<?php'}, '-'],
  ])('%s', async (_, files, expected) => {
    expect(await best(files)).toBe(expected)
  })

  test('an index beside public/ is no second application', async () => {
    expect((await detect({'index.php': '<?php', 'public/index.php': FRONT})).candidates).toHaveLength(1)
  })

  test('folders with programs are not served as files', async () => {
    const files = {
      'public/index.php': FRONT,
      'public/css/x.css': '',
      'public/admin/x.php': '<?php',
      'composer.json': composer('slim/slim'),
    }
    expect(await staticsOf(files)).toEqual(['static /css/ public/css'])
  })

  test('WordPress has its uploads', async () => {
    expect(await staticsOf({'wp-load.php': '<?php', 'wp-content/uploads/2024/x.png': ''})).toEqual([
      'media /wp-content/uploads/ wp-content/uploads',
    ])
  })
})

const WSAPI = `local function run(wsapi_env)
  return 200, {["Content-type"] = "text/html"}, coroutine.wrap(function() coroutine.yield("hi") end)
end
return run
`

describe('Lua', () => {
  test.each<[string, Files, string]>([
    ['WSAPI', {'app.lua': WSAPI}, 'lua-wsapi app.lua'],
    [
      'a function that is returned',
      {'hello.lua': 'return function(wsapi_env)\n return 200, {}, f\nend\n'},
      'lua-wsapi hello.lua',
    ],
    [
      'a table with a function run',
      {'app.lua': 'local M = {}\nfunction M.run(wsapi_env)\n  return 200, {}, f\nend\nreturn M\n'},
      'lua-wsapi app.lua',
    ],
    ['a library', {'app.lua': 'local M = {}\nfunction M.run() end\nreturn M\n'}, '-'],
    ['a comment', {'app.lua': '--[[\nlocal function run(wsapi_env) end\nreturn run\n]]\nprint(1)\n'}, '-'],
  ])('%s', async (_, files, expected) => {
    expect(await best(files)).toBe(expected)
  })
})

test('a module of WSAPI that returns nothing is told what is missing', async () => {
  const files = {'hello.lua': 'module(..., package.seeall)\nfunction run(wsapi_env)\n  return 200, {}, f\nend\n'}
  const {candidates, notices} = await detect(files)
  expect(candidates).toEqual([])
  expect(notices).toMatchObject([
    {value: expect.stringContaining('return run'), evidence: [{location: {file: 'hello.lua', line: 2}}]},
  ])
})

describe('CGI', () => {
  test.each<[string, Files, string]>([
    ['programs', {'cgi-bin/hello': {script: '#!/bin/sh\necho\n'}}, 'cgi cgi-bin {}'],
    [
      'files that need an interpreter',
      {'cgi-bin/a.pl': '#!/usr/bin/perl -w\n', 'cgi-bin/b.py': 'print()\n'},
      'cgi cgi-bin {".pl":"perl",".py":"python3"}',
    ],
    ['by extension', {'hello.cgi': '#!/usr/bin/env python3\n'}, 'cgi . {".cgi":"python3"}'],
    ['no program', {'cgi-bin/readme.txt': 'hi'}, '-'],
    ['scripts elsewhere', {'tools/a.pl': {script: '#!/usr/bin/perl\n'}}, '-'],
  ])('%s', async (_, files, expected) => {
    expect(await best(files)).toBe(expected)
  })
})

describe('JavaScript', () => {
  test.each<[string, string, string]>([
    ['a fetch-style function', 'export default (request) => new Response("hi")\n', 'javascript app.js'],
    [
      'an object with fetch',
      'export default {\n  async fetch(request) {\n    return new Response("x")\n  },\n}\n',
      'javascript app.js',
    ],
    ['an object with uwsgi', 'module.exports = {uwsgi: () => ({status: 200})}\n', 'javascript app.js'],
    ['a listener', 'export default function (req, res) {\n  res.end("hi")\n}\n', 'javascript app.js'],
    [
      'Express',
      "const express = require('express')\nconst app = express()\nmodule.exports = app\n",
      'javascript app.js',
    ],
    [
      'Hono',
      "import {Hono} from 'hono'\nconst app = new Hono<{Bindings: X}>()\nexport default app\n",
      'javascript app.js',
    ],
    ['Koa', 'const app = new Koa()\nexport default app.callback()\n', 'javascript app.js'],
    [
      'a named handler',
      'const handler = async (request) => new Response()\nexport default handler\n',
      'javascript app.js',
    ],
    ['a component', 'export default function App() {\n  return h("div")\n}\n', '-'],
    ['a component with props', 'export default function App({children}) { return children }\n', '-'],
    ['a configuration', 'export default {plugins: [{fetch: 1}], base: "/"}\n', '-'],
    ['a library of two parameters', 'module.exports = (a, b) => a + b\n', '-'],
    ['a comment', '// export default (request) => new Response("hi")\n', '-'],
    ['a template', 'const x = `\nexport default (request) => new Response("hi")\n`\n', '-'],
    ['another assignment', 'if (module.exports == x) y()\n', '-'],
    ['quotes in a pattern', 'const x = y.replace(/[`\'"]/g, "")\nexport default {fetch: z}\n', 'javascript app.js'],
  ])('%s', async (_, text, expected) => {
    expect(await best({'app.js': text})).toBe(expected)
  })

  test('what package.json names comes first', async () => {
    const text = 'export default {fetch}\n'
    const files = {
      'package.json': '{"main": "lib/web.js", "engines": {"node": ">=20"}}',
      'app.js': text,
      'lib/web.js': text,
    }
    const {candidates} = await detect(files)
    expect(candidates.map(named)).toEqual(['javascript lib/web.js', 'javascript app.js'])
    expect(candidates[0]!.rank).toBeGreaterThan(candidates[1]!.rank)
    expect(candidates[0]!.version?.value).toBe('>=20')
  })

  test('what listens by itself is told how to be served', async () => {
    const {notices} = await detect({'server.js': 'const app = express()\napp.listen(3000)\n'})
    expect(notices[0]).toMatchObject({value: expect.stringContaining('export'), evidence: [{location: {line: 2}}]})
  })

  test('nothing below public/ and in node_modules', async () => {
    const text = 'export default {fetch}\n'
    expect(await best({'public/app.js': text, 'node_modules/x/index.js': text, 'frontend/src/app.js': text})).toBe('-')
  })
})
