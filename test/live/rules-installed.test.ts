import {expect, test} from 'vitest'
import {installedUwsgi} from '../../src/cli/lint-installed.js'
import {node} from '../../src/host/node.js'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import {memoryFiles} from '../support/memory-files.js'

test('the installed uWSGI tells its version, its plugins, and its options with theirs', async () => {
  const {uwsgiVersion, builtIn, installedPlugins, installedOptions} = await installedUwsgi(node)
  expect(uwsgiVersion).toBe('2.0.21')
  expect(builtIn).toEqual([]) // Debian's has each as a file of its own
  expect(installedPlugins).toEqual(expect.arrayContaining(['python', 'psgi', 'php', 'http', 'ping', 'gevent']))
  expect(installedOptions!.size).toBeGreaterThan(900)
  for (const name of ['socket', 'wsgi-file', 'php-docroot', 'http', 'gevent', 'rack'])
    expect(installedOptions).toContain(name)
  expect(installedOptions).not.toContain('coffee')
})

test('a language that is not loaded, and an option that it was built without', async () => {
  const text = '[uwsgi]\nwsgi-file = app.py\njvm-main-class = X\npypy-eval = 1\nsocket = /run/a.sock\n'
  const linter = new Linter({rules, files: memoryFiles({}), settings: await installedUwsgi(node)})
  const {findings} = await linter.lint({file: 'app.ini', text})
  const told = findings.map(({id, severity, location}) => `${location?.line} ${id} ${severity}`)
  expect(told).toEqual(expect.arrayContaining(['2 UW108 error', '4 UW109 error']))
  expect(told.filter((it) => it.startsWith('5 UW10'))).toEqual([])
})
