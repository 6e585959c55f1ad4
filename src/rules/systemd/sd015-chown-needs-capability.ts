import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD015',
  kind: 'systemd',
  name: 'chown-needs-capability',
  severity: 'error',
  title: 'leave the owner of the socket to Group=',
  why: `chown-socket needs the right to give files away. In a service without capabilities it is "Operation not permitted", and uWSGI does not
start. Group= and a mode of 660 do the same.`,
  examples: {
    bad: '[Service]\nUser=shop\nCapabilityBoundingSet=\nRuntimeDirectory=shop\nExecStart=/usr/bin/uwsgi --socket /run/shop/a.sock --chown-socket shop:www-data\n',
    good: '[Service]\nUser=shop\nGroup=www-data\nCapabilityBoundingSet=\nRuntimeDirectory=shop\nExecStart=/usr/bin/uwsgi --socket /run/shop/a.sock --chmod-socket=660\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#CapabilityBoundingSet='],

  *run({unit, uwsgi}) {
    const user = settingOf(unit, 'Service', 'User')
    const chown = uwsgi && effective(uwsgi, 'chown-socket')?.last
    const start = settingOf(unit, 'Service', 'ExecStart')
    if (!user || !chown || !start || /^(root|0)?$/.test(user.value)) return
    const isOwn = chown.value.replace(/:.*/, '') === user.value || chown.value.startsWith(':')
    const group = /:(.*)$/.exec(chown.value)?.[1]
    const isSame =
      isOwn && (group === undefined || group === settingOf(unit, 'Service', 'Group')?.value || group === user.value)
    if (isSame) return
    yield {
      at: start.location,
      message: `${user.value} may not give the socket to ${chown.value}`,
      remedy: [`Group=${group ?? 'www-data'}`, 'chmod-socket = 660'],
    }
  },
})
