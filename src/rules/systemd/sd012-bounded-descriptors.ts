import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD012',
  kind: 'systemd',
  name: 'bounded-descriptors',
  severity: 'warning',
  title: 'bound the number of open files',
  why: `uWSGI makes tables for as many descriptors as the limit allows. With LimitNOFILE=infinity that is a billion, and gigabytes of memory
before the first request.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nLimitNOFILE=infinity\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nLimitNOFILE=65536\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2299'],

  *run({unit, uwsgi}) {
    const limit = settingOf(unit, 'Service', 'LimitNOFILE')
    const count = /^(\d+)(:\d+)?$/.exec(limit?.value ?? '')?.[1]
    if (!limit || !uwsgi || effective(uwsgi, 'max-fd') || (limit.value !== 'infinity' && !(Number(count) > 10_000_000)))
      return
    const {start, end, location} = limit.valueSpan
    yield {
      at: limit.location,
      message: `uWSGI makes tables for ${limit.value === 'infinity' ? 'as many files as the kernel allows' : `${count} files`}`,
      remedy: ['LimitNOFILE=65536', 'max-fd = 65536'],
      fix: {safe: true, edits: [{file: location.file, start, end, text: '65536'}]},
    }
  },
})
