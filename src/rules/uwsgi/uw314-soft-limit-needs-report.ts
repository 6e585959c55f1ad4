import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW314',
  kind: 'uwsgi',
  name: 'soft-limit-needs-report',
  severity: 'warning',
  title: 'report memory for a soft limit of it',
  why: `cheaper-rss-limit-soft looks at the memory that memory-report measures; without it the limit is never reached.`,
  examples: {
    bad: '[uwsgi]\ncheaper-rss-limit-soft = 500000000\n',
    good: '[uwsgi]\ncheaper-rss-limit-soft = 500000000\nmemory-report = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html'],

  *run(subject) {
    const last = setting(subject, 'cheaper-rss-limit-soft')?.last
    if (!last || isSet(subject, 'memory-report')) return
    const fix = addition(subject, last.option, 'memory-report = true', true)
    yield {
      at: last.option.location,
      message: 'without memory-report the limit is never reached',
      remedy: ['memory-report = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
