import {expect, test} from 'vitest'
import {PRESETS} from '../../src/deployment/deployment.js'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {mergeDescriptions} from '../../src/deployment/merge.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {warningsOf} from '../../src/deployment/warnings.js'

const shop: DeploymentDescription = {name: 'shop', application: {root: '/srv/shop', module: 'shop.wsgi'}}
const keys = (description: DeploymentDescription) =>
  warningsOf(resolveDeployment(mergeDescriptions(description, shop))).map(({key}) => key)

test.each(PRESETS)('nothing to worry about in the preset %s', (preset) => {
  expect(keys({preset})).toEqual([])
})

test.each<readonly [DeploymentDescription, readonly string[]]>([
  [{uwsgi: {mercy: 30}}, ['uwsgi.mercy']],
  [{uwsgi: {'buffer-size': 8192}, web: {'max-header': '32k'}}, ['uwsgi.buffer-size']],
  [{uwsgi: {'buffer-size': 8192}}, []],
  [{uwsgi: {'max-body': '1m'}, web: {'max-body': '8m'}}, ['uwsgi.max-body']],
  [{uwsgi: {'max-body': '1m'}, web: {'max-body': 0}}, ['uwsgi.max-body']],
  [{uwsgi: {'max-body': '1m'}}, []],
  [{service: {'memory-max': '1g'}}, ['service.memory-max']],
  [{web: {'web-sockets': ['/ws']}}, ['uwsgi.harakiri', 'web.web-sockets']],
  [{uwsgi: {user: 'root'}}, ['uwsgi.user']],
  [{uwsgi: {'socket-mode': 666}}, ['uwsgi.socket-mode']],
  [{uwsgi: {'socket-mode': '600'}}, ['uwsgi.socket-mode']],
  [{uwsgi: {socket: '0.0.0.0:3031'}}, ['uwsgi.socket']],
  [{uwsgi: {stats: '0.0.0.0:1717'}}, ['uwsgi.stats']],
  [{uwsgi: {socket: '/run/shop.sock'}}, ['uwsgi.socket']],
  [{uwsgi: {socket: '/run/other/shop.sock'}}, []],
  [{uwsgi: {socket: '/run/shop.sock'}, service: {kind: 'socket'}}, []],
  [{uwsgi: {socket: '/run/shop.sock'}, service: {manager: 'none'}}, []],
  [{application: {environment: {SECRET_KEY: 'x', DEBUG: false}}}, ['application.environment.SECRET_KEY']],
  [{service: {hardening: 'strict'}}, ['service.hardening']],
  [{service: {hardening: 'strict'}, application: {'uses-network': false}}, []],
  [{web: {'trusted-proxies': ['10.0.0.0/8', '0.0.0.0/0']}}, ['web.trusted-proxies']],
  [{web: {tls: {certificate: '/c', key: '/k'}}}, ['web.tls']],
])('%j warns of %j', (description, expected) => {
  expect(keys(description)).toEqual(expected)
})

test('a socket that something else opens is its own affair', () => {
  expect(warningsOf(resolveDeployment({name: 'shop', uwsgi: {socket: '/run/shop.sock'}}))).toEqual([])
})
