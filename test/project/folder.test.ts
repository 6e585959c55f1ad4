import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {detectProject} from '../../src/project/detect.js'
import {openFolder} from '../../src/project/folder.js'
import {FOLDER_LIMITS} from '../../src/project/limits.js'
import {type Content, memoryHost, ROOT} from './memory-host.js'

const APP = 'from flask import Flask\napp = Flask(__name__)\n'
const detect = (files: Readonly<Record<string, Content>>) => detectProject(ROOT, memoryHost(files))
const said = async (files: Readonly<Record<string, Content>>) => (await detect(files)).notices.map(({value}) => value)

describe('links', () => {
  test('one that leads out is not followed, and told', async () => {
    const files = {'/etc/app.py': APP, 'app.py': {link: '/etc/app.py'}, inside: {link: '/etc'}}
    const {candidates, notices} = await detect(files)
    expect(candidates).toEqual([])
    expect(notices.map(({evidence}) => evidence[0]!.location.file)).toEqual(['app.py', 'inside'])
  })

  test('a neighbour with the same beginning is outside', async () => {
    expect((await detect({'../project-2/app.py': APP, 'app.py': {link: '../project-2/app.py'}})).candidates).toEqual([])
  })

  test('one that stays inside is', async () => {
    const {candidates} = await detect({'code/app.py': APP, 'app.py': {link: 'code/app.py'}})
    expect(candidates.map(({entry}) => 'module' in entry && `${entry.folder} ${entry.module}`)).toEqual([
      '. app',
      'code app',
    ])
  })

  test('circles end', async () => {
    expect(
      (await detect({'app.py': APP, 'a/b/up': {link: '..'}, 'a/top': {link: '/srv/project'}, self: {link: 'self'}}))
        .candidates,
    ).toHaveLength(1)
  })

  test('a pyvenv.cfg is not read through the project out of it', async () => {
    const {virtualEnvironment} = await detect({
      'app.py': APP,
      '/opt/v/pyvenv.cfg': 'version = 3.9.1',
      venv: {link: '/opt/v'},
    })
    expect(virtualEnvironment).toBeUndefined()
  })
})

describe('limits', () => {
  test('a file that is too large is read in part', async () => {
    const huge = APP + '# x\n'.repeat(200_000)
    const {candidates, notices} = await detect({'app.py': huge})
    expect(candidates).toHaveLength(1)
    expect(notices[0]).toMatchObject({
      value: expect.stringContaining('first 524288 bytes'),
      evidence: [{location: {file: 'app.py'}}],
    })
  })

  test.each([
    ['entries', {entries: 3}, 'first 3 files'],
    ['reads', {reads: 1}, 'only 1 file'],
    ['depth', {depth: 1}, 'deeper than 1'],
  ])('%s', async (_, less, expected) => {
    const files = {'a.py': APP, 'b.py': APP, 'c/d/e/f.py': APP, 'g.py': APP}
    const {notices} = await detectProject(ROOT, memoryHost(files), {limits: {...FOLDER_LIMITS, ...less}})
    expect(notices.map(({value}) => value)).toEqual([expect.stringContaining(expected)])
  })

  test('what lies nearest to the top is seen first', async () => {
    const files = {'a/b/c/d.py': '', 'z.py': ''}
    const {files: seen} = await openFolder(ROOT, memoryHost(files), {...FOLDER_LIMITS, entries: 2})
    expect(seen).toEqual(['z.py'])
  })
})

describe('files', () => {
  test.each<[string, Content]>([
    ['Latin-1', Buffer.from(`# -*- coding: latin-1 -*-\n# caf\xe9\n${APP}`, 'latin1')],
    ['UTF-8 with a mark', `\uFEFF${APP}`],
    ['UTF-16', Buffer.from(`\uFEFF${APP}`, 'utf16le')],
    ['CRLF', APP.replaceAll('\n', '\r\n')],
    ['CR alone', APP.replaceAll('\n', '\r')],
    ['no end', APP.trimEnd()],
  ])('%s', async (_, content) => {
    expect((await detect({'app.py': content})).candidates).toHaveLength(1)
  })

  test('binary ones are none', async () => {
    expect((await detect({'app.py': Buffer.from(`${APP}\0`)})).candidates).toEqual([])
  })

  test('one that may not be read is told', async () => {
    expect(await said({'app.py': {denied: true}})).toEqual(['this user may not read the file'])
  })

  test('a folder that is not there has nothing', async () => {
    expect(await detectProject('/nowhere', memoryHost({}))).toMatchObject({candidates: [], notices: []})
  })
})

