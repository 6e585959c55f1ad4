import {expect, test} from 'vitest'
import {fromProject} from '../../src/deployment/from-project.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import type {Candidate, Conclusion, Project, ProjectEntry} from '../../src/project/project.js'

const concluded = <T>(value: T): Conclusion<T> => ({value, evidence: []})
const project: Project = {
  root: '/srv/My Shop',
  candidates: [],
  virtualEnvironment: concluded({path: '.venv', tool: 'venv'}),
  environmentFiles: [concluded('.env')],
  needs: [concluded({module: 'sentry_sdk', threads: true, forkHooks: true})],
  network: concluded(true),
  notices: [],
}
const candidate = (entry: ProjectEntry, more: Partial<Candidate> = {}): Candidate => ({
  ...{framework: 'django', entry, rank: 1, evidence: [], environment: {}, statics: []},
  ...more,
})

test('a Django project', () => {
  const entry: ProjectEntry = {
    ...{language: 'python', kind: 'module', module: 'shop.wsgi', callable: 'application', folder: 'src'},
  }
  const statics = [concluded({url: '/static/', folder: 'static', kind: 'static' as const})]
  const description = fromProject(
    project,
    candidate(entry, {statics, environment: {DJANGO_SETTINGS_MODULE: 'shop.live'}}),
  )
  expect(description).toEqual({
    name: 'my-shop',
    application: {
      ...{root: '/srv/My Shop', framework: 'django', module: 'shop.wsgi:application', 'python-path': ['src']},
      ...{virtualenv: '.venv', 'fork-hooks': true, statics: {'/static/': 'static'}},
      ...{environment: {DJANGO_SETTINGS_MODULE: 'shop.live'}, 'environment-files': ['.env'], 'uses-network': true},
    },
  })
  expect(resolveDeployment(description).applications[0]).toMatchObject({
    ...{root: '/srv/My Shop', environmentFiles: ['/srv/My Shop/.env']},
    entry: {virtualenv: '/srv/My Shop/.venv', pythonPath: ['/srv/My Shop/src'], needsForkHooks: true},
  })
})

test('below a mount, with the URLs that a framework moves along', () => {
  const entry: ProjectEntry = {language: 'perl', file: 'app.psgi'}
  const statics = [
    concluded({url: '/css/', folder: 'public/css', kind: 'static' as const}),
    concluded({url: '/media/', folder: 'media', kind: 'media' as const, isOfSite: true}),
  ]
  const at = (mount?: string) => fromProject(project, candidate(entry, {statics}), {mount}).application?.statics
  expect(at('/shop/')).toEqual({'/shop/css/': 'public/css', '/media/': 'media'})
  expect(at('/')).toEqual({'/css/': 'public/css', '/media/': 'media'})
  expect(at()).toEqual(at('/'))
})

test.each<readonly [ProjectEntry, object]>([
  [
    {language: 'python', kind: 'file', file: 'app.py', callable: 'app', folder: '.'},
    {language: 'python', load: {kind: 'file', file: '/srv/My Shop/app.py', callable: 'app'}},
  ],
  [
    {language: 'python', kind: 'paste', file: 'production.ini'},
    {language: 'python', load: {kind: 'paste', file: '/srv/My Shop/production.ini'}},
  ],
  [
    {language: 'perl', file: 'app.psgi', localLib: 'local'},
    {language: 'perl', localLib: '/srv/My Shop/local'},
  ],
  [
    {language: 'ruby', file: 'config.ru', gemPath: 'vendor'},
    {language: 'ruby', gemPath: '/srv/My Shop/vendor'},
  ],
  [
    {language: 'php', documentRoot: 'public', frontController: 'public/index.php'},
    {language: 'php', documentRoot: '/srv/My Shop/public', frontController: '/srv/My Shop/public/index.php'},
  ],
  [
    {language: 'php', documentRoot: '.'},
    {language: 'php', documentRoot: '/srv/My Shop'},
  ],
  [
    {language: 'cgi', folder: 'cgi-bin', helpers: {'.pl': 'perl'}},
    {language: 'cgi', folder: '/srv/My Shop/cgi-bin', helpers: {'.pl': 'perl'}},
  ],
  [
    {language: 'lua', file: 'app.lua'},
    {language: 'lua', file: '/srv/My Shop/app.lua'},
  ],
  [
    {language: 'javascript', file: 'app.mjs'},
    {language: 'javascript', file: '/srv/My Shop/app.mjs'},
  ],
])('%j', (entry, expected) => {
  const description = fromProject(project, candidate(entry))
  expect(resolveDeployment(description).applications[0]?.entry).toMatchObject(expected)
})
