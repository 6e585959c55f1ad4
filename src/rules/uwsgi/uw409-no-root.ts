import {defineRule} from '../rule.js'
import {isWhole, mainOption} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW409',
  kind: 'uwsgi',
  name: 'no-root',
  severity: 'info',
  title: 'run as a user of its own',
  why: `Without uid uWSGI stays the user that started it. As root every hole of the application is one of the machine.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nuid = www-data\ngid = www-data\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (!at || !isWhole(subject) || ['uid', 'user', 'drop-after-init'].some((name) => setting(subject, name))) return
    yield {
      at: at.option.location,
      message: 'there is no uid: started by root it stays root',
      remedy: ['uid = www-data', 'gid = www-data', 'or User= of the unit'],
    }
  },
})
