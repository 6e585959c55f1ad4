import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

const ENGINES = ['gevent', 'asyncio', 'greenlet', 'ugreen', 'tornado', 'coroae', 'fiber', 'loop', 'eventlet']

export default defineRule({
  id: 'UW305',
  kind: 'uwsgi',
  name: 'async-engine',
  severity: 'warning',
  title: 'name the engine of async',
  why: `async alone makes cores that nothing switches between: every request blocks the worker, and uWSGI says DANGER.`,
  examples: {
    bad: '[uwsgi]\nasync = 100\n',
    good: '[uwsgi]\nasync = 100\ngreenlet = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Async.html'],

  *run(subject) {
    const last = setting(subject, 'async')?.last
    if (!last || ENGINES.some((name) => setting(subject, name) !== undefined)) return
    yield {
      at: last.option.location,
      message: 'async without an engine: the cores wait for each other',
      remedy: ['gevent = …, or plugin = greenlet and greenlet = true'],
    }
  },
})
