import {describe, expect, test} from 'vitest'
import {detectProject} from '../../src/project/detect.js'
import type {Project} from '../../src/project/project.js'
import {type Content, memoryHost, ROOT} from './memory-host.js'

const detect = (files: Readonly<Record<string, Content>>) => detectProject(ROOT, memoryHost(files))

/** `flask app:app`, in the order of ranks. */
const named = ({candidates}: Project) =>
  candidates.map(({framework, entry}) => {
    if (entry.language !== 'python' || entry.kind === 'paste') return framework
    const at = entry.folder === '.' ? '' : `${entry.folder}/ `
    return `${framework} ${at}${entry.kind === 'module' ? entry.module : entry.file}:${entry.callable}`
  })

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n'
const MANAGE = (settings: string) => `import os
def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
if __name__ == "__main__":
    main()
`
const WSGI = (settings: string) => `import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
application = get_wsgi_application()
`

describe('Flask', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a module', {'app.py': FLASK}, ['flask app:app']],
    ['an annotated name', {'app.py': 'from flask import Flask\napp: Flask = Flask(__name__)\n'}, ['flask app:app']],
    [
      'flask under another name',
      {'app.py': 'import flask as f\napplication = f.Flask(__name__)\n'},
      ['flask app:application'],
    ],
    [
      'a class of its own',
      {'app.py': 'from flask import Flask\nclass Shop(Flask):\n  x = 1\nsite = Shop(__name__)\n'},
      ['flask app:site'],
    ],
    [
      'app before application',
      {'app.py': 'from flask import Flask\napplication = Flask(__name__)\napp = Flask("b")\n'},
      ['flask app:app'],
    ],
    [
      'wsgi.py before app.py',
      {'app.py': FLASK, 'wsgi.py': 'from app import app as application\n'},
      ['flask wsgi:application'],
    ],
    [
      'a factory',
      {
        'shop/__init__.py':
          'from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n',
      },
      ['flask shop:create_app()'],
    ],
    [
      'a factory that is called',
      {
        'shop/__init__.py':
          'from flask import Flask\ndef create_app(config):\n    app = Flask(__name__)\n    return app\n',
        'wsgi.py': 'from shop import create_app\napp = create_app("production")\n',
      },
      ['flask wsgi:app'],
    ],
    [
      'a factory that wants something',
      {'shop.py': 'from flask import Flask\ndef create_app(config):\n    return Flask(config)\n'},
      [],
    ],
    [
      'a wrapped application',
      {'app.py': `${FLASK}from werkzeug.middleware.proxy_fix import ProxyFix\napp = ProxyFix(app, x_for=1)\n`},
      ['flask app:app'],
    ],
    ['extensions', {'app.py': `${FLASK}db = SQLAlchemy(app)\nmigrate = Migrate(app, db)\n`}, ['flask app:app']],
    ['a src layout', {'src/shop/__init__.py': '', 'src/shop/web.py': FLASK}, ['flask src/ shop.web:app']],
    [
      'a relative import',
      {'shop/__init__.py': FLASK, 'shop/wsgi.py': 'from . import app as application\n'},
      ['flask shop.wsgi:application'],
    ],
    ['a file that cannot be imported', {'my-shop.py': FLASK}, ['flask my-shop.py:app']],
    [
      'CRLF, BOM and tabs',
      {'app.py': '\uFEFFfrom flask import (\r\n\tFlask,\r\n)\r\nif True:\r\n\tapp = Flask(\r\n\t\t__name__)\r\n'},
      ['flask app:app'],
    ],
    [
      'Dash',
      {'app.py': 'import dash\ndash_app = dash.Dash(__name__)\nserver = dash_app.server\n'},
      ['flask app:server'],
    ],
    [
      'try and except',
      {'app.py': 'try:\n    from flask import Flask\nexcept ImportError:\n    raise\napp = Flask(__name__)\n'},
      ['flask app:app'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(named(await detect(files))).toEqual(expected)
  })

  test('two at equal rank stay two', async () => {
    const {candidates} = await detect({'one.py': FLASK, 'two.py': FLASK})
    expect(candidates.map(({rank}) => rank)).toEqual([candidates[0]!.rank, candidates[0]!.rank])
  })

  test.each<[string, string]>([
    ['a comment', '# from flask import Flask\n# app = Flask(__name__)\n'],
    ['a docstring', '"""\nfrom flask import Flask\napp = Flask(__name__)\n"""\n'],
    ['a string', 'from flask import Flask\nx = "app = Flask(__name__)"\n'],
    [
      'a function that nobody calls',
      'from flask import Flask\ndef helper():\n    app = Flask(__name__)\n    return app\n',
    ],
    [
      'the main guard',
      'from flask import Flask\nif __name__ == "__main__":\n    app = Flask(__name__)\n    app.run()\n',
    ],
    ['types', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from flask import Flask\n'],
    ['a Flask of somebody else', 'from bottles import Flask\napp = Flask(__name__)\n'],
    ['what every object has', 'import constructor, toString\napp = constructor()\nb = toString()\n'],
  ])('not in %s', async (_, text) => {
    expect(named(await detect({'app.py': text}))).toEqual([])
  })

  test('not in tests, documentation and examples', async () => {
    const files = {'app.py': FLASK, 'tests/app.py': FLASK, 'docs/wsgi.py': FLASK, 'examples/hello/app.py': FLASK}
    expect(named(await detect(files))).toEqual(['flask app:app'])
  })

  test('its static folder', async () => {
    const text = 'from flask import Flask\napp = Flask(__name__, static_folder="assets", static_url_path="/a")\n'
    const {candidates} = await detect({'shop/__init__.py': text, 'shop/assets/x.css': ''})
    expect(candidates[0]!.statics.map(({value}) => value)).toEqual([
      {url: '/a/', folder: 'shop/assets', kind: 'static'},
    ])
  })

  test('evidence is a line that is there', async () => {
    const {candidates} = await detect({'app.py': '\n# Flask\nfrom flask import Flask\n\tapp   =  Flask(__name__)\n'})
    expect(candidates[0]!.evidence).toEqual([
      {location: {file: 'app.py', line: 4, column: 11}, text: 'app   =  Flask(__name__)'},
    ])
  })
})

