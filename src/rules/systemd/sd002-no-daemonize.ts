import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD002',
  kind: 'systemd',
  name: 'no-daemonize',
  severity: 'error',
  title: 'let uWSGI stay in the foreground',
  why: `systemd watches the process that it started. With daemonize that one ends at once: the unit is "active (exited)" or failed, and nobody
restarts the uWSGI that is left.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini --daemonize /var/log/uwsgi.log\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Type='],

  *run({unit, uwsgi}) {
    const start = settingOf(unit, 'Service', 'ExecStart')
    const daemonize = uwsgi && (effective(uwsgi, 'daemonize') ?? effective(uwsgi, 'daemonize2'))
    if (!start || !daemonize || settingOf(unit, 'Service', 'Type')?.value === 'forking') return
    const {location} = daemonize.last.option
    yield {
      at: start.location,
      message: `uWSGI goes into the background (${location.file}:${location.line}): systemd takes it for ended`,
      remedy: ['remove daemonize; the journal has the log'],
    }
  },
})
