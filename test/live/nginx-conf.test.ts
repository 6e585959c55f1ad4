import {describe, expect, test} from 'vitest'
import {PRESETS} from '../../src/deployment/deployment.js'
import type {DeploymentDescription, WebDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {testNginx} from '../../src/dryrun/nginx.js'
import {node} from '../../src/host/node.js'
import {type NginxScope, renderNginx} from '../../src/render/nginx.js'
import {nginxGoldens} from '../support/nginx-golden.js'
import {pairwise} from '../support/pairwise.js'

/** What the real Nginx finds, but for certificates that are not there. */
async function complaints(text: string): Promise<string[]> {
  const {ok, findings} = await testNginx(node, {text, file: 'site.conf'})
  const found = findings
    .filter(({severity}) => severity !== 'info')
    .map(({message, location}) => `${location?.line}: ${message}`)
  expect(ok).toBe(found.length === 0)
  return found
}

async function complaintsOf(deployment: DeploymentDescription, scope: NginxScope = 'full'): Promise<string[]> {
  const {text} = await renderNginx(resolveDeployment(deployment), {scope, comments: true})
  return complaints(text)
}

describe('golden files', () => {
  test.each(nginxGoldens().map(({file, ...golden}) => [file, golden] as const))('%s', async (_, {input, expected}) => {
    const found = await complaints(expected)
    // Debian's Nginx is 1.22: of what newer ones have it knows nothing, and says so.
    const isNewer = Number(String(input.deployment.web?.version ?? '1.0').split('.')[1]) >= 25
    expect(found).toEqual(isNewer ? [expect.stringMatching(/invalid parameter "quic"/)] : [])
  })
})

describe.each(['full', 'location', 'params'] as const)('every preset, %s', (scope) => {
  test.each(PRESETS)('%s', async (preset) => {
    const application = {root: '/srv/shop', module: 'shop'}
    const description = {name: 'shop', preset, application, web: {server: 'nginx' as const}}
    expect(await complaintsOf(description, scope)).toEqual([])
  })
})

const combinations = pairwise({
  version: [undefined, '1.18.0', '1.22.1'],
  names: [[], ['example.org'], ['example.org', 'www.example.net', '*.example.com']],
  tls: [undefined, true, {profile: 'modern'}, {pending: true}, {redirect: false}, {acme: false, http2: false, hsts: 0}],
  www: ['none', 'to-bare', 'to-www'],
  listen: [80, ['127.0.0.1:8080', '[::1]:8080'], ['8081', '127.0.0.2:8082']],
  mount: ['/', '/shop'],
  upstream: [
    undefined,
    {servers: ['10.0.0.1:3031', {address: '127.0.0.1:3032', weight: 3, backup: true}]},
    {balancing: 'ip-hash', servers: ['[::1]:3031']},
    {balancing: 'least-conn', servers: ['/run/other shop.sock']},
  ],
  cache: [false, {time: '5m'}],
  limits: [false, {rate: '5/s'}, {rate: '30/m', burst: 0, connections: 4}, {connections: 2}],
  'trusted-proxies': [[], ['10.0.0.0/8', '::1', '192.168.1.1']],
  log: [{}, {access: false, error: false}, {format: 'json'}, {format: 'timing', access: '/var/log/my shop.log'}],
  buffering: [{}, {request: false, response: false, header: '64k'}],
  'web-sockets': [[], ['/shop/live', '/ws'], ['/']],
  'maintenance-file': [undefined, '/srv/my shop/closed'],
  gzip: [true, false],
  'security-headers': [true, false],
  statics: [{}, {'/static/': '/srv/a b', '/shop/media/': {folder: '/srv/m', 'max-age': '1d', immutable: true}}],
  internal: [{}, {'/protected/': '/srv/protected'}],
})

test(`every two features together, in ${combinations.length} sites`, async () => {
  const failures: unknown[] = []
  for (const {mount, statics, names, tls, www, ...rest} of combinations) {
    const isNamed = names.length > 0
    const isLetsEncrypt = tls !== undefined && !isNamed
    const certificate = isLetsEncrypt ? {certificate: '/etc/ssl/a.pem', key: '/etc/ssl/a.key'} : {}
    const web = {
      ...rest,
      names,
      www: isNamed ? www : 'none',
      tls: tls && {...(tls === true ? {} : tls), ...certificate},
    } as WebDescription
    const description = {name: 'shop', application: {root: '/srv/shop', module: 'shop', mount, statics}, web}
    try {
      const found = await complaintsOf(JSON.parse(JSON.stringify(description)))
      if (found.length > 0) failures.push([found, JSON.stringify(description)])
    } catch (error) {
      failures.push([String(error), JSON.stringify(description)])
    }
  }
  expect(failures).toEqual([])
})
