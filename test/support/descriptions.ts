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
