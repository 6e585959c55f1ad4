import {settingOf} from '../../config/systemd/unit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD009',
  kind: 'systemd',
  name: 'no-notify-reload',
  severity: 'error',
  title: 'use Type=notify, not notify-reload',
  why: `uWSGI says READY=1 when it has started, and nothing about a reload. With notify-reload systemd waits for RELOADING=1 after every reload
until the time is up, and takes the service for failed.`,
  examples: {
    bad: '[Service]\nType=notify-reload\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\n',
    good: '[Service]\nType=notify\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\n',
  },
  references: [
    'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Type=',
    'https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/notify.c',
  ],

  *run({unit, uwsgi}) {
    const type = settingOf(unit, 'Service', 'Type')
    if (type?.value !== 'notify-reload' || !uwsgi) return
    const {start, end, location} = type.valueSpan
    yield {
      at: type.location,
      message: 'uWSGI never says RELOADING=1, which systemd then waits for',
      remedy: ['Type=notify'],
      fix: {safe: true, edits: [{file: location.file, start, end, text: 'notify'}]},
    }
  },
})
