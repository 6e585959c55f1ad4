import {expect, test} from 'vitest'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {DeploymentError} from '../../src/deployment/problem.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'

const shop: DeploymentDescription = {name: 'shop', application: {root: '/srv/shop', module: 'shop.wsgi'}}
const two = (blog: object, shop: object = {}): DeploymentDescription => ({
  name: 'site',
  applications: {
    shop: {root: '/srv/shop', module: 'shop', ...shop},
    blog: {root: '/srv/blog', module: 'blog', ...blog},
  },
})

/** Both keys, in the order in which they are named. */
const CONTRADICTIONS: readonly (readonly [DeploymentDescription, string, string])[] = [
  [{uwsgi: {harakiri: 60}, web: {timeouts: {read: 60}}}, 'uwsgi.harakiri', 'web.timeouts.read'],
  [{uwsgi: {processes: 4, cheaper: 4}}, 'uwsgi.cheaper', 'uwsgi.processes'],
  [{uwsgi: {processes: 4, cheaper: {minimum: 2, initial: 5}}}, 'uwsgi.cheaper.initial', 'uwsgi.processes'],
  [{uwsgi: {processes: 4, cheaper: {minimum: 3, initial: 2}}}, 'uwsgi.cheaper.initial', 'uwsgi.cheaper.minimum'],
  [{preset: 'gevent', uwsgi: {threads: 4}}, 'uwsgi.threads', 'uwsgi.loop'],
  [{preset: 'gevent', application: {root: '/srv/shop', file: 'config.ru'}}, 'uwsgi.loop', 'application.language'],
  [{uwsgi: {threads: 2}, application: {root: '/srv/shop', file: 'config.ru'}}, 'uwsgi.threads', 'application.language'],
  [{uwsgi: {stats: '/run/shop/uwsgi.sock'}}, 'uwsgi.stats', 'uwsgi.socket'],
  [{uwsgi: {protocol: 'http'}}, 'uwsgi.protocol', 'web.server'],
  [{service: {'stop-timeout': 60}, uwsgi: {mercy: 60}}, 'service.stop-timeout', 'uwsgi.mercy'],
  [{web: {listen: 443, names: 'a.example', tls: true}}, 'web.tls.listen', 'web.listen'],
  [
    {web: {upstream: {balancing: 'ip-hash', servers: [{address: '10.0.0.1:1', backup: true}]}}},
    ...(['web.upstream.servers', 'web.upstream.balancing'] as const),
  ],
  [{web: {www: 'to-bare'}}, 'web.www', 'web.names'],
  [
    {application: {'document-root': 'public', 'front-controller': 'index.php', root: '/srv/shop'}},
    ...(['application.front-controller', 'application.document-root'] as const),
  ],
  [{paths: {root: `/${'x'.repeat(60)}/${'y'.repeat(40)}`}}, 'uwsgi.socket', 'paths.root'],
]

function problemsOf(description: DeploymentDescription) {
  try {
    resolveDeployment(description)
    return []
  } catch (error) {
    if (error instanceof DeploymentError) return error.problems
    throw error
  }
}

test.each(CONTRADICTIONS)('%j: %s and %s', (description, key, other) => {
  const problem = problemsOf({...shop, ...description}).find((problem) => problem.key === key)
  expect(problem?.message).toContain(other)
})

test('an application of several is named', () => {
  expect(problemsOf(two({mount: '/blog', uwsgi: {processes: 2, cheaper: 2}}))).toMatchObject([
    {key: 'applications.blog.uwsgi.cheaper', message: expect.stringContaining('applications.blog.uwsgi.processes')},
  ])
})

test('two applications in one place', () => {
  expect(problemsOf(two({}))).toMatchObject([
    {key: 'applications.blog.mount', message: '/ is taken by applications.shop.mount'},
  ])
  expect(problemsOf(two({hosts: ['blog.example']}))).toEqual([])
  expect(problemsOf(two({mount: '/blog'}))).toEqual([])
  const sameStatics = two({mount: '/blog', statics: {'/static': 'b'}}, {statics: {'/static/': 's'}})
  expect(problemsOf(sameStatics)).toMatchObject([{key: 'applications.blog.statics./static/'}])
  expect(problemsOf(two({mount: '/b', uwsgi: {socket: ':1'}}, {uwsgi: {socket: '127.0.0.1:1'}}))).toMatchObject([
    {key: 'applications.blog.uwsgi.socket', message: expect.stringContaining('applications.shop.uwsgi.socket')},
  ])
})

test('more than the kernel queues', () => {
  expect(() => resolveDeployment({...shop, uwsgi: {listen: 1000}}, {facts: {somaxconn: 128}})).toThrow(
    'uwsgi.listen: 1000 is over net.core.somaxconn (128)',
  )
  const listen = (facts?: {somaxconn: number}) =>
    resolveDeployment(shop, facts && {facts}).applications[0]?.uwsgi.listen
  expect([listen(), listen({somaxconn: 64}), listen({somaxconn: 4096})]).toEqual([128, 64, 1024])
})

test('what a preset says gives way to what was said', () => {
  expect(problemsOf({...shop, preset: 'autoscale', uwsgi: {processes: 2}})).toEqual([])
})
