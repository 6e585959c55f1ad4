import {defineRule} from '../rule.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW308',
  kind: 'uwsgi',
  name: 'lifetime-bounds',
  severity: 'error',
  title: 'keep min-worker-lifetime below max-worker-lifetime',
  why: `A worker cannot have to live longer than it may: uWSGI does not start.`,
  examples: {
    bad: '[uwsgi]\nmin-worker-lifetime = 3600\nmax-worker-lifetime = 3600\n',
    good: '[uwsgi]\nmin-worker-lifetime = 60\nmax-worker-lifetime = 3600\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/init.c'],

  *run(subject) {
    const last = setting(subject, 'min-worker-lifetime')?.last
    const [low, high] = [numberOf(subject, 'min-worker-lifetime'), numberOf(subject, 'max-worker-lifetime')]
    if (!last || low === undefined || !high || low < high) return
    yield {
      at: last.option.location,
      message: `min-worker-lifetime = ${low} is not lower than max-worker-lifetime = ${high}: uWSGI does not start`,
    }
  },
})