describe('Django', () => {
  test('as startproject makes it', async () => {
    const project = await detect({
      'manage.py': MANAGE('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings.py': 'WSGI_APPLICATION = "shop.wsgi.application"\nSTATIC_URL = "static/"\n',
      'shop/wsgi.py': WSGI('shop.settings'),
    })
    expect(named(project)).toEqual(['django shop.wsgi:application'])
    expect(project.candidates[0]!.evidence[0]!.location).toEqual({file: 'shop/settings.py', line: 1, column: 1})
  })

  test('in a folder below, with settings split', async () => {
    const project = await detect({
      'backend/manage.py': MANAGE('shop.settings.local'),
      'backend/shop/__init__.py': '',
      'backend/shop/settings/__init__.py': '',
      'backend/shop/settings/base.py': `from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent.parent
WSGI_APPLICATION = "shop.wsgi.application"
STATIC_URL = "/assets/"
MEDIA_URL = "https://cdn.example.org/media/"
MEDIA_ROOT = BASE_DIR / "media"
DEBUG = True
`,
      'backend/shop/settings/local.py': 'from .base import *\n',
      'backend/shop/settings/production.py': `from .base import *
import os
DEBUG = False
SECRET_KEY = os.environ["KEY"]
STATIC_ROOT = os.path.join(BASE_DIR, "collected", "static")
`,
      'backend/shop/wsgi.py': WSGI('shop.settings.local'),
    })
    expect(named(project)).toEqual(['django backend/ shop.wsgi:application'])
    const [candidate] = project.candidates
    expect(candidate!.environment).toEqual({DJANGO_SETTINGS_MODULE: 'shop.settings.production'})
    expect(candidate!.statics.map(({value}) => value)).toEqual([
      {url: '/assets/', folder: 'backend/collected/static', kind: 'static', isOfSite: true},
    ])
    expect(project.notices).toEqual([])
  })

  test('a URL without a slash at the start goes where the application goes', async () => {
    const {candidates} = await detect({
      'manage.py': MANAGE('shop.settings'),
      'shop/settings.py': 'STATIC_URL = "static/"\nSTATIC_ROOT = "/srv/static"\n',
      'shop/wsgi.py': WSGI('shop.settings'),
    })
    expect(candidates[0]!.statics.map(({value}) => value)).toEqual([
      {url: '/static/', folder: '/srv/static', kind: 'static'},
    ])
  })

  test('two projects side by side stay two', async () => {
    const one = (name: string) => ({
      [`${name}/manage.py`]: MANAGE(`${name}.settings`),
      [`${name}/${name}/settings.py`]: `WSGI_APPLICATION = "${name}.wsgi.application"\n`,
      [`${name}/${name}/wsgi.py`]: WSGI(`${name}.settings`),
    })
    const {candidates} = await detect({...one('blog'), ...one('shop')})
    expect(candidates.map(({rank}) => rank)).toEqual([98, 98])
  })

  test('without wsgi.py Django makes the application', async () => {
    const project = await detect({'manage.py': MANAGE('shop.settings'), 'shop/settings.py': 'X = 1\n'})
    expect(named(project)).toEqual(['django django.core.wsgi:get_wsgi_application()'])
    expect(project.candidates[0]!.environment).toEqual({DJANGO_SETTINGS_MODULE: 'shop.settings'})
  })

  test('paths of older settings', async () => {
    const {candidates} = await detect({
      'manage.py': MANAGE('shop.settings'),
      'shop/settings.py': `import os
from os.path import join, dirname, abspath
BASE = dirname(dirname(abspath(__file__)))
STATIC_URL = os.environ.get("STATIC_URL", "/s/")
STATIC_ROOT = join(BASE, 'public' '/static')
MEDIA_URL = f"{STATIC_URL}media/"
MEDIA_ROOT = "/var/media/"
`,
      'shop/wsgi.py': WSGI('shop.settings'),
    })
    expect(candidates[0]!.statics.map(({value}) => value)).toEqual([
      {url: '/s/', folder: 'public/static', kind: 'static', isOfSite: true},
      {url: '/s/media/', folder: '/var/media', kind: 'media', isOfSite: true},
    ])
  })
})

describe('others', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['plain WSGI', {'app.py': 'def application(environ, start_response):\n    return []\n'}, ['wsgi app:application']],
    [
      "uWSGI's own example",
      {'foobar.py': 'def application(env, start_response):\n    return [b""]\n'},
      ['wsgi foobar:application'],
    ],
    [
      'a class with __call__',
      {
        'web.py':
          'class App:\n    def __call__(self, environ, start_response):\n        return []\napplication = App()\n',
      },
      ['wsgi web:application'],
    ],
    [
      'an iterable class',
      {'web.py': 'class application:\n    def __init__(self, environ, start_response):\n        pass\n'},
      ['wsgi web:application'],
    ],
    ['a lambda', {'wsgi.py': 'application = lambda environ, start_response: []\n'}, ['wsgi wsgi:application']],
    [
      'the name that uWSGI looks for, whatever its parameters are called',
      {'wsgi.py': 'def application(e, s):\n    s("200 OK", [])\n    return [b""]\n'},
      ['wsgi wsgi:application'],
    ],
    [
      'such a lambda',
      {'hello.py': 'application = lambda e, s: (s("200 OK", []), [b""])[1]\n'},
      ['wsgi hello:application'],
    ],
    [
      'a function that calls its second parameter with a status',
      {'site.py': 'def run(req, res):\n    res("404 Not Found", [])\n    return [b""]\n'},
      ['wsgi site:run'],
    ],
    [
      'a class that does so',
      {
        'wsgi.py':
          'class Site:\n    def __call__(self, e, s):\n        s("200 OK", [])\n        return [b""]\napplication = Site()\n',
      },
      ['wsgi wsgi:application'],
    ],
    [
      'what is imported under the name that counts',
      {
        'lib.py': 'def app(req, res):\n    res("200 OK", [])\n    return [b""]\n',
        'wsgi.py': 'from lib import app as application\n',
      },
      ['wsgi wsgi:application'],
    ],
    ['another function of two values', {'app.py': 'def app(one, two):\n    two(one, "200 OK")\n'}, []],
    ['application with three values', {'wsgi.py': 'def application(one, two, three):\n    return one\n'}, []],
    ['application with one value', {'wsgi.py': 'def application(one, two=None):\n    return one\n'}, []],
    [
      'a package of Pyramid that an .ini names',
      {
        'production.ini': '[app:main]\nuse = egg:shop\n',
        'shop/__init__.py': 'from pyramid.config import Configurator\ndef main(global_config, **settings):\n    pass\n',
      },
      ['pyramid'],
    ],
    ['Falcon', {'app.py': 'import falcon\napi = application = falcon.App()\n'}, ['falcon app:application']],
    ['Bottle', {'app.py': 'import bottle\napplication = bottle.default_app()\n'}, ['bottle app:application']],
    ['Bottle by a star', {'app.py': 'from bottle import *\napp = Bottle()\n'}, ['bottle app:app']],
    [
      'Pyramid',
      {
        'app.py':
          'from pyramid.config import Configurator\nwith Configurator() as config:\n    config.add_route("a", "/")\n    app = config.make_wsgi_app()\n',
      },
      ['pyramid app:app'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(named(await detect(files))).toEqual(expected)
  })
})

