import {defineRule} from '../rule.js'
import {listenersOf} from '../uwsgi-listeners.js'

export default defineRule({
  id: 'UW407',
  kind: 'uwsgi',
  name: 'socket-out-of-tmp',
  severity: 'warning',
  title: 'keep the socket out of /tmp',
  why: `systemd gives services a /tmp of their own (PrivateTmp): what uWSGI makes there is not there for the web server. Anybody on the
machine may also take the name first.`,
  examples: {
    bad: '[uwsgi]\nsocket = /tmp/shop.sock\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#PrivateTmp='],

  *run(subject) {
    for (const {option, address} of listenersOf(subject)) {
      if (!/^\/(var\/)?tmp\//.test(address)) continue
      yield {
        at: option.option.location,
        message: `a private /tmp of either service hides ${address}`,
        remedy: ['a folder under /run, which RuntimeDirectory= or tmpfiles.d makes'],
      }
    }
  },
})
