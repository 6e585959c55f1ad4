import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD006',
  kind: 'systemd',
  name: 'one-user',
  severity: 'error',
  title: 'say the user in the unit or in uWSGI, not in both',
  why: `systemd gives up root before it starts uWSGI. uid or gid in its configuration then fails with "cannot setgid() as non-root user", and
uWSGI does not start.`,
  examples: {
    bad: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --uid www-data\n',
    good: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --socket /run/a.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#User='],

  *run({unit, uwsgi}) {
    const user = settingOf(unit, 'Service', 'User')
    const uid = uwsgi && (effective(uwsgi, 'uid') ?? effective(uwsgi, 'gid'))?.last
    if (!user || user.value === '' || /^(root|0)$/.test(user.value) || !uid) return
    const {file, line} = uid.option.location
    yield {
      at: user.location,
      message: `uWSGI is ${user.value} already and cannot set ${uid.name} = ${uid.value} (${file}:${line})`,
      remedy: [`remove ${uid.name} there`],
    }
  },
})
