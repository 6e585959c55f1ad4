import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW317',
  kind: 'uwsgi',
  name: 'no-lock-under-gevent',
  severity: 'info',
  title: 'leave thunder-lock out under gevent',
  why: `The loop of gevent accepts connections by itself and never takes the lock: the line does nothing, and the herd it is against stays.`,
  examples: {
    bad: '[uwsgi]\ngevent = 100\nthunder-lock = true\n',
    good: '[uwsgi]\ngevent = 100\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/1757'],

  *run(subject) {
    const lock = setting(subject, 'thunder-lock')?.last
    if (!lock || !isSet(subject, 'thunder-lock') || !setting(subject, 'gevent')) return
    const fix = withoutOption(subject, lock.option)
    yield {
      at: lock.option.location,
      message: 'thunder-lock does nothing under gevent',
      remedy: ['remove thunder-lock'],
      ...(fix ? {fix} : {}),
    }
  },
})
