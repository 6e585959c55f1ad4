import {describe, expect, test} from 'vitest'
import {detectProject} from '../../src/project/detect.js'
import {type Content, memoryHost, ROOT} from './memory-host.js'

type Files = Readonly<Record<string, Content>>

const APP = 'from flask import Flask\napp = Flask(__name__)\n'
const detect = (files: Files, environment: Record<string, string> = {}) =>
  detectProject(ROOT, memoryHost({'app.py': APP, '/usr/bin/python3': '', ...files}, environment))

const CFG = 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.2\n'

describe('virtual environments', () => {
  test.each<[string, Files, object]>([
    ['venv', {'.venv/pyvenv.cfg': CFG}, {path: '.venv', tool: 'venv', version: '3.11.2'}],
    ['any name', {'python-of-ours/pyvenv.cfg': CFG}, {path: 'python-of-ours', tool: 'venv', version: '3.11.2'}],
    [
      '.venv before others',
      {'a/pyvenv.cfg': CFG, '.venv/pyvenv.cfg': 'version = 3.12.1\n'},
      {path: '.venv', tool: 'venv', version: '3.12.1'},
    ],
    [
      'virtualenv',
      {'env/pyvenv.cfg': 'version_info = 3.9.18.final.0\n'},
      {path: 'env', tool: 'venv', version: '3.9.18'},
    ],
    ['uv', {'.venv/pyvenv.cfg': 'uv = 0.4.1\nversion_info = 3.13.0\n'}, {path: '.venv', tool: 'uv', version: '3.13.0'}],
    ['poetry', {'.venv/pyvenv.cfg': CFG, 'poetry.lock': ''}, {path: '.venv', tool: 'poetry', version: '3.11.2'}],
    ['pipenv', {'.venv/pyvenv.cfg': CFG, Pipfile: ''}, {path: '.venv', tool: 'pipenv', version: '3.11.2'}],
    [
      'pdm',
      {'.pdm-python': '/opt/shop/bin/python\n', '/opt/shop/pyvenv.cfg': CFG, 'pdm.lock': ''},
      {path: '/opt/shop', tool: 'pdm', version: '3.11.2'},
    ],
    ['conda', {'envs/conda-meta/python-3.10.4-h12debd9_0.json': ''}, {path: 'envs', tool: 'conda', version: '3.10.4'}],
    ['a version that is not told', {'venv/pyvenv.cfg': 'home = /usr/bin\n'}, {path: 'venv', tool: 'venv'}],
    ['the folder itself', {'pyvenv.cfg': CFG}, {path: '.', tool: 'venv', version: '3.11.2'}],
  ])('%s', async (_, files, expected) => {
    expect((await detect(files)).virtualEnvironment?.value).toEqual(expected)
  })

  test('the line with the version is shown', async () => {
    const {virtualEnvironment} = await detect({'.venv/pyvenv.cfg': CFG})
    expect(virtualEnvironment?.evidence).toEqual([
      {location: {file: '.venv/pyvenv.cfg', line: 3, column: 1}, text: 'version = 3.11.2'},
    ])
  })

  test('the one that is active here, when the project has none', async () => {
    const active = {VIRTUAL_ENV: '/home/me/envs/shop'}
    const files = {'/home/me/envs/shop/pyvenv.cfg': CFG}
    expect((await detect(files, active)).virtualEnvironment?.value.path).toBe('/home/me/envs/shop')
    expect((await detect({...files, 'venv/pyvenv.cfg': CFG}, active)).virtualEnvironment?.value.path).toBe('venv')
    expect((await detect({}, active)).virtualEnvironment).toBeUndefined()
  })

  test('applications in it are not the project', async () => {
    const {candidates} = await detect({
      '.venv/pyvenv.cfg': CFG,
      '.venv/lib/python3.11/site-packages/app.py': APP,
      '.venv/wsgi.py': APP,
    })
    expect(candidates).toHaveLength(1)
  })

  test.each<[string, Files, RegExp]>([
    ['a lock file without one', {'poetry.lock': ''}, /poetry config/],
    ['another Python', {'venv/pyvenv.cfg': `${CFG}implementation = PyPy\n`}, /PyPy/],
    ['a Python that is gone', {'venv/pyvenv.cfg': 'home = /opt/python3.8/bin\nversion = 3.8.1\n'}, /is gone/],
  ])('%s is told', async (_, files, expected) => {
    expect((await detect(files)).notices.map(({value}) => value)).toEqual([expect.stringMatching(expected)])
  })
})

