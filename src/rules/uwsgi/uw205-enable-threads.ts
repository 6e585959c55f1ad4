import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, languagesOf, mainOption} from '../uwsgi-listeners.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW205',
  kind: 'uwsgi',
  name: 'enable-threads',
  severity: 'info',
  title: 'let Python run its own threads',
  why: `Without enable-threads the threads that the application or its libraries start never run: monitoring agents report nothing, and
background work hangs.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nenable-threads = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      isSet(subject, 'enable-threads') ||
      setting(subject, 'threads') !== undefined ||
      !languagesOf(subject).has('python')
    )
      return
    const fix = addition(subject, at.option, 'enable-threads = true')
    yield {
      at: at.option.location,
      message: 'threads that the application starts never run',
      remedy: ['enable-threads = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
