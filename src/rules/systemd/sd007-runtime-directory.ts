import {type LoadedUnit, settingOf, settingsOf} from '../../config/systemd/unit.js'
import {effective} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD007',
  kind: 'systemd',
  name: 'runtime-directory',
  severity: 'warning',
  title: 'have systemd make the folder of the socket',
  why: `/run is empty after every start of the machine. A folder in it that nobody makes is "bind(): No such file or directory", and uWSGI does
not start.`,
  examples: {
    bad: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --socket /run/shop/uwsgi.sock\n',
    good: '[Service]\nUser=www-data\nRuntimeDirectory=shop\nExecStart=/usr/bin/uwsgi --socket /run/shop/uwsgi.sock\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory='],

  *run({unit, uwsgi}) {
    const start = settingOf(unit, 'Service', 'ExecStart')
    const made = settingsOf(unit, 'Service', 'RuntimeDirectory').flatMap(({value}) =>
      value.split(/\s+/).map((name) => name.replace(/\/$/, '')),
    )
    for (const {value} of (uwsgi && effective(uwsgi, 'socket')?.all) ?? []) {
      const [, folder] = /^\/(?:var\/)?run\/(.+)\/[^/]+$/.exec(value) ?? []
      if (
        !start ||
        folder === undefined ||
        /%/.test(folder) ||
        made.some((name) => name === folder || /[%$]/.test(name))
      )
        continue
      if (
        settingsOf(unit, 'Service', 'ExecStartPre').some((it) => it.value.includes(folder)) ||
        unit.files.some(({text}) => /tmpfiles/.test(text)) ||
        isActivated(unit)
      )
        continue
      yield {
        at: start.location,
        message: `nothing makes /run/${folder} after a restart of the machine`,
        remedy: [`RuntimeDirectory=${folder}`],
      }
    }
  },
})

/** systemd makes the folders of a socket that it listens on itself. */
function isActivated(unit: LoadedUnit): boolean {
  const named = ['Requires', 'BindsTo', 'Wants'].flatMap((name) => settingsOf(unit, 'Unit', name))
  return settingsOf(unit, 'Service', 'Sockets').length > 0 || named.some(({value}) => /\.socket\b/.test(value))
}
