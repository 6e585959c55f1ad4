import type {Application, Deployment, Uwsgi} from '../../deployment/deployment.js'
import {unsafeValue} from '../unsafe.js'
import {option, type UwsgiOption, type UwsgiSection, when} from './option.js'
import {ours} from './value.js'

/** How many processes, threads and cores. */
export function processesSection({entry, uwsgi}: Application, {service}: Deployment): UwsgiSection {
  return {
    title: 'processes',
    notes: [],
    options: [
      option('master', true),
      option('processes', uwsgi.processes),
      ...when(uwsgi.threads > 1, option('threads', uwsgi.threads)),
      ...loopOptions(uwsgi),
      ...cheaperOptions(uwsgi),
      ...when(
        uwsgi.lazyApps,
        option(
          'lazy-apps',
          true,
          'each process loads the application itself: more memory, nothing shared across forks',
        ),
      ),
      ...when(
        uwsgi.autoReload && entry.language === 'python',
        option('py-autoreload', 1, 'restart when code changes, looked at every second'),
      ),
      // An emperor restarts its vassals itself, and a vassal without a parent is how it sees one die.
      ...when(
        service.kind !== 'emperor',
        option('no-orphans', true, 'a master that was killed leaves no worker behind with its socket'),
      ),
      option('vacuum', true, 'remove the socket at the end'),
    ],
  }
}

function loopOptions({loop}: Uwsgi): UwsgiOption[] {
  if (!loop) return []
  if (loop.engine === 'gevent') {
    return [
      option('gevent', loop.cores, 'requests at a time in each process'),
      option('gevent-monkey-patch', true, 'sockets and locks of Python let other requests run while they wait'),
    ]
  }
  return [option('asyncio', loop.cores, 'requests at a time in each process'), option('greenlet', true)]
}

function cheaperOptions({cheaper, processes}: Uwsgi): UwsgiOption[] {
  if (!cheaper) return []
  if (cheaper.minimum >= processes || cheaper.initial > processes || cheaper.initial < cheaper.minimum) {
    const reason = `there are ${processes} processes: uWSGI wants minimum <= initial <= processes, and minimum < processes`
    throw unsafeValue('uwsgi.cheaper', cheaper, reason)
  }
  return [
    option('cheaper', cheaper.minimum, `${cheaper.minimum} when idle, ${processes} when there is work`),
    option('cheaper-initial', cheaper.initial),
    option('cheaper-algo', cheaper.algorithm === 'busyness' ? ours`busyness` : ours`spare`),
    ...when(
      cheaper.algorithm === 'busyness',
      option('cheaper-overload', 5, 'seconds between two looks at how busy the processes are'),
    ),
  ]
}
