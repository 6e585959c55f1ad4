import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, mainOption} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW207',
  kind: 'uwsgi',
  name: 'harakiri',
  severity: 'info',
  title: 'bound the time of a request',
  why: `A request that never ends keeps its worker for ever; with as many of them as there are workers the site is down. harakiri kills the
worker and logs what it was doing.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nharakiri = 55\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (!at || !isWhole(subject) || setting(subject, 'harakiri') !== undefined) return
    const fix = addition(subject, at.option, 'harakiri = 55')
    yield {
      at: at.option.location,
      message: 'a request that hangs keeps its worker for ever',
      remedy: ['harakiri = 55'],
      ...(fix ? {fix} : {}),
    }
  },
})
