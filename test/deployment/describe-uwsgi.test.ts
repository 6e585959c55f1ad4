import fc from 'fast-check'
import {expect, test} from 'vitest'
import {describeUwsgi} from '../../src/deployment/describe-uwsgi.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {warningsOf} from '../../src/deployment/warnings.js'

const described = (options: Record<string, string>, file = '/etc/uwsgi/shop.ini') =>
  describeUwsgi(
    Object.entries(options).map(([name, value]) => ({name, value})),
    file,
  )

test('takes what a web server in front needs', () => {
  const options = {
    ...{socket: '/run/shop.sock', 'chmod-socket': '664', chdir: '/srv/shop', module: 'shop.wsgi', home: 'venv'},
    ...{harakiri: '20', 'buffer-size': '16384', 'limit-post': '1000', 'static-map': '/static=assets', workers: '3'},
  }
  expect(described(options)).toEqual({
    name: 'shop',
    application: {
      root: '/srv/shop',
      language: 'python',
      module: 'shop.wsgi',
      virtualenv: '/srv/shop/venv',
      statics: {'/static/': '/srv/shop/assets'},
    },
    uwsgi: {
      socket: '/run/shop.sock',
      'socket-mode': '664',
      harakiri: 20,
      'buffer-size': 16384,
      'max-body': 1000,
      processes: 3,
      cheaper: false,
    },
    web: {'max-header': '32k'},
  })
})

test('what it does not say is what uWSGI does, and not what tsgi would', () => {
  const deployment = resolveDeployment(described({socket: '/run/shop.sock', processes: '8'}))
  expect(deployment.applications[0]?.uwsgi).toMatchObject({harakiri: 0, bufferSize: 4096, processes: 8})
  expect(deployment.applications[0]?.uwsgi).not.toHaveProperty('cheaper')
  expect(deployment.web).toMatchObject({maxHeader: 32_768, timeouts: {read: 60}})
  expect(warningsOf(deployment)).toMatchObject([
    {key: 'uwsgi.buffer-size', message: expect.stringContaining('web.max-header (32768)')},
  ])
})

test('what takes its place says what it left open', () => {
  const options = [{name: 'socket', value: '/run/shop.sock'}]
  const deployment = resolveDeployment(describeUwsgi(options, '/etc/uwsgi/shop.ini', {isReplaced: true}))
  expect(deployment.applications[0]?.uwsgi).toMatchObject({harakiri: 55, bufferSize: 40_960})
  expect(warningsOf(deployment)).toEqual([])
})

test('one mount is where the application begins; of several uWSGI chooses', () => {
  expect(described({mount: '/shop=shop.py'}).application).toMatchObject({mount: '/shop'})
  const two = ['/shop=shop.py', '/blog=blog.py'].map((value) => ({name: 'mount', value}))
  expect(describeUwsgi(two, '/etc/uwsgi/shop.ini').application).not.toHaveProperty('mount')
})

test.each([
  [['=0', '/run/own.sock'], ['127.0.0.1:3030'], '127.0.0.1:3030'],
  [['=3', '/run/own.sock'], ['127.0.0.1:3030'], '/run/own.sock'],
  [['=0'], [], undefined],
])('socket %j with shared-socket %j is %s', (sockets, shared, expected) => {
  const options = [
    ...shared.map((value) => ({name: 'shared-socket', value})),
    ...sockets.map((value) => ({name: 'socket', value})),
  ]
  expect(describeUwsgi(options, '/etc/uwsgi/shop.ini').uwsgi?.socket).toBe(expected)
})

test('numbers and repetitions as uWSGI reads them', () => {
  const options = [
    {name: 'harakiri', value: '20'},
    {name: 'harakiri', value: '30s'},
    {name: 'buffer-size', value: '100000'},
  ]
  expect(describeUwsgi(options, '/etc/uwsgi/shop.ini').uwsgi).toMatchObject({harakiri: 30, 'buffer-size': 65_535})
})

test.each([
  [':3031', ':3031'],
  ['*:3031', '127.0.0.1:3031'],
  ['0.0.0.0:3031', '127.0.0.1:3031'],
  ['10.0.0.2:3031', '10.0.0.2:3031'],
  ['[::1]:3031', '[::1]:3031'],
  ['app.sock', '/etc/uwsgi/app.sock'],
  ['@shop', '@shop'],
])('a web server reaches socket = %s at %s', (socket, address) => {
  expect(described({socket}).uwsgi?.socket).toBe(address)
})

test('an http-socket is said to be one', () => {
  expect(described({'http-socket': ':8080'}).uwsgi).toMatchObject({socket: ':8080', protocol: 'http'})
})

test.each([
  ['/etc/uwsgi/apps-enabled/shop.ini', 'shop'],
  ['/srv/shop/uwsgi.ini', 'shop'],
  ['/srv/shop/deploy/uwsgi.ini', 'shop'],
])('%s is of %s', (file, name) => {
  expect(described({chdir: '/srv/shop'}, file).name).toBe(name)
})

test('whatever it says, what comes of it is a deployment or an error in our words', () => {
  const names = ['socket', 'chdir', 'module', 'file', 'static-map', 'mount', 'harakiri', 'chmod-socket', 'uid', 'psgi']
  const option = fc.record({name: fc.constantFrom(...names), value: fc.string()})
  fc.assert(
    fc.property(fc.array(option, {maxLength: 6}), (options) => {
      try {
        resolveDeployment(describeUwsgi(options, '/etc/uwsgi/shop.ini'), {folder: '/etc/uwsgi'})
      } catch (error) {
        expect(error).toMatchObject({code: 'TSGI_BAD_DEPLOYMENT'})
      }
    }),
  )
})
