import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW303',
  kind: 'uwsgi',
  name: 'gevent-or-threads',
  severity: 'error',
  title: 'use gevent or threads, not both',
  why: `Under gevent a worker serves many requests with greenlets in one thread. With threads beside it switches happen across threads:
"cannot switch to a different thread", and requests that never end.`,
  examples: {
    bad: '[uwsgi]\ngevent = 100\nthreads = 4\n',
    good: '[uwsgi]\ngevent = 100\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Gevent.html'],

  *run(subject) {
    const gevent = setting(subject, 'gevent')?.last
    const threads = setting(subject, 'threads')?.last
    if (!gevent || !threads || numberIn(threads) < 2) return
    const fix = withoutOption(subject, threads.option)
    yield {
      at: threads.option.location,
      message: `threads = ${threads.value} beside gevent = ${gevent.value}`,
      remedy: ['remove threads'],
      ...(fix ? {fix} : {}),
    }
  },
})
