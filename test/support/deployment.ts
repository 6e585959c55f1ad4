import type {Application, Deployment, Entry, Preset, PythonEntry, Uwsgi} from '../../src/deployment/deployment.js'

/** What a test changes of a deployment of one application; the rest is as in production. */
export interface DeploymentChanges {
  readonly preset?: Preset
  readonly entry?: Entry
  readonly application?: Partial<Application>
  readonly uwsgi?: Partial<Uwsgi>
  readonly web?: Partial<Deployment['web']>
  readonly service?: Partial<Deployment['service']>
}

/** A resolved deployment named `shop`, without any of the code that resolves one. */
export function deploymentOf({
  preset = 'production',
  entry,
  application,
  uwsgi,
  web,
  service,
}: DeploymentChanges = {}): Deployment {
  return {
    name: 'shop',
    preset,
    applications: [
      {
        name: 'shop',
        runtime: '/run/shop',
        root: '/srv/shop',
        entry: entry ?? PYTHON,
        mount: '/',
        hosts: [],
        statics: [],
        environment: {},
        environmentFiles: [],
        usesNetwork: false,
        ...application,
        uwsgi: {...UWSGI, ...uwsgi},
      },
    ],
    web: {...WEB, ...web},
    service: {...SERVICE, ...service},
    paths: {
      root: '',
      config: '/etc/uwsgi',
      runtime: '/run/shop',
      logs: '/var/log/shop',
      state: '/var/lib/shop',
      sites: '/etc/nginx/sites-available',
      units: '/etc/systemd/system',
    },
  }
}

/** A module of Python. */
export const PYTHON: PythonEntry = {
  language: 'python',
  load: {kind: 'module', module: 'shop.wsgi', callable: 'application'},
  pythonPath: [],
  needsForkHooks: false,
}

const UWSGI: Uwsgi = {
  socket: {kind: 'unix', path: '/run/shop/uwsgi.sock'},
  protocol: 'uwsgi',
  socketMode: '660',
  listen: 128,
  processes: 4,
  threads: 1,
  cheaper: {minimum: 2, initial: 2, algorithm: 'spare'},
  user: 'www-data',
  group: 'www-data',
  harakiri: 55,
  mercy: 60,
  maxRequests: 5000,
  maxWorkerLifetime: 3600,
  reloadOnRss: 512,
  bufferSize: 40_960,
  postBuffering: 65_536,
  maxBody: 10_485_760,
  stats: {kind: 'unix', path: '/run/shop/stats.sock'},
  logging: {to: 'journal', requests: 'errors', format: 'text', slow: 1000},
  autoReload: false,
  lazyApps: false,
  build: 'portable',
  options: [],
}

const WEB: Deployment['web'] = {
  server: 'nginx',
  names: ['shop.example'],
  listen: [{port: 80}],
  www: 'none',
  upstream: {balancing: 'round-robin', servers: []},
  maxBody: 10_485_760,
  maxHeader: 33_792,
  timeouts: {connect: 5, read: 60, send: 60},
  buffering: {request: true, response: true, headerBytes: 16_384},
  gzip: true,
  securityHeaders: true,
  webSockets: [],
  internal: [],
  trustedProxies: [],
  log: {format: 'default'},
  directives: [],
}

const SERVICE: Deployment['service'] = {
  manager: 'systemd',
  kind: 'service',
  hardening: 'standard',
  uwsgi: '/usr/bin/uwsgi',
  tsgi: '/usr/bin/tsgi',
  stopTimeout: 70,
  startTimeout: 90,
  maxOpenFiles: 65_535,
  memoryMax: 0,
}
