import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW201',
  kind: 'uwsgi',
  name: 'strict',
  severity: 'info',
  title: 'refuse what uWSGI does not know',
  why: `With strict uWSGI does not start when it meets a name that it does not know. Without it a typing mistake is a placeholder, and the
setting that was meant is missing for as long as nobody looks.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nstrict = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (!at || !isWhole(subject) || isSet(subject, 'strict')) return
    const fix = addition(subject, at.option, 'strict = true')
    yield {
      at: at.option.location,
      message: 'strict is off: a misspelt option goes unnoticed',
      remedy: ['strict = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
