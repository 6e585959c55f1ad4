import {defineRule} from '../rule.js'
import {listenersOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW313',
  kind: 'uwsgi',
  name: 'backlog-needs-tcp',
  severity: 'warning',
  title: 'scale by the backlog on TCP alone',
  why: `uWSGI cannot see the queue of a unix socket: it is 0 for it at all times. Cheaper algorithms that look at the backlog never start a
worker.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nprocesses = 8\ncheaper = 2\ncheaper-algo = backlog\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nprocesses = 8\ncheaper = 2\ncheaper-algo = spare\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/master.c'],

  *run(subject) {
    const last = setting(subject, 'cheaper-algo')?.last ?? setting(subject, 'cheaper-busyness-backlog-alert')?.last
    if (!last || !/backlog/.test(`${last.name} ${last.value}`)) return
    const listeners = listenersOf(subject).filter(({protocol}) => protocol !== 'stats')
    if (listeners.length === 0 || listeners.some(({address}) => !address.startsWith('/'))) return
    yield {
      at: last.option.location,
      message: 'the queue of a unix socket is always 0 for uWSGI: this never scales',
      remedy: ['cheaper-algo = spare'],
    }
  },
})
