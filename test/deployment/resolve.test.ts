import {expect, test} from 'vitest'
import {reasonOf} from '../../src/deployment/reasons.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'

const shop = {
  name: 'shop',
  application: {root: '/srv/shop', module: 'shop.wsgi:application', statics: {'/static/': 'static'}},
  web: {names: ['example.org']},
} as const

test('a folder, a module and a name are enough', () => {
  const {applications, web, service, paths} = resolveDeployment(shop)
  expect(applications).toHaveLength(1)
  expect(applications[0]).toMatchObject({
    ...{name: 'shop', runtime: '/run/shop', root: '/srv/shop', mount: '/', hosts: []},
    entry: {language: 'python', load: {kind: 'module', module: 'shop.wsgi', callable: 'application'}},
    statics: [{url: '/static/', folder: '/srv/shop/static', isImmutable: false}],
    uwsgi: {socket: {kind: 'unix', path: '/run/shop/uwsgi.sock'}, socketMode: '660', harakiri: 55, bufferSize: 40_960},
  })
  expect(web).toMatchObject({server: 'nginx', names: ['example.org'], listen: [{port: 80}], timeouts: {read: 60}})
  expect(service).toMatchObject({manager: 'systemd', hardening: 'standard', stopTimeout: 70})
  expect(paths).toMatchObject({root: '', config: '/etc/uwsgi', runtime: '/run/shop', units: '/etc/systemd/system'})
})

test('a socket alone is enough for a web server', () => {
  const {applications, name} = resolveDeployment({uwsgi: {socket: '/run/app.sock'}, web: {names: 'bücher.example'}})
  expect(name).toBe('bucher-example')
  expect(applications[0]).toMatchObject({entry: {language: 'external'}, uwsgi: {socket: {path: '/run/app.sock'}}})
})

test('what is wrong is said at once, each with its key', () => {
  const wrong = () => resolveDeployment({name: 'Shop', application: {root: 'x'}, web: {names: ['a;b']}})
  expect(wrong).toThrow(
    expect.objectContaining({
      message: '4 problems with the deployment',
      details: [
        'application.root: "x" is not an absolute path',
        'name: "Shop" is not a name: it holds "S"',
        expect.stringMatching(/^application: what to load is missing; say module/),
        'web.names[0]: "a;b" is not a host name: it holds ";"',
      ],
    }),
  )
})

test.each(['development', 'container'] as const)('the preset %s behind a web server speaks uwsgi to it', (preset) => {
  const application = {root: '/srv/shop', module: 'shop.wsgi'}
  const alone = resolveDeployment({name: 'shop', preset, application})
  expect(alone.applications[0]!.uwsgi).toMatchObject({protocol: 'http', socket: {kind: 'tcp'}})
  const behind = resolveDeployment({name: 'shop', preset, application, web: {server: 'nginx'}})
  const socket = {kind: 'unix', path: '/run/shop/uwsgi.sock'}
  expect(behind.applications[0]!.uwsgi).toMatchObject({protocol: 'uwsgi', socket})
  expect(reasonOf('uwsgi.socket', behind)).not.toBe(reasonOf('uwsgi.socket', alone))
})
