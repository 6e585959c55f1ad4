import {settingOf, unitBoolean} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD008',
  kind: 'systemd',
  name: 'socket-out-of-private-tmp',
  severity: 'error',
  title: 'keep the socket out of the private /tmp',
  why: `With PrivateTmp the service has a /tmp of its own: no web server can reach a socket in it, although it is there for uWSGI.`,
  examples: {
    bad: '[Service]\nPrivateTmp=yes\nExecStart=/usr/bin/uwsgi --socket /tmp/shop.sock\n',
    good: '[Service]\nPrivateTmp=yes\nRuntimeDirectory=shop\nExecStart=/usr/bin/uwsgi --socket /run/shop/uwsgi.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#PrivateTmp='],

  *run({unit, uwsgi}) {
    const tmp = settingOf(unit, 'Service', 'PrivateTmp')
    if (!tmp || !uwsgi || (unitBoolean(tmp.value) !== true && tmp.value !== 'disconnected')) return
    for (const {value} of effective(uwsgi, 'socket')?.all ?? []) {
      if (/^\/(var\/)?tmp\//.test(value))
        yield {
          at: tmp.location,
          message: `no other service sees ${value}`,
          remedy: ['socket = /run/…, with RuntimeDirectory='],
        }
    }
  },
})
