import {isTrue} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW405',
  kind: 'uwsgi',
  name: 'no-vhost',
  severity: 'warning',
  title: 'mount applications instead of vhost',
  why: `With vhost uWSGI chooses, and loads, an application by what the packet says. Whoever reaches the socket decides what runs. mount and
need-app name what there is.`,
  examples: {
    bad: '[uwsgi]\nvhost = true\n',
    good: '[uwsgi]\nmount = /shop=shop.wsgi:application\nmanage-script-name = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/VirtualHosting.html'],

  *run(subject) {
    const last = setting(subject, 'vhost')?.last
    if (!last || !isTrue(last)) return
    yield {
      at: last.option.location,
      message: 'packets decide which application is loaded',
      remedy: ['mount = /path=module:callable'],
    }
  },
})
