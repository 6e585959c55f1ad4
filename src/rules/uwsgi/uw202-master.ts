import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW202',
  kind: 'uwsgi',
  name: 'master',
  severity: 'info',
  title: 'run a master process',
  why: `Without a master nobody starts a worker that died again, and harakiri, reloads and statistics do nothing.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nmaster = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Glossary.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (!at || !isWhole(subject) || isSet(subject, 'master')) return
    const fix = addition(subject, at.option, 'master = true')
    yield {
      at: at.option.location,
      message: 'there is no master: a worker that dies is gone',
      remedy: ['master = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
