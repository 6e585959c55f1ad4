import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD011',
  kind: 'systemd',
  name: 'forking-needs-daemonize',
  severity: 'error',
  title: 'use Type=forking only with daemonize',
  why: `With Type=forking systemd waits for the process that it started to end. uWSGI stays in the foreground unless it is told otherwise: the
start times out, and systemd kills it.`,
  examples: {
    bad: '[Service]\nType=forking\nExecStart=/usr/bin/uwsgi --socket /run/a.sock\n',
    good: '[Service]\nType=notify\nExecStart=/usr/bin/uwsgi --socket /run/a.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Type='],

  *run({unit, uwsgi}) {
    const type = settingOf(unit, 'Service', 'Type')
    // What could not be read may daemonize.
    if (
      type?.value !== 'forking' ||
      !uwsgi ||
      uwsgi.isRefused ||
      effective(uwsgi, 'daemonize') ||
      effective(uwsgi, 'daemonize2')
    )
      return
    const {start, end, location} = type.valueSpan
    yield {
      at: type.location,
      message: 'uWSGI stays in the foreground: the start never ends',
      remedy: ['Type=notify'],
      fix: {safe: false, edits: [{file: location.file, start, end, text: 'notify'}]},
    }
  },
})
