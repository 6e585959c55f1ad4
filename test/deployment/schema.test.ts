import {Ajv} from 'ajv'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {stringify} from 'yaml'
import {deploymentJsonSchema} from '../../src/deployment/json-schema.js'
import {parseDescription} from '../../src/deployment/parse.js'
import {deployment} from '../../src/deployment/schema.js'

const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(deploymentJsonSchema())
const isTaken = (value: unknown) => deployment.safeParse(value).success

/** Everything that can be said, once. */
const WHOLE = {
  ...{version: 1, name: 'shop', preset: 'low-memory'},
  application: {
    ...{root: '.', language: 'python', framework: 'django', module: 'shop.wsgi:application', virtualenv: '.venv'},
    ...{'python-path': ['lib'], 'fork-hooks': true, mount: '/shop', hosts: ['a.example'], 'uses-network': false},
    statics: {'/static/': 'static', '/media/': {folder: '/srv/media', 'max-age': '1h', immutable: false}},
    environment: {DEBUG: false, WORKERS: 3, LANG: 'C.UTF-8'},
    'environment-files': '/etc/shop.env',
  },
  uwsgi: {
    ...{socket: '/run/shop.sock', protocol: 'uwsgi', 'socket-mode': 660, listen: 128, processes: 8, threads: 2},
    ...{loop: false, cheaper: {minimum: 2, initial: 3, algorithm: 'busyness'}, user: 'shop', group: 'www-data'},
    ...{harakiri: '50s', mercy: 60, 'max-requests': 100, 'max-worker-lifetime': '1h', 'reload-on-rss': '256m'},
    ...{'buffer-size': 40_960, 'post-buffering': '64k', 'max-body': '8m', stats: true, build: 'modular'},
    logging: {to: '/var/log/shop.log', requests: 'all', format: 'json', slow: '500ms'},
    ...{'auto-reload': false, 'lazy-apps': true, options: {'py-tracebacker': '/run/t', env: ['A=1', 'B=2']}},
  },
  web: {
    ...{server: 'nginx', version: '1.22.1', names: ['example.org', 'www.example.org'], listen: [80, '[::]:80']},
    tls: {
      profile: 'modern',
      certificate: '/c.pem',
      key: '/k.pem',
      acme: false,
      http2: true,
      hsts: '30d',
      pending: false,
    },
    ...{www: 'to-bare', 'max-body': '8m', 'max-header': '32k', gzip: true, 'security-headers': false},
    upstream: {
      balancing: 'least-conn',
      servers: ['10.0.0.1:3031', {address: '10.0.0.2:3031', weight: 2, backup: true}],
    },
    ...{timeouts: {connect: 3, read: '60s'}, buffering: {request: true, response: false, header: '16k'}},
    ...{'web-sockets': ['/ws'], internal: {'/files/': '/srv/files'}, cache: {size: '1g', time: '5m'}},
    ...{limits: {rate: '10/s', burst: 20, connections: 10}, 'trusted-proxies': ['10.0.0.0/8']},
    ...{log: {access: '/a.log', error: false, format: 'timing'}, 'maintenance-file': '/srv/down'},
    directives: {uwsgi_next_upstream: 'error timeout', uwsgi_hide_header: ['X-A', 'X-B']},
  },
  service: {manager: 'systemd', kind: 'socket', hardening: 'strict', 'stop-timeout': 90, 'memory-max': '2g'},
  paths: {root: '/tmp/x', config: '/etc/uwsgi', runtime: '/run/shop'},
}

test('both take everything that can be said', async () => {
  expect(validate(WHOLE), JSON.stringify(validate.errors)).toBe(true)
  const {description} = await parseDescription(stringify(WHOLE), 'tsgi.yaml')
  expect(description).toEqual(WHOLE)
})

/** The paths of all values. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function changed(value: unknown, [first, ...rest]: readonly string[], to: (value: unknown) => unknown): unknown {
  if (first === undefined) return to(value)
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === first ? changed(item, rest, to) : item))
  const map = value as Record<string, unknown>
  return {...map, [first]: changed(map[first], rest, to)}
}

const free = /^(application,(statics|environment|helpers)|uwsgi,options|web,(internal|directives))$/

test('both refuse a key that nobody knows', () => {
  const maps = pathsOf(WHOLE).filter((path) => {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], WHOLE)
    return typeof value === 'object' && !Array.isArray(value) && !free.test(path.join(','))
  })
  expect(maps.length).toBeGreaterThan(12)
  for (const path of maps) {
    const value = changed(WHOLE, path, (map) => ({...(map as object), 'no-such-key': 1}))
    expect([path, validate(value), isTaken(value)]).toEqual([path, false, false])
  }
})

test('both refuse a value of another type', () => {
  for (const path of pathsOf(WHOLE).filter((path) => path.length > 0)) {
    for (const other of [null, [[]], {a: {b: 1}}]) {
      const value = changed(WHOLE, path, () => other)
      expect([path, other, validate(value), isTaken(value)]).toEqual([path, other, false, false])
    }
  }
})

test('what the loader takes, the schema takes', () => {
  const words = [
    '/x',
    'x',
    '8m',
    '30s',
    '660',
    'a:b',
    'true',
    '10.0.0.1',
    '@x',
    ':80',
    '10/s',
    '.pl',
    'X-1',
    'a.example',
  ]
  const other = fc.oneof(
    fc.constantFrom(...words),
    fc.string({maxLength: 8}),
    fc.integer({min: -2, max: 100_000}),
    fc.boolean(),
    fc.double({noNaN: true, noDefaultInfinity: true}),
    fc.constantFrom<unknown>({}, [], ['x'], [1], {folder: 'x'}, {minimum: 1}, {address: ':1'}),
  )
  const paths = pathsOf(WHOLE).filter((path) => path.length > 0)
  fc.assert(
    fc.property(fc.constantFrom(...paths), other, (path, value) => {
      const document = changed(WHOLE, path, () => value)
      if (isTaken(document)) expect([path, value, validate(document)]).toEqual([path, value, true])
    }),
    {numRuns: 800},
  )
})