describe('versions', () => {
  test.each<[string, Files, string]>([
    ['.python-version', {'.python-version': '# ours\n3.11.4\n'}, '3.11.4'],
    ['runtime.txt', {'runtime.txt': 'python-3.10.2\n'}, '3.10.2'],
    ['.tool-versions', {'.tool-versions': 'nodejs 20\npython 3.12.1\n'}, '3.12.1'],
    ['pyproject', {'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.10"\n'}, '>=3.10'],
    ['poetry', {'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\n'}, '^3.11'],
    ['Pipfile', {Pipfile: '[requires]\npython_version = "3.9"\n'}, '3.9'],
    ['setup.cfg', {'setup.cfg': '[options]\npython_requires = >=3.8\n'}, '>=3.8'],
    ['setup.py', {'setup.py': 'setup(\n  name="x",\n  python_requires=">=3.7",\n)\n'}, '>=3.7'],
    ['conda', {'environment.yml': 'dependencies:\n  - python=3.10\n'}, '3.10'],
  ])('%s', async (_, files, expected) => {
    const [candidate] = (await detect(files)).candidates
    expect(candidate!.version?.value).toBe(expected)
  })

  test('the nearest file counts', async () => {
    const host = memoryHost({'backend/app.py': APP, 'backend/.python-version': '3.12', '.python-version': '3.8'})
    expect((await detectProject(ROOT, host)).candidates[0]!.version?.evidence[0]?.location.file).toBe(
      'backend/.python-version',
    )
  })
})

describe('packages', () => {
  test.each<[string, Files, string]>([
    ['requirements.txt', {'requirements.txt': 'flask\nSentry_SDK[flask]==2.0  # errors\n'}, 'requirements.txt:2'],
    ['requirements/', {'requirements/base.txt': 'sentry-sdk\n'}, 'requirements/base.txt:1'],
    [
      'pyproject',
      {'pyproject.toml': '[project]\ndependencies = [\n  "flask",\n  "sentry-sdk>=1",\n]\n'},
      'pyproject.toml:4',
    ],
    ['poetry', {'pyproject.toml': '[tool.poetry.dependencies]\nsentry-sdk = {version = "*"}\n'}, 'pyproject.toml:2'],
    ['Pipfile', {Pipfile: '[packages]\nsentry-sdk = "*"\n'}, 'Pipfile:2'],
    ['setup.cfg', {'setup.cfg': '[options]\ninstall_requires =\n    flask\n    sentry-sdk\n'}, 'setup.cfg:4'],
    ['setup.py', {'setup.py': 'setup(install_requires=["flask",\n  "sentry-sdk"])\n'}, 'setup.py:2'],
    ['conda', {'environment.yml': 'dependencies:\n  - flask\n  - pip:\n    - sentry-sdk==1\n'}, 'environment.yml:4'],
    ['an import', {'shop/web.py': 'def f():\n    import sentry_sdk\n'}, 'shop/web.py:2'],
    ['an import of a part', {'shop/web.py': '\nfrom sentry_sdk.integrations import flask\n'}, 'shop/web.py:2'],
  ])('%s', async (_, files, expected) => {
    const {needs} = await detect(files)
    expect(needs).toMatchObject([{value: {threads: true, forkHooks: true}}])
    const {location} = needs[0]!.evidence[0]!
    expect(`${location.file}:${location.line}`).toBe(expected)
  })

  test.each<[string, Files]>([
    [
      'developers',
      {
        'requirements-dev.txt': 'sentry-sdk\n',
        'requirements/test.txt': 'sentry-sdk\n',
        'dev-requirements.txt': 'sentry-sdk',
      },
    ],
    [
      'comments',
      {'requirements.txt': '# sentry-sdk\n', 'shop.py': '# import sentry_sdk\n"""\nimport sentry_sdk\n"""\n'},
    ],
    ['modules of its own', {'shop/web.py': 'from .sentry_sdk import x\n'}],
    ['tests', {'tests/test_app.py': 'import sentry_sdk\n'}],
  ])('not those of %s', async (_, files) => {
    expect((await detect(files)).needs).toEqual([])
  })

  test.each<[string, Files, string]>([
    ['a database', {'requirements.txt': 'psycopg2-binary\n'}, 'requirements.txt'],
    ['an import', {'shop/api.py': 'import requests\n'}, 'shop/api.py'],
    ['a gem', {Gemfile: 'gem "rails"\ngem "pg"\n'}, 'Gemfile'],
    ['PHP', {'composer.json': '{"require": {"predis/predis": "*"}}'}, 'composer.json'],
    ['Perl', {cpanfile: 'requires "DBD::Pg";\n'}, 'cpanfile'],
    ['Node', {'package.json': '{"dependencies": {"pg": "8"}}'}, 'package.json'],
  ])('%s talks to other machines', async (_, files, expected) => {
    expect((await detect(files)).network?.evidence[0]?.location.file).toBe(expected)
  })

  test.each<[string, Files]>([
    ['nothing', {'requirements.txt': 'flask\njinja2\n'}],
    ['what developers use', {Gemfile: 'group :development, :test do\n  gem "pg"\nend\ngem "rack"\n'}],
  ])('%s does not', async (_, files) => {
    expect((await detect(files)).network).toBeUndefined()
  })
})

