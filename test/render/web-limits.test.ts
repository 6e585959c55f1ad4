import {describe, expect, test} from 'vitest'
import type {Deployment} from '../../src/deployment/deployment.js'
import {renderApache} from '../../src/render/apache.js'
import {renderLighttpd} from '../../src/render/lighttpd.js'
import {type DeploymentChanges, deploymentOf} from '../support/deployment.js'

const RENDER = {apache: renderApache, lighttpd: renderLighttpd} as const
const rendered = (server: keyof typeof RENDER, changes: DeploymentChanges | Deployment) =>
  RENDER[server]('applications' in changes ? changes : deploymentOf(changes), {scope: 'full', comments: true})
const server = (weight: number, isBackup = false) => ({
  address: {kind: 'tcp', host: '10.0.0.2', port: 3031} as const,
  weight,
  isBackup,
})

describe('what neither can do is refused, naming it', () => {
  test.each([
    ['WebSockets', {web: {webSockets: ['/ws']}}, /WebSockets \(\/ws\)/],
    ['a rate', {web: {limits: {rate: {count: 1, per: 'second', burst: 0}}}}, /web\.limits/],
    ['connections of a client', {web: {limits: {connections: 5}}}, /web\.limits/],
    ['HTTP to the application', {uwsgi: {protocol: 'http'}}, /HTTP to shop/],
    ['an abstract socket', {uwsgi: {socket: {kind: 'abstract', name: 'shop'}}}, /abstract socket @shop/],
  ] as const satisfies readonly (readonly [string, DeploymentChanges, RegExp])[])('%s', async (_, changes, message) => {
    for (const each of ['apache', 'lighttpd'] as const) {
      const refusal = expect(rendered(each, changes)).rejects
      await refusal.toMatchObject({code: 'TSGI_UNSUPPORTED', kind: 'usage', message: expect.stringMatching(message)})
    }
  })

  test.each([
    ['apache', {web: {upstream: {balancing: 'ip-hash', servers: [server(1)]}}}, /ip-hash/],
    ['lighttpd', {web: {upstream: {balancing: 'round-robin', servers: [server(2)]}}}, /weights/],
    ['lighttpd', {web: {upstream: {balancing: 'round-robin', servers: [server(1, true)]}}}, /backup/],
    ['lighttpd', {web: {maintenanceFile: '/srv/closed'}}, /maintenance/],
  ] as const)('%s %j', async (each, changes, message) => {
    const refusal = expect(rendered(each, changes as DeploymentChanges)).rejects
    await refusal.toMatchObject({code: 'TSGI_UNSUPPORTED', message: expect.stringMatching(message)})
  })
})

describe('what a site can do without is left out and said', () => {
  const cache = {folder: '/var/cache/shop', megabytes: 10, seconds: 60}
  const internal = [{url: '/p/', folder: '/srv/p', isImmutable: false}]
  const tls: NonNullable<Deployment['web']['tls']> = {
    ...{profile: 'intermediate', listen: [{port: 443}], certificate: '/c', key: '/k', http2: false, http3: true},
    ...{redirect: true, hsts: 0, isPending: false},
  }

  test.each([
    ['apache', {tls}, [/no HTTP\/3: clients get HTTP\/1\.1/]],
    ['lighttpd', {tls}, [/no HTTP\/3/, /HTTP\/2 off for the whole server/]],
    ['lighttpd', {cache}, [/web\.cache has no effect/]],
    ['apache', {cache}, [/htcacheclean/]],
    ['apache', {internal}, [/X-Sendfile/]],
    ['lighttpd', {internal}, [/X-Sendfile/]],
  ] as const)('%s %j', async (each, web, messages) => {
    const {warnings} = await rendered(each, {web})
    expect(warnings).toEqual(messages.map((message) => expect.stringMatching(message)))
  })

  test('a folder that holds the application is served as asked, with a warning', async () => {
    const statics = [{url: '/all/', folder: '/srv', isImmutable: false}]
    for (const each of ['apache', 'lighttpd'] as const) {
      const {warnings} = await rendered(each, {application: {statics}})
      expect(warnings).toEqual([expect.stringContaining('/srv holds the application shop itself')])
    }
  })
})

test('without comments the same directives stand there', async () => {
  for (const each of ['apache', 'lighttpd'] as const) {
    const [{text: said}, {text: bare}] = await Promise.all([
      RENDER[each](deploymentOf(), {scope: 'full', comments: true}),
      RENDER[each](deploymentOf(), {scope: 'full', comments: false}),
    ])
    const directives = (text: string) =>
      text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    expect(directives(bare)).toEqual(directives(said))
    expect(bare).not.toMatch(/^\s*#/m)
  }
})

test('a template of the user gets the same context', async () => {
  const options = {
    scope: 'full',
    comments: true,
    template: '{{name}} {{#each hosts}}{{serverName}}{{/each}}\n',
  } as const
  expect((await renderApache(deploymentOf(), options)).text).toBe('shop shop.example\n')
})
