import {defineRule} from '../rule.js'
import {renamed} from '../uwsgi-edit.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW403',
  kind: 'uwsgi',
  name: 'no-persistent-uwsgi',
  severity: 'warning',
  title: 'leave puwsgi-socket alone',
  why: `On a puwsgi-socket a connection stays with its worker when the request is over: a client that keeps it open keeps the worker, and no
web server speaks the protocol.`,
  examples: {
    bad: '[uwsgi]\npuwsgi-socket = 127.0.0.1:3031\n',
    good: '[uwsgi]\nsocket = 127.0.0.1:3031\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/proto/puwsgi.c'],

  *run(subject) {
    const last = setting(subject, 'puwsgi-socket')?.last
    if (last?.name !== 'puwsgi-socket') return
    const fix = renamed(subject, last.option, 'socket')
    yield {
      at: last.option.location,
      message: 'one idle client keeps a worker for itself',
      remedy: [`socket = ${last.value}`],
      ...(fix ? {fix: {...fix, safe: false}} : {}),
    }
  },
})
