import {settingOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD004',
  kind: 'systemd',
  name: 'kill-master-alone',
  severity: 'warning',
  title: 'send the signal to the master alone',
  why: `By default systemd sends SIGTERM to every process of the unit. Workers that get it end at once, and the requests that the graceful stop
of the master would have waited for are cut off.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --hook-master-start "unix_signal:15 gracefully_kill_them_all"\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --socket /run/a.sock --hook-master-start "unix_signal:15 gracefully_kill_them_all"\nKillMode=mixed\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.kill.html#KillMode='],

  *run({unit, uwsgi}) {
    const start = settingOf(unit, 'Service', 'ExecStart')
    const mode = settingOf(unit, 'Service', 'KillMode')
    const hook = uwsgi && effective(uwsgi, 'hook-master-start')?.last.value
    if (!start || !/gracefully_kill/.test(hook ?? '') || (mode && mode.value !== 'control-group')) return
    yield {
      at: (mode ?? start).location,
      message: 'systemd stops the workers too, and cuts their requests off',
      remedy: ['KillMode=mixed'],
    }
  },
})
