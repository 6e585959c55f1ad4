import {describe, expect, test} from 'vitest'
import type {DeploymentDescription, WebDescription} from '../../../src/deployment/description.js'
import {resolveDeployment} from '../../../src/deployment/resolve.js'
import {FORWARDED_VARIABLES} from '../../../src/knowledge/forwarded-variables.js'
import {identifierOf} from '../../../src/render/nginx/identifier.js'
import {serverName} from '../../../src/render/nginx/words.js'
import {type NginxScope, renderNginx} from '../../../src/render/nginx.js'

const render = (web: WebDescription, more: Partial<DeploymentDescription> = {}, scope: NginxScope = 'full') =>
  renderNginx(resolveDeployment({name: 'shop', uwsgi: {socket: '/run/s.sock'}, ...more, web}), {scope, comments: false})
const TLS = {names: 'a.org', tls: true}

describe('by version', () => {
  test.each([
    [undefined, 'listen 443 ssl http2;', 'return 444;', 'ssl_session_tickets off;'],
    ['1.19.3', 'listen 443 ssl http2;', 'return 444;', 'ssl_session_tickets off;'],
    ['1.19.4', 'listen 443 ssl http2;', 'ssl_reject_handshake on;', 'ssl_session_tickets off;'],
    ['1.25.0', 'listen 443 ssl http2;', 'ssl_reject_handshake on;', undefined],
    ['1.25.1', 'http2 on;', 'listen 443 ssl;', undefined],
    ['1.30.0', 'http2 on;', 'HTTP_HOST $host$is_request_port$request_port;', undefined],
  ])('%s', async (version, http2, other, tickets) => {
    const {text} = await render({...TLS, ...(version === undefined ? {} : {version})})
    expect(text).toContain(http2)
    expect(text).toContain(other)
    expect(text.includes('ssl_session_tickets off;')).toBe(tickets !== undefined)
  })

  test('HTTP/3 needs 1.25.0, and says its socket once', async () => {
    await expect(render({names: 'a.org', tls: {http3: true}})).rejects.toThrow(/HTTP\/3 needs Nginx 1\.25\.0/)
    await expect(render({names: 'a.org', version: '1.24.0', tls: {http3: true}})).rejects.toThrow(/for 1\.24\.0/)
    const {text} = await render({names: 'a.org', version: '1.25.0', tls: {http3: true}})
    expect(text.match(/quic reuseport/g)).toHaveLength(2)
    expect(text.match(/quic;/g)).toHaveLength(2)
    expect(text).toContain(`add_header Alt-Svc 'h3=":443"; ma=86400' always;`)
  })
})

test('ip_hash has no place for a backup, whoever made the deployment', async () => {
  const {web, ...rest} = resolveDeployment({name: 'shop', uwsgi: {socket: '/run/s.sock'}})
  const address = {kind: 'tcp', host: '10.0.0.1', port: 3031} as const
  const upstream = {balancing: 'ip-hash', servers: [{address, weight: 1, isBackup: true}]} as const
  await expect(renderNginx({...rest, web: {...web, upstream}}, {scope: 'full', comments: true})).rejects.toThrow(
    /backup/,
  )
})

test('what a location cannot hold is refused or said', async () => {
  const several = {upstream: {servers: ['10.0.0.1:3031']}}
  await expect(render(several, {}, 'location')).rejects.toThrow(/several upstream servers/)
  await expect(render({}, {uwsgi: {socket: '/run/a:b.sock'}}, 'location')).rejects.toThrow(/at a colon/)
  const {text, warnings} = await render(
    {cache: true, limits: {rate: '1/s'}, 'trusted-proxies': ['10.0.0.1']},
    {},
    'location',
  )
  expect(warnings).toHaveLength(3)
  expect(text).not.toMatch(/limit_req|uwsgi_cache|set_real_ip|\$shop_/)
})

test('a folder that holds the application is warned of', async () => {
  const application = {root: '/srv/shop', module: 'shop', statics: {'/static/': '/srv'}}
  const {warnings} = await render({}, {application})
  expect(warnings).toEqual([expect.stringContaining('/srv holds the application shop itself')])
})

test('every header that only a proxy may say is set or dropped, in every scope', async () => {
  for (const scope of ['full', 'location', 'params'] as const) {
    const {text} = await render({}, {}, scope)
    for (const {variable, vouched} of FORWARDED_VARIABLES) {
      const line = new RegExp(`^\\s*uwsgi_param ${variable} (.*);$`, 'm').exec(text)?.[1]
      if (vouched) expect(line, variable).toMatch(/^\$/)
      else expect(line, variable).toBe('"" if_not_empty')
    }
  }
})

test('comments can be left out, and nothing else goes with them', async () => {
  const deployment = resolveDeployment({name: 'shop', uwsgi: {socket: '/run/s.sock'}, web: TLS})
  const [with_, without] = await Promise.all(
    [true, false].map(async (comments) => (await renderNginx(deployment, {scope: 'full', comments})).text),
  )
  const directives = (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
  expect(without).not.toMatch(/^\s*#/m)
  expect(directives(without!)).toEqual(directives(with_!))
  expect(with_!.match(/^\s*#/gm)!.length).toBeGreaterThan(15)
})

test('long names stay apart, and short enough for the hash of variables', () => {
  const [one, other] = ['a', 'b'].map((end) => identifierOf(`${'x'.repeat(80)}${end}`))
  expect(one).not.toBe(other)
  expect(one!.length).toBeLessThanOrEqual(28)
  expect(identifierOf('my-shop')).toBe('my_shop')
})

test.each([
  'example.org',
  '*.example.org',
  'www.example.*',
  'xn--bcher-kva.example',
  '10.0.0.1',
  '[::1]',
  'a_b',
  'localhost',
])('%s is a server name', (name) => expect(serverName(name.toUpperCase())).toBe(name))

test.each([
  '',
  '-a.org',
  'a-.org',
  'a..org',
  '.a.org',
  'a b',
  'a;b',
  '~^x',
  '"a"',
  '$host',
  `${'a'.repeat(64)}.org`,
  '*.*.org',
  'a\n',
])('%j is none', (name) => expect(() => serverName(name)).toThrow(/a server name cannot be/))
