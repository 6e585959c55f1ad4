import fc from 'fast-check'
import {expect, test} from 'vitest'
import {describeApp} from '../../src/deployment/describe-app.js'

test.each([
  ['shop.wsgi:application', {module: 'shop.wsgi:application'}],
  ['shop.wsgi', {language: 'python', file: 'shop.wsgi'}],
  ['shop', {module: 'shop'}],
  ['app.py', {file: 'app.py'}],
  ['app.py:create_app()', {file: 'app.py', callable: 'create_app()'}],
  ['./x/app.py:app', {file: './x/app.py', callable: 'app'}],
  ['app.psgi', {file: 'app.psgi'}],
  ['config.ru', {file: 'config.ru'}],
  ['public/index.php', {'document-root': 'public', 'front-controller': 'public/index.php'}],
  ['index.php', {'document-root': '.', 'front-controller': 'index.php'}],
  ['cgi-bin/', {scripts: 'cgi-bin'}],
  ['production.ini', {paste: 'production.ini'}],
])('--app %s', (text, said) => {
  expect(describeApp(text)).toEqual(said)
})

test('whatever is typed, it is taken for something', () => {
  fc.assert(fc.property(fc.string(), (text) => Object.keys(describeApp(text)).length > 0))
})
