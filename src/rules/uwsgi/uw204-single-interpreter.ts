import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, languagesOf, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW204',
  kind: 'uwsgi',
  name: 'single-interpreter',
  severity: 'info',
  title: 'run one application in one interpreter',
  why: `By default uWSGI runs Python applications in a sub-interpreter. Extensions in C and Rust (cryptography, numpy) break there, with
"may only be initialized once".`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nsingle-interpreter = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (!at || !isWhole(subject) || isSet(subject, 'single-interpreter') || !languagesOf(subject).has('python')) return
    const fix = addition(subject, at.option, 'single-interpreter = true')
    yield {
      at: at.option.location,
      message: 'extensions in C and Rust break in the sub-interpreter',
      remedy: ['single-interpreter = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