const NAMES = [
  ...[
    'app.py',
    'wsgi.py',
    'shop/__init__.py',
    'shop/settings.py',
    'manage.py',
    'setup.py',
    'setup.cfg',
    'pyproject.toml',
    'Pipfile',
  ],
  ...[
    'requirements.txt',
    'environment.yml',
    'production.ini',
    '.env',
    '.flaskenv',
    'Procfile',
    'venv/pyvenv.cfg',
    '.pdm-python',
  ],
  ...[
    'app.psgi',
    'script/shop',
    'cpanfile',
    'config.ru',
    'Gemfile',
    'config/application.rb',
    'index.php',
    'public/index.php',
  ],
  ...[
    'composer.json',
    '.htaccess',
    'app.lua',
    'x.rockspec',
    'cgi-bin/x.pl',
    'app.js',
    'package.json',
    '.python-version',
    'runtime.txt',
  ],
]
/** What the readers look for, so that random text gets further than the first word. */
const WORDS = [
  ...[
    'from flask import Flask\n',
    'app = ',
    'Flask(',
    'def create_app(',
    'return ',
    '):\n    ',
    '"""',
    "'",
    '(',
    ')',
    '[',
    '{',
    '}',
    '\n',
    ' = ',
    ',',
  ],
  ...[
    'import ',
    'class A(',
    'with ',
    ' as ',
    'lambda ',
    ':',
    'f"{',
    '\\',
    '\t',
    '#',
    '<?php ',
    '=begin\n',
    '--[[',
    '`',
    '/',
    '<<X',
    'export default ',
  ],
  ...[
    'STATIC_URL = ',
    'STATIC_ROOT',
    'DJANGO_SETTINGS_MODULE',
    'django.core.wsgi',
    'get_wsgi_application()',
    '.parent',
    'os.path.join(',
    '__file__',
  ],
  ...[
    'from . import *\n',
    'from .app import *\n',
    'from app import app\n',
    '[project]\n',
    'dependencies = [',
    'constructor',
    '__proto__',
    'toString',
    '\r',
  ],
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({maxLength: 8, unit: 'binary'})), {maxLength: 60})
  .map((parts) => parts.join(''))

describe('whatever the files hold', () => {
  test('random bytes never throw', async () => {
    const bytes = fc.uint8Array({maxLength: 200})
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, {minLength: NAMES.length, maxLength: NAMES.length}), async (contents) => {
        await detect(Object.fromEntries(NAMES.map((name, i) => [name, contents[i]!])))
      }),
      {numRuns: 200},
    )
  })

  test('text made of what they look for never throws, and evidence points at a line that is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, {minLength: NAMES.length, maxLength: NAMES.length}), async (contents) => {
        const files = Object.fromEntries(NAMES.map((name, i) => [name, contents[i]!]))
        const {candidates} = await detect(files)
        for (const {location} of candidates.flatMap(({evidence}) => evidence)) {
          const lines = (files[location.file] ?? '').replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
          expect(location.line).toBeGreaterThan(0)
          expect(lines.length, location.file).toBeGreaterThanOrEqual(location.line)
        }
      }),
      {numRuns: 200},
    )
  })
})

describe('hostile files end soon', () => {
  const many = (part: string) => part.repeat(Math.ceil(400_000 / part.length))
  test.each<[string, string, string]>([
    ['brackets', 'app.py', `import flask\napp = ${many('(')}`],
    ['blank lines', 'app.py', `import flask${many('\n')}x`],
    ['imports', 'app.py', `import flask\n${many('import redis\n')}`],
    [
      'names that need each other',
      'app.py',
      `from flask import Flask\n${Array.from({length: 30}, (_, i) => `app = f(${'app, '.repeat(300)})  # ${i}\n`).join('')}`,
    ],
    [
      'classes that derive from each other',
      'app.py',
      `import flask\n${Array.from({length: 20}, (_, i) => `class A${i}(${`A${i + 1}, `.repeat(200)}):\n  x = 1\n`).join('')}app = A0()\n`,
    ],
    ['names', 'app.py', `import flask\n${many('app = app\n')}`],
    ['nesting', 'app.py', `import flask\n${Array.from({length: 800}, (_, i) => `${' '.repeat(i)}if x:\n`).join('')}`],
    ['quotes', 'app.py', `import flask\n${many(`"'`)}`],
    ['patterns', 'app.js', `export default ${many('(/[')}`],
    ['heredocs', 'app.psgi', many('<<X "')],
    ['pod', 'app.psgi', many('=x\n')],
    ['long strings', 'app.lua', many('[=[')],
    ['requirements', 'requirements.txt', many('redis\n')],
    ['slashes', 'public/index.php', `<?php ${many('/* ')}`],
    ['gems', 'Gemfile', many('gem "pg"\n')],
  ])(
    '%s',
    async (_, name, content) => {
      await detect({[name]: content})
    },
    5000,
  )

  test('settings that double each other', async () => {
    const doubled = Array.from({length: 60}, (_, i) => `A${i + 1} = A${i} + A${i} + A${i}\n`).join('')
    const settings = `A0 = "x"\n${doubled}STATIC_URL = A60\nSTATIC_ROOT = A60\nB = B + B\nMEDIA_URL = B\n`
    const wsgi =
      'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\napplication = get_wsgi_application()\n'
    const {candidates} = await detect({'settings.py': settings, 'wsgi.py': wsgi})
    expect(candidates[0]!.statics).toEqual([])
  }, 5000)
})