test("Bottle's default application is told what is missing", async () => {
  const files = {'index.py': 'from bottle import route, run\n@route("/")\ndef index():\n    return ""\nrun()\n'}
  const {candidates, notices} = await detect(files)
  expect(candidates).toEqual([])
  expect(notices).toMatchObject([
    {
      value: expect.stringContaining('application = bottle.default_app()'),
      evidence: [{location: {file: 'index.py', line: 2}}],
    },
  ])
})

describe('ASGI', () => {
  test.each<[string, string]>([
    ['FastAPI', 'from fastapi import FastAPI\napp = FastAPI()\n'],
    ['Starlette', 'from starlette.applications import Starlette\napp = Starlette()\n'],
    ['Quart', 'from quart import Quart\napp = Quart(__name__)\n'],
    ['Litestar', 'from litestar import Litestar\napp = Litestar([])\n'],
    ['Sanic', 'from sanic import Sanic\napp = Sanic("x")\n'],
    ['BlackSheep', 'from blacksheep import Application\napp = Application()\n'],
    ['its application', 'async def app(scope, receive, send):\n    pass\n'],
  ])('%s is refused with its line', async (name, text) => {
    const {asgiOnly, candidates} = await detect({'main.py': text})
    expect(candidates).toEqual([])
    expect(asgiOnly?.value).toContain(`${name} speaks ASGI`)
    expect(asgiOnly?.evidence[0]?.location.file).toBe('main.py')
  })

  test('what has WSGI too is served', async () => {
    const project = await detect({
      'main.py':
        'from fastapi import FastAPI\nfrom a2wsgi import ASGIMiddleware\napi = FastAPI()\napplication = ASGIMiddleware(api)\n',
    })
    expect(named(project)).toEqual(['wsgi main:application'])
    expect(project.asgiOnly).toBeUndefined()
  })
})