describe('what settings name', () => {
  test.each([
    ["DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}", true],
    ["DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}", false],
    ["# 'ENGINE': 'django.db.backends.postgresql'", false],
  ])('%s', async (line, expected) => {
    const wsgi =
      'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop")\napplication = get_wsgi_application()\n'
    expect((await detect({'wsgi.py': wsgi, 'shop.py': `${line}\n`})).network !== undefined).toBe(expected)
  })
})

test.each([
  ['app.run()\n', 1],
  ['if __name__ == "__main__":\n    app.run()\n', 0],
  ['def main():\n    app.run()\n', 0],
])('a server that blocks the import: %s', async (text, count) => {
  const {notices} = await detect({'app.py': `${APP}${text}`})
  expect(notices.map(({evidence}) => evidence[0]!.location.line)).toEqual(Array(count).fill(3))
})

describe('environment files', () => {
  test('those for production, without what is in them', async () => {
    const {environmentFiles} = await detect({
      '.env': '# secrets\nexport SECRET_KEY=hunter2\nDB=postgres://u:hunter2@db\n',
      '.env.example': 'SECRET_KEY=\n',
      '.env.test': 'X=1\n',
      '.env.production': 'X=1\n',
      'env/pyvenv.cfg': CFG,
      'node_modules/x/.env': 'X=1\n',
    })
    expect(environmentFiles.map(({value}) => value)).toEqual(['.env', '.env.production'])
    expect(environmentFiles[0]!.evidence[0]).toEqual({
      location: {file: '.env', line: 2, column: 1},
      text: 'SECRET_KEY=… and 1 more',
    })
    expect(JSON.stringify(environmentFiles)).not.toContain('hunter2')
  })
})

describe('what a project names itself', () => {
  test.each<[string, Files, string]>([
    ['FLASK_APP', {'.flaskenv': 'FLASK_APP=shop.web\n'}, '.flaskenv'],
    ['a Procfile', {Procfile: 'release: x\nweb: gunicorn --workers 2 shop.web:site\n'}, 'Procfile'],
  ])('%s', async (_, files, expected) => {
    const other = 'from flask import Flask\nsite = Flask(__name__)\n'
    const {candidates} = await detect({
      ...files,
      'app.py': '',
      'shop/__init__.py': '',
      'shop/admin.py': other,
      'shop/web.py': other,
    })
    expect(candidates.map(({entry}) => 'module' in entry && entry.module)).toEqual(['shop.web', 'shop.admin'])
    expect(candidates[0]!.evidence[0]!.location.file).toBe(expected)
  })
})
