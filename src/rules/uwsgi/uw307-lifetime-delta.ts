import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW307',
  kind: 'uwsgi',
  name: 'lifetime-delta',
  severity: 'warning',
  title: 'spread the ends of workers',
  why: `Workers start together, and with max-worker-lifetime alone they end together: once in that time all of them are gone for a moment,
and requests fail. max-worker-lifetime-delta gives each one its own.`,
  examples: {
    bad: '[uwsgi]\nprocesses = 4\nmax-worker-lifetime = 3600\n',
    good: '[uwsgi]\nprocesses = 4\nmax-worker-lifetime = 3600\nmax-worker-lifetime-delta = 300\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2020'],

  *run(subject) {
    const last = setting(subject, 'max-worker-lifetime')?.last
    if (!last || numberIn(last) === 0 || setting(subject, 'max-worker-lifetime-delta')) return
    if ((numberOf(subject, 'processes') ?? 1) < 2 && setting(subject, 'processes')?.last.isKnown !== false) return
    const line = `max-worker-lifetime-delta = ${Math.max(1, Math.round(numberIn(last) / 12))}`
    const fix = addition(subject, last.option, line, true)
    yield {
      at: last.option.location,
      message: 'all workers end in the same second',
      remedy: [line],
      ...(fix ? {fix} : {}),
    }
  },
})
