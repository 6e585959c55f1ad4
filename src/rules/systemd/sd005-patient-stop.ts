import {settingOf, unitSeconds} from '../../config/systemd/unit.js'
import {effective, numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD005',
  kind: 'systemd',
  name: 'patient-stop',
  severity: 'warning',
  title: 'wait longer for the stop than a worker gets',
  why: `A stop lets workers finish for worker-reload-mercy seconds. When TimeoutStopSec is shorter systemd kills them before.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --worker-reload-mercy 60\nTimeoutStopSec=10\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --worker-reload-mercy 60\nTimeoutStopSec=70\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#TimeoutStopSec='],

  *run({unit, uwsgi}) {
    const timeout = settingOf(unit, 'Service', 'TimeoutStopSec') ?? settingOf(unit, 'Service', 'TimeoutSec')
    const seconds = timeout && unitSeconds(timeout.value)
    const mercy = uwsgi && effective(uwsgi, 'worker-reload-mercy')?.last
    const wanted = mercy?.isKnown ? numberIn(mercy) : undefined
    if (!timeout || !seconds || wanted === undefined || seconds > wanted) return
    yield {
      at: timeout.location,
      message: `systemd kills after ${seconds} s, and a worker may take ${wanted} s to finish`,
      remedy: [`TimeoutStopSec=${wanted + 10}`],
    }
  },
})
