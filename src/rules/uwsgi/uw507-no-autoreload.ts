import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW507',
  kind: 'uwsgi',
  name: 'no-autoreload',
  severity: 'info',
  title: 'leave py-autoreload out of production',
  why: `py-autoreload looks at the files of every module once in so many seconds, and replaces workers in the middle of a deployment. It is made
for development.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\npy-autoreload = 1\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const last = ['py-autoreload', 'py-auto-reload', 'python-autoreload']
      .map((name) => setting(subject, name)?.last)
      .find((it) => it !== undefined)
    if (!last || numberIn(last) === 0 || last.condition) return
    yield {
      at: last.option.location,
      message: 'workers restart when a file changes',
      remedy: ['remove it, or put it under if-env = …'],
    }
  },
})
