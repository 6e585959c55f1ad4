import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, listenersOf, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW210',
  kind: 'uwsgi',
  name: 'memory-report',
  severity: 'info',
  title: 'report the memory of workers',
  why: `Without memory-report the statistics say 0 for the memory of every worker, and nobody sees one grow.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nstats = /run/shop/stats.sock\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nmemory-report = true\nstats = /run/shop/stats.sock\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      isSet(subject, 'memory-report') ||
      !listenersOf(subject).some(({protocol}) => protocol === 'stats')
    )
      return
    const fix = addition(subject, at.option, 'memory-report = true')
    yield {
      at: at.option.location,
      message: 'the statistics say 0 bytes for every worker',
      remedy: ['memory-report = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
