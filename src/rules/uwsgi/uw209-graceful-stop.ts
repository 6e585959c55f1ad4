import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, mainOption} from '../uwsgi-listeners.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW209',
  kind: 'uwsgi',
  name: 'graceful-stop',
  severity: 'info',
  title: 'let requests finish when uWSGI is stopped',
  why: `A SIGTERM makes uWSGI 2.0 reload, until the service manager loses patience and kills it; with die-on-term it stops, and cuts off the
requests in progress. The hook stops it and lets them finish.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nhook-master-start = unix_signal:15 gracefully_kill_them_all\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Hooks.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      setting(subject, 'hook-master-start') !== undefined ||
      setting(subject, 'hook-accepting1') !== undefined ||
      isSet(subject, 'die-on-term')
    )
      return
    const fix = addition(subject, at.option, 'hook-master-start = unix_signal:15 gracefully_kill_them_all')
    yield {
      at: at.option.location,
      message: 'SIGTERM reloads uWSGI instead of stopping it',
      remedy: ['hook-master-start = unix_signal:15 gracefully_kill_them_all'],
      ...(fix ? {fix} : {}),
    }
  },
})
