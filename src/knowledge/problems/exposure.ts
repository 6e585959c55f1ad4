import {type Problem, seen, uwsgiDocs} from './problem.js'

const EVERYWHERE = String.raw`(?:0\.0\.0\.0|\[::\]|\*)?`

/** What is open to more than it should be, as the start of uWSGI shows it. */
export const exposureProblems: readonly Problem[] = [
  {
    id: 'X001',
    title: 'a uwsgi socket is open to the network',
    say: 'the uwsgi socket {address} is open to the network',
    severity: 'error',
    order: 75,
    patterns: [
      seen(
        'uwsgi',
        ' bound to TCP address ',
        new RegExp(String.raw`uwsgi socket \d+ bound to TCP address (?<address>${EVERYWHERE}:\d+) fd`),
      ),
    ],
    means: 'Whoever reaches the port may run code: variables of a uwsgi packet (UWSGI_FILE) name files to load.',
    why: 'socket = :3031 or 0.0.0.0:3031 listens on all interfaces; a uwsgi socket has no protection of its own.',
    sure: ['ss -tlnp | grep uwsgi'],
    fix: [
      'socket = 127.0.0.1:3031',
      'or socket = /run/app/app.sock',
      'in a container network: let no port out, and do not publish it',
    ],
    related: ['X002'],
    docs: uwsgiDocs('ThingsToKnow.html'),
  },
  {
    id: 'X002',
    title: 'the stats server is open to the network',
    say: 'the stats server {address} is open to the network',
    severity: 'error',
    order: 76,
    patterns: [
      seen(
        'uwsgi',
        '*** Stats server enabled on ',
        new RegExp(String.raw`Stats server enabled on (?<address>${EVERYWHERE}:\d+) fd`),
      ),
    ],
    means:
      'It shows paths, client addresses and the variables of running requests, cookies among them, to whoever connects.',
    why: 'stats = :9191 listens on all interfaces.',
    sure: ['ss -tlnp | grep 9191'],
    fix: ['stats = 127.0.0.1:9191', 'or stats = /run/app/stats.sock'],
    related: ['X001'],
    docs: uwsgiDocs('StatsServer.html'),
  },
  {
    id: 'X003',
    title: 'every user of the machine may use the socket',
    severity: 'warning',
    order: 76,
    patterns: [seen('uwsgi', 'chmod() socket to 666 for lazy and brave')],
    means: 'Any local user may send packets to it, and with them run code as the user of uWSGI.',
    why: 'chmod-socket without a value means 666: advice to get rid of "permission denied".',
    sure: ['grep -n chmod-socket uwsgi.ini', 'ls -l /run/app/app.sock'],
    fix: ['chmod-socket = 660 with chown-socket = app:www-data'],
    related: ['N001'],
    docs: uwsgiDocs('Options.html#chmod-socket'),
  },
  {
    id: 'X004',
    title: 'a setting for development is on',
    severity: 'warning',
    order: 77,
    patterns: [seen('uwsgi', 'Python auto-reloader enabled')],
    means: 'py-autoreload looks at every module again and again, and restarts in the middle of a deployment.',
    why: 'It was left on.',
    sure: ['grep -n autoreload uwsgi.ini'],
    fix: ['remove py-autoreload; touch-reload = /srv/app/reload instead'],
    docs: uwsgiDocs('Options.html#py-auto-reload'),
  },
]
