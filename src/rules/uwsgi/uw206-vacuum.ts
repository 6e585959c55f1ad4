import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, listenersOf, mainOption} from '../uwsgi-listeners.js'
import {isSet} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW206',
  kind: 'uwsgi',
  name: 'vacuum',
  severity: 'info',
  title: 'remove the socket file when uWSGI stops',
  why: `A socket file that stays behind looks like a running server: the web server connects to nobody, and says "connection refused"
instead of "no such file".`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nvacuum = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Options.html#vacuum'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      isSet(subject, 'vacuum') ||
      !listenersOf(subject).some(({address}) => address.startsWith('/'))
    )
      return
    const fix = addition(subject, at.option, 'vacuum = true')
    yield {
      at: at.option.location,
      message: 'the socket file outlives uWSGI',
      remedy: ['vacuum = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
