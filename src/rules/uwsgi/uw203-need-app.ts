import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, languagesOf, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW203',
  kind: 'uwsgi',
  name: 'need-app',
  severity: 'info',
  title: 'stop when the application does not load',
  why: `Without need-app uWSGI starts with no application at all and answers every request with a 500; the service looks healthy, and a
deployment that failed goes live.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nneed-app = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      isSet(subject, 'need-app') ||
      !['python', 'perl', 'ruby'].some((it) => languagesOf(subject).has(it))
    )
      return
    const fix = addition(subject, at.option, 'need-app = true')
    yield {
      at: at.option.location,
      message: 'without need-app uWSGI runs on when the application cannot be loaded',
      remedy: ['need-app = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
