import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW601',
  kind: 'uwsgi',
  name: 'no-log-to-stdout-file',
  severity: 'warning',
  title: 'log to stdout with a logger, not with a file',
  why: `logto and daemonize rotate and seek in what they write to; /dev/stdout is no file, and they fail with "Invalid seek".`,
  examples: {
    bad: '[uwsgi]\nlogto = /dev/stdout\n',
    good: '[uwsgi]\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2026'],

  *run(subject) {
    for (const {name, value, option} of subject.config.options) {
      if (
        !/^(logto2?|daemonize2?|logfile)$/.test(name) ||
        !/^\/(dev\/(stdout|stderr)|proc\/self\/fd\/[12])$/.test(value)
      )
        continue
      const fix = name.startsWith('logto') ? withoutOption(subject, option, true) : undefined
      yield {
        at: option.location,
        message: `${value} is no file; uWSGI writes there by itself`,
        remedy: [`remove ${name}`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
