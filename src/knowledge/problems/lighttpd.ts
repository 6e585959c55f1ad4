import {type Problem, seen} from './problem.js'

const SCGI = 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_scgi'

/** lighttpd, which speaks uwsgi by its scgi module. */
export const lighttpdProblems: readonly Problem[] = [
  {
    id: 'L001',
    title: 'lighttpd does not reach uWSGI',
    say: 'lighttpd does not reach {address}: {reason}',
    severity: 'error',
    order: 30,
    patterns: [
      seen(
        'lighttpd',
        'establishing connection failed: socket',
        /establishing connection failed: socket: (?:unix:|tcp:)(?<address>\S+): (?<reason>.+)/,
      ),
      seen('lighttpd', ' are down.', /all handlers for (?<request>\S+) on .* are down\./),
    ],
    means: 'Requests are answered with 503, and for a while lighttpd does not try again.',
    why: '"No such file": uWSGI does not run, or its socket has another path. "refused": nobody listens. "denied": the socket or a folder above it is closed to lighttpd.',
    sure: ['tsgi ping {address|/run/app/app.sock}', 'namei -l {address|/run/app/app.sock}', 'ss -lnp | grep uwsgi'],
    fix: [
      'start uWSGI',
      'use the same path or port in both',
      'for "denied": chown-socket = app:www-data and chmod-socket = 660',
    ],
    related: ['N001', 'N002', 'N003'],
    docs: SCGI,
  },
]
