import {expect, test} from 'vitest'
import {foreignOption, nearestOptions} from '../../src/knowledge/uwsgi-option-nearest.js'
import {uwsgiOption} from '../../src/knowledge/uwsgi-options.js'

// The first eight were found in configurations and questions of real people.
test.each([
  ['proceses', 'processes'],
  ['guid', 'gid'],
  ['gui', 'gid'],
  ['git', 'gid'],
  ['thread', 'threads'],
  ['enabled-threads', 'enable-threads'],
  ['py-callos-afterfork', 'py-call-osafterfork'],
  ['max_execution_time', 'harakiri'],
  ['process', 'processes'],
  ['worker', 'workers'],
  ['sokcet', 'socket'],
  ['socket-chmod', 'chmod-socket'],
  ['chmod_socket', 'chmod-socket'],
  ['buffersize', 'buffer-size'],
  ['buffer_size', 'buffer-size'],
  ['max-request', 'max-requests'],
  ['lazy-app', 'lazy-apps'],
  ['pid-file', 'pidfile'],
  ['die-on-terms', 'die-on-term'],
  ['vaccum', 'vacuum'],
  ['vacum', 'vacuum'],
  ['modul', 'module'],
  ['wsgifile', 'wsgi-file'],
  ['virtual-env', 'virtualenv'],
  ['harikari', 'harakiri'],
  ['single-interpretor', 'single-interpreter'],
  ['touch-reloads', 'touch-reload'],
  ['chown-sockets', 'chown-socket'],
  ['socket:', 'socket'],
  ['--master', 'master'],
])('%s is %s', (typed, meant) => {
  expect(nearestOptions(typed)[0]).toBe(meant)
  expect(uwsgiOption(meant)).toBeDefined()
})

test.each(['database-url', 'my-own-placeholder', 'project', 'base', 'xyzzy', '', 'x'])(
  '%j is near to nothing',
  (typed) => {
    expect(nearestOptions(typed)).toEqual([])
  },
)

test('names of other programs', () => {
  expect(foreignOption('uwsgi_connect_timeout')).toMatchObject({owner: 'nginx'})
  expect(foreignOption('max_execution_time')).toMatchObject({owner: 'php'})
  expect(foreignOption('worker_class')).toMatchObject({owner: 'gunicorn'})
  expect(foreignOption('socket')).toBeUndefined()
})

test('what is typed may be anything', () => {
  for (const typed of ['constructor', '__proto__', 'a'.repeat(100_000), '\u0000', '%(x)', '💥']) {
    expect(nearestOptions(typed).length).toBeLessThanOrEqual(3)
  }
})
