import fc from 'fast-check'
import type {DeploymentDescription} from '../../src/deployment/description.js'

const optional = <T extends object>(record: {[K in keyof T]: fc.Arbitrary<T[K]>}) =>
  fc.record(record, {requiredKeys: [], noNullPrototype: true}) as fc.Arbitrary<Partial<T>>
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
const path = fc
  .array(
    fc.constantFrom('srv', 'app', '50% off', 'a b', 'bücher', 'x;y', '{z}', '"q"', "it's", '$HOME', '@(x)', '%n'),
    {
      ...{minLength: 1, maxLength: 3},
    },
  )
  .map((parts) => `/${parts.join('/')}`)
const url = fc.constantFrom('/static/', '/media/', '/50% off/', '/bücher/', '/a b/', '/x')
const text = fc.constantFrom('x', 'a b', '50%', '$(HOME)', '@(exec://id)', 'é', ';{}#', '"', "'", 'no', '1', '')
const seconds = fc.constantFrom<number | string>(30, '30s', '5m', '1h')
const host = fc.constantFrom('example.org', 'bücher.example', '*.example.net', '10.0.0.1')

const application = optional({
  ...{root: path, mount: fc.constantFrom('/', '/shop', '/a/b'), hosts: fc.array(host, {maxLength: 2})},
  ...{virtualenv: path, 'python-path': fc.array(path, {maxLength: 2}), 'fork-hooks': fc.boolean()},
  statics: fc.dictionary(url, path, {maxKeys: 1, noNullPrototype: true}),
  environment: fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), text, {maxKeys: 2, noNullPrototype: true}),
  'uses-network': fc.boolean(),
}).map((said) => ({root: '/srv/shop', module: 'shop.wsgi:application', ...said}))

const uwsgi = optional({
  ...{processes: fc.integer({min: 4, max: 16}), 'socket-mode': fc.constantFrom<number | string>(660, '666')},
  ...{harakiri: fc.constantFrom<number | string>(0, 20, '25s'), 'max-requests': fc.nat(10_000)},
  ...{'reload-on-rss': fc.constantFrom('128m', '1g'), 'max-body': fc.constantFrom<number | string>(0, '8m', 1000)},
  ...{user: name, group: name, stats: fc.boolean(), 'lazy-apps': fc.boolean()},
  logging: optional({to: fc.constantFrom('stdout', 'journal', '/var/log/x.log'), slow: fc.constantFrom('500ms', '2s')}),
  options: fc.dictionary(
    fc.constantFrom('py-tracebacker', 'env', 'log-format'),
    fc.oneof(text, fc.array(text, {minLength: 2, maxLength: 2})),
    {maxKeys: 2, noNullPrototype: true},
  ),
})

const web = optional({
  ...{server: fc.constantFrom('nginx', 'apache', 'lighttpd', 'none'), names: fc.array(host, {maxLength: 3})},
  ...{listen: fc.constantFrom<(number | string)[]>([80], ['127.0.0.1:8080', '[::1]:8080']), gzip: fc.boolean()},
  tls: fc.constant({certificate: '/c.pem', key: '/k.pem', hsts: '30d'}),
  timeouts: optional({read: seconds, send: seconds}),
  ...{'max-header': fc.constantFrom<number | string>(8192, '32k'), 'web-sockets': fc.constant(['/ws'])},
  cache: fc.constantFrom<boolean | {size: string}>(true, false, {size: '1g'}),
  limits: fc.constantFrom<false | {rate: string}>(false, {rate: '10/s'}),
  'trusted-proxies': fc.constant(['10.0.0.0/8', '::1']),
  log: optional({access: fc.constantFrom<string | false>(false, '/a.log'), error: fc.constant<false>(false)}),
})

/** Descriptions that can be resolved, with values that want escaping in every kind of file. */
export const descriptions: fc.Arbitrary<DeploymentDescription> = optional({
  ...{name, preset: fc.constantFrom('production', 'minimal', 'low-memory', 'threads', 'gevent', 'autoscale')},
  ...{uwsgi, web, service: optional({hardening: fc.constantFrom('none', 'strict'), 'memory-max': fc.constant('2g')})},
  paths: optional({root: path, config: path, logs: path}),
})
  .chain((whole) => application.map((said) => ({...whole, application: said})))
  .map((whole) => whole as DeploymentDescription)

/** Everything that can be said, once. */
export const WHOLE = {
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
  lint: {UW409: 'off', XF: 'error'},
}

/** The paths of all values. */
export function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

/** The same with another value at that path. */
export function changed(value: unknown, [first, ...rest]: readonly string[], to: (value: unknown) => unknown): unknown {
  if (first === undefined) return to(value)
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === first ? changed(item, rest, to) : item))
  const map = value as Record<string, unknown>
  return {...map, [first]: changed(map[first], rest, to)}
}
