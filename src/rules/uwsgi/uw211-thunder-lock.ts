import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW211',
  kind: 'uwsgi',
  name: 'thunder-lock',
  severity: 'info',
  title: 'serialize accept() where processes have threads',
  why: `Each connection wakes a thread of every process, one gets it, and the others went for nothing. With thunder-lock they take turns.`,
  examples: {
    bad: '[uwsgi]\nprocesses = 4\nthreads = 2\n',
    good: '[uwsgi]\nprocesses = 4\nthreads = 2\nthunder-lock = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/articles/SerializingAccept.html'],

  *run(subject) {
    const threads = setting(subject, 'threads')?.last
    const processes = setting(subject, 'processes')?.last
    if (!threads || !processes || numberIn(threads) < 2 || numberIn(processes) < 2) return
    if (isSet(subject, 'thunder-lock') || setting(subject, 'gevent')) return
    const fix = addition(subject, threads.option, 'thunder-lock = true', false)
    yield {
      at: threads.option.location,
      message: 'each connection wakes threads in all processes',
      remedy: ['thunder-lock = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
