import {settingOf} from '../../config/systemd/unit.js'
import {effective, isOn} from '../../config/uwsgi/effective.js'
import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD003',
  kind: 'systemd',
  name: 'stop-signal',
  severity: 'error',
  title: 'send uWSGI the signal that stops it',
  why: `die-on-term swaps SIGTERM and SIGQUIT: with it SIGQUIT reloads uWSGI brutally, and a unit that sends SIGQUIT waits for the time to run
out and kills. Without die-on-term, and without a hook, SIGTERM is the one that reloads a master; a uWSGI without one ends with it.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --master --socket /run/a.sock --die-on-term\nKillSignal=SIGQUIT\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --master --socket /run/a.sock --die-on-term\nKillSignal=SIGTERM\n',
  },
  references: [
    'https://uwsgi-docs.readthedocs.io/en/latest/Systemd.html',
    'https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/master_utils.c',
  ],

  *run({unit, uwsgi}) {
    const start = settingOf(unit, 'Service', 'ExecStart')
    if (!start || !uwsgi || uwsgi.isRefused || settingOf(unit, 'Service', 'ExecStop')) return
    const kill = settingOf(unit, 'Service', 'KillSignal')
    const isTerm = !kill || /^(SIG)?TERM$|^15$/.test(kill.value)
    const isQuit = kill !== undefined && /^(SIG)?QUIT$|^3$/.test(kill.value)
    if (isQuit && isOn(uwsgi, 'die-on-term')) {
      yield {
        at: kill.location,
        message: 'with die-on-term SIGQUIT reloads uWSGI: it never stops by itself',
        remedy: ['KillSignal=SIGTERM'],
      }
    } else if (isTerm && reloadsOnTerm(uwsgi)) {
      yield {
        at: (kill ?? start).location,
        severity: 'warning',
        message: 'SIGTERM reloads uWSGI instead of stopping it',
        remedy: [
          'die-on-term = true and hook-master-start = unix_signal:15 gracefully_kill_them_all',
          'KillSignal=SIGQUIT',
        ],
      }
    }
  },
})

/** An emperor, or workers alone, end with SIGTERM; it is a master that takes it for a reload. */
function reloadsOnTerm(uwsgi: ExpandedConfig): boolean {
  return isOn(uwsgi, 'master') && !isOn(uwsgi, 'die-on-term') && !effective(uwsgi, 'hook-master-start')
}
