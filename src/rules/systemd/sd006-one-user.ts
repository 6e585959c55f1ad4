import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD006',
  kind: 'systemd',
  name: 'one-user',
  severity: 'error',
  title: 'say the user in the unit or in uWSGI, not in both',
  why: `systemd gives up root before it starts uWSGI. A number as uid or gid then fails with "cannot setuid() as non-root user", and uWSGI does
not start; a name is passed over without a word.`,
  examples: {
    bad: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --uid 33\n',
    good: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --socket /run/a.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#User='],

  *run({unit, uwsgi}) {
    const user = settingOf(unit, 'Service', 'User')
    const uid = uwsgi && (effective(uwsgi, 'uid') ?? effective(uwsgi, 'gid'))?.last
    if (!user || user.value === '' || /^(root|0)$/.test(user.value) || !uid) return
    const {file, line} = uid.option.location
    const isNumber = /^\d+$/.test(uid.value)
    yield {
      at: user.location,
      severity: isNumber ? 'error' : 'info',
      message: `uWSGI is ${user.value} already and ${isNumber ? 'cannot set' : 'passes over'} ${uid.name} = ${uid.value} (${file}:${line})`,
      remedy: [`remove ${uid.name} there`],
    }
  },
})
