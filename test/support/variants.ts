import type {Entry} from '../../src/deployment/deployment.js'
import {type DeploymentChanges, PYTHON} from './deployment.js'

/** One of each language that uWSGI runs, and one of each way to load it. Paths are below `/srv/shop`. */
export const ENTRIES: Readonly<Record<string, Entry>> = {
  'python-module': PYTHON,
  'python-factory': {...PYTHON, load: {kind: 'module', module: 'shop', callable: 'create_app()'}, needsForkHooks: true},
  'python-file': {
    ...PYTHON,
    load: {kind: 'file', file: '/srv/shop/app.py', callable: 'app'},
    virtualenv: '/srv/shop/.venv',
    pythonPath: ['/srv/shop/lib', '/srv/shop/more libraries'],
  },
  'python-file-factory': {...PYTHON, load: {kind: 'file', file: '/srv/shop/app.py', callable: 'create_app()'}},
  'python-paste': {...PYTHON, load: {kind: 'paste', file: '/srv/shop/production.ini'}},
  perl: {language: 'perl', file: '/srv/shop/app.psgi', localLib: '/srv/shop/local'},
  ruby: {language: 'ruby', file: '/srv/shop/config.ru', gemPath: '/srv/shop/gems'},
  php: {language: 'php', documentRoot: '/srv/shop/public'},
  'php-front-controller': {
    language: 'php',
    documentRoot: '/srv/shop/public',
    frontController: '/srv/shop/public/index.php',
  },
  lua: {language: 'lua', file: '/srv/shop/app.lua'},
  cgi: {language: 'cgi', folder: '/srv/shop/cgi-bin', helpers: {'.pl': 'perl', '.py': '/usr/bin/python3'}},
}

/** Deployments that together have every option that is ever written. */
export const VARIANTS: Readonly<Record<string, DeploymentChanges>> = {
  ...Object.fromEntries(Object.entries(ENTRIES).map(([name, entry]) => [name, {entry}])),
  ...Object.fromEntries(
    Object.entries(ENTRIES).map(([name, entry]) => [`${name}-mounted`, {entry, application: {mount: '/shop/v1.0'}}]),
  ),
  minimal: {
    preset: 'minimal',
    uwsgi: {harakiri: 0, maxRequests: 0, maxWorkerLifetime: 0, reloadOnRss: 0, postBuffering: 0},
  },
  threads: {preset: 'threads', uwsgi: {threads: 8}},
  gevent: {preset: 'gevent', uwsgi: {loop: {engine: 'gevent', cores: 100}, harakiri: 0}},
  asyncio: {preset: 'asyncio', uwsgi: {loop: {engine: 'asyncio', cores: 100}, harakiri: 0}},
  autoscale: {preset: 'autoscale', uwsgi: {cheaper: {minimum: 1, initial: 2, algorithm: 'busyness'}}},
  development: {
    preset: 'development',
    uwsgi: {autoReload: true, protocol: 'http', socket: {kind: 'tcp', host: '127.0.0.1', port: 8000}, processes: 3},
    web: {server: 'none'},
  },
  container: {
    preset: 'container',
    uwsgi: {
      protocol: 'http',
      socket: {kind: 'tcp', host: '0.0.0.0', port: 8000},
      logging: {to: 'stdout', requests: 'all', format: 'json', slow: 0},
      lazyApps: true,
      build: 'embedded',
    },
    application: {
      statics: [{url: '/static/', folder: '/srv/shop/static files', isImmutable: false, maxAge: 3600}],
    },
    web: {server: 'none'},
    service: {manager: 'none'},
  },
  modular: {
    uwsgi: {
      build: 'modular',
      logging: {to: {file: '/var/log/shop/uwsgi.log'}, requests: 'none', format: 'text', slow: 500},
    },
    application: {
      statics: [{url: '/static/', folder: '/srv/shop/static', isImmutable: true, maxAge: 3600}],
      environment: {DJANGO_SETTINGS_MODULE: 'shop.settings', EMPTY: '', DISCOUNT: '50%', ODD: 'a=b, "c" \'d\' <e> & f'},
    },
    web: {server: 'none'},
    service: {manager: 'none'},
  },
  activated: {
    service: {kind: 'socket'},
    uwsgi: {
      protocol: 'http',
      options: [
        ['thunder-lock', 'true'],
        ['log-format', 'from %(addr) for %(uri) 100%'],
      ],
    },
  },
  emperor: {service: {kind: 'emperor'}, uwsgi: {stats: {kind: 'tcp', host: '127.0.0.1', port: 9191}}},
}

/** Deployments that together have everything that a unit is ever told. */
export const SERVICE_VARIANTS: Readonly<Record<string, DeploymentChanges>> = {
  service: {},
  'with a log file': {
    uwsgi: {logging: {to: {file: '/var/log/shop/uwsgi.log'}, requests: 'all', format: 'text', slow: 0}},
  },
  activated: {service: {kind: 'socket'}},
  'activated over TCP': {service: {kind: 'socket'}, uwsgi: {socket: {kind: 'tcp', host: '::1', port: 3031}}},
  template: {
    service: {kind: 'template', memoryMax: 512},
    uwsgi: {logging: {to: {file: '/var/log/shop/uwsgi.log'}, requests: 'all', format: 'text', slow: 0}},
  },
  emperor: {service: {kind: 'emperor'}},
  javascript: {
    entry: {language: 'javascript', file: '/srv/my shop/app.js'},
    application: {environment: {GREETING: 'a "b" 50% $HOME \\ é', NODE_ENV: 'production'}},
  },
  'its own user, odd paths': {
    application: {root: '/srv/my shop 100%', runtime: '/srv/run/my shop', environmentFiles: ['/etc/shop 100%.env']},
    uwsgi: {user: 'shop', group: 'www-data', socket: {kind: 'unix', path: '/srv/run/my shop/uwsgi.sock'}},
  },
  'a port under 1024, in a home folder': {
    application: {root: '/home/me/shop', usesNetwork: true},
    uwsgi: {protocol: 'http', socket: {kind: 'tcp', host: '0.0.0.0', port: 80}},
  },
  'in /tmp': {uwsgi: {socket: {kind: 'unix', path: '/tmp/shop.sock'}}},
}
