import type {Preset} from './deployment.js'
import type {ServiceDescription, UwsgiDescription, WebDescription} from './description.js'

/** What a preset says instead of the defaults; a description goes before it, key by key. */
export interface PresetDescription {
  /** One sentence: who takes it. */
  readonly purpose: string
  readonly uwsgi: UwsgiDescription
  readonly web: WebDescription
  readonly service: ServiceDescription
  /** Why, by the keys above: `uwsgi.processes`. */
  readonly reasons: Readonly<Record<string, string>>
}

const LOOP = {
  processes: 2,
  threads: 1,
  cheaper: false,
  cores: 100,
} as const satisfies UwsgiDescription

/** The presets. `production` is the defaults themselves: `resolveDeployment` has them, with their reasons in `reasonOf`. */
export const presets: Readonly<Record<Preset, PresetDescription>> = {
  production: {
    purpose: 'a site behind a web server, on a machine with a few cores and some memory to spare',
    uwsgi: {},
    web: {},
    service: {},
    reasons: {},
  },
  minimal: {
    purpose: 'the smallest files that are still right; nothing that has to be tuned',
    uwsgi: {
      ...{processes: 2, cheaper: false, stats: false},
      ...{'max-requests': 0, 'max-worker-lifetime': 0, 'reload-on-rss': 0},
    },
    web: {gzip: false, 'security-headers': false},
    service: {hardening: 'none'},
    reasons: {
      'uwsgi.processes': 'the second answers while the first is busy or being replaced',
      'uwsgi.max-requests': 'workers are not recycled: an application that leaks will show it',
      'uwsgi.cheaper': 'two processes are few enough to keep',
      'uwsgi.stats': 'one socket less to look after',
      'uwsgi.max-worker-lifetime': 'workers are not recycled: an application that leaks will show it',
      'uwsgi.reload-on-rss': 'workers are not recycled: an application that leaks will show it',
      'web.gzip': 'a line less; compress where it is worth it',
      'web.security-headers': 'the application sends its own, or does not',
      'service.hardening': 'a unit that is read in one glance',
    },
  },
  'low-memory': {
    purpose: 'a small virtual machine, or one of many sites on it',
    uwsgi: {
      ...{processes: 2, cheaper: {minimum: 1, initial: 1}},
      ...{'max-requests': 1000, 'reload-on-rss': '128m', 'lazy-apps': false},
    },
    web: {},
    service: {},
    reasons: {
      'uwsgi.processes': 'memory is counted in processes: each has an application of its own',
      'uwsgi.cheaper': 'an idle site keeps one process',
      'uwsgi.reload-on-rss': 'a worker that grew is replaced before the machine swaps',
      'uwsgi.lazy-apps': 'the application is loaded once, before the fork: workers share the memory of its code',
      'uwsgi.max-requests': 'a worker starts small again, before what it touched adds up',
    },
  },
  threads: {
    purpose: 'an application that is thread-safe and waits for databases and other servers',
    uwsgi: {processes: 2, threads: 8, cheaper: false},
    web: {},
    service: {},
    reasons: {
      'uwsgi.threads': 'a thread that waits lets the others run, and costs far less memory than a process',
      'uwsgi.cheaper': 'stopping a process stops all of its threads',
      'uwsgi.processes': 'the second answers while the first is being replaced, and uses another processor core',
    },
  },
  gevent: {
    purpose: 'hundreds of slow requests at a time, in Python code that gevent can patch',
    uwsgi: {...LOOP, loop: 'gevent'},
    web: {},
    service: {},
    reasons: {
      'uwsgi.loop': 'requests at a time in each process; each is a greenlet',
      'uwsgi.harakiri': 'notices a loop that is blocked; a single slow request outlives it while others end',
      'uwsgi.processes': 'one per processor core: a loop uses one core at most',
      'uwsgi.threads': 'the loop takes their place',
      'uwsgi.cheaper': 'one process of a loop is never idle enough to stop',
      'uwsgi.cores': 'more wait in the queue of the socket',
    },
  },
  asyncio: {
    purpose: 'Python code that was written for the asyncio loop of uWSGI',
    uwsgi: {...LOOP, loop: 'asyncio'},
    web: {},
    service: {},
    reasons: {
      'uwsgi.loop': 'requests at a time in each process; each is a greenlet on the loop',
      'uwsgi.processes': 'one per processor core: a loop uses one core at most',
      'uwsgi.threads': 'the loop takes their place',
      'uwsgi.cheaper': 'one process of a loop is never idle enough to stop',
      'uwsgi.cores': 'more wait in the queue of the socket',
    },
  },
  autoscale: {
    purpose: 'traffic that comes in waves, on a machine with other work to do in between',
    uwsgi: {processes: 16, cheaper: {minimum: 2, initial: 4, algorithm: 'busyness'}},
    web: {},
    service: {},
    reasons: {
      'uwsgi.processes': 'the most that there will be; the memory has to hold them',
      'uwsgi.cheaper': 'by how busy the workers are, and not by the queue, which a unix socket does not tell',
    },
  },
  development: {
    purpose: 'your own machine: one process that reloads when the code changes',
    uwsgi: {
      ...{processes: 1, threads: 1, cheaper: false, 'auto-reload': true, harakiri: 0, mercy: 5},
      ...{protocol: 'http', socket: '127.0.0.1:8000'},
      ...{'max-requests': 0, 'max-worker-lifetime': 0, 'reload-on-rss': 0},
      logging: {to: 'stdout', requests: 'all'},
    },
    web: {server: 'none'},
    service: {manager: 'none', hardening: 'none'},
    reasons: {
      'uwsgi.harakiri': 'a request that stands in a debugger takes its time',
      'uwsgi.socket': 'HTTP on the loopback: a browser reaches it, the network does not',
      'uwsgi.processes': 'a debugger wants one',
      'uwsgi.threads': 'a debugger wants one',
      'uwsgi.cheaper': 'there is one process',
      'uwsgi.auto-reload': 'saving a file is enough to see it',
      'uwsgi.mercy': 'Ctrl-C is not to be waited for',
      'uwsgi.protocol': 'a browser speaks HTTP, not uwsgi',
      'uwsgi.max-requests': 'a restart by itself would look like a bug',
      'uwsgi.max-worker-lifetime': 'a restart by itself would look like a bug',
      'uwsgi.reload-on-rss': 'a restart by itself would look like a bug',
      'uwsgi.logging.to': 'the terminal that it was started in',
      'uwsgi.logging.requests': 'there is no web server that logs them',
      'web.server': 'nothing stands in front',
      'service.manager': 'you start it and stop it',
      'service.hardening': 'without a service manager there is none',
    },
  },
  container: {
    purpose: 'an image: configuration for what runs in it, with a proxy or an ingress in front',
    uwsgi: {
      ...{processes: 2, cheaper: false, protocol: 'http', socket: '0.0.0.0:8080', stats: '127.0.0.1:9191'},
      logging: {to: 'stdout', requests: 'all', format: 'json'},
    },
    web: {server: 'none'},
    service: {manager: 'none', hardening: 'none'},
    reasons: {
      'uwsgi.protocol': 'probes and ingresses speak HTTP, not uwsgi',
      'uwsgi.socket': 'every address of the container, and a port that needs no privilege',
      'uwsgi.cheaper': 'replicas scale, not processes: what a container takes stays the same',
      'uwsgi.logging.to': 'the platform collects what the container prints',
      'uwsgi.processes': 'the second answers while the first is busy or being replaced',
      'uwsgi.stats': 'for who looks inside; the network does not reach it',
      'uwsgi.logging.requests': "the proxy may be somebody else's",
      'uwsgi.logging.format': 'the platform reads it, not a person',
      'web.server': 'the ingress is not ours',
      'service.manager': 'the runtime starts it and stops it',
      'service.hardening': 'the runtime does that',
    },
  },
}
