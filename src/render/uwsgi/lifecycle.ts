import type {Application, Deployment, Uwsgi} from '../../deployment/deployment.js'
import {option, optionUnlessZero, type UwsgiSection, when} from './option.js'
import {ours} from './value.js'

/** Loops that uWSGI 2.0 ends at once (`gracefully_kill` in core/uwsgi.c); gevent's plugin has a way of its own. */
const CUTS: readonly string[] = ['asyncio']

/** Said in the file and on the terminal: nothing that could be written would change it. */
export function cutWarning({loop}: Pick<Uwsgi, 'loop'>): string[] {
  if (loop === undefined || !CUTS.includes(loop.engine)) return []
  return [`uWSGI cuts running requests of the ${loop.engine} loop off when it stops or reloads`]
}

/** How it stops, and when a process is replaced. */
export function lifecycleSection({uwsgi}: Application, {preset, web}: Deployment): UwsgiSection {
  const {harakiri, mercy, maxWorkerLifetime} = uwsgi
  const cut = cutWarning(uwsgi)
  return {
    title: cut.length > 0 ? 'lifecycle' : 'lifecycle: SIGTERM and SIGHUP let requests end first',
    notes: cut,
    options: [
      option('die-on-term', true, 'without it SIGTERM reloads'),
      option('hook-master-start', ours`unix_signal:15 gracefully_kill_them_all`, 'SIGTERM waits for running requests'),
      option('worker-reload-mercy', mercy, 'seconds it waits for them'),
      ...optionUnlessZero('harakiri', harakiri, ...harakiriReason(harakiri, web)),
      ...when(harakiri > 0 && preset !== 'minimal', option('harakiri-verbose', true)),
      ...optionUnlessZero('max-requests', uwsgi.maxRequests, 'then a process is replaced: what leaks is given back'),
      ...optionUnlessZero('max-worker-lifetime', maxWorkerLifetime),
      ...when(
        maxWorkerLifetime > 0,
        option(
          'max-worker-lifetime-delta',
          Math.ceil(maxWorkerLifetime / 12),
          'seconds between two, so that they do not all end at once',
        ),
      ),
      ...optionUnlessZero('reload-on-rss', uwsgi.reloadOnRss, 'MiB of memory'),
    ],
  }
}

function harakiriReason(harakiri: number, {server, timeouts}: Deployment['web']): string[] {
  if (server === 'none') return ['seconds a request may take']
  return [
    `seconds a request may take: ${timeouts.read - harakiri} less than the ${timeouts.read} that the web server waits`,
  ]
}

/** Small things that go wrong elsewhere. */
export function hygieneSection({entry}: Application): UwsgiSection {
  return {
    title: 'hygiene',
    notes: [],
    options: [
      option('close-on-exec', true, 'programs that the application starts do not inherit its sockets'),
      option('umask', ours`0027`),
      option('ignore-sigpipe', true, 'a browser that went away is no error'),
      option('ignore-write-errors', true),
      ...when(entry.language === 'python', option('disable-write-exception', true)),
    ],
  }
}
