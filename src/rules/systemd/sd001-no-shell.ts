import {commandsOf} from '../../config/systemd/command.js'
import {settingsOf} from '../../config/systemd/unit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD001',
  kind: 'systemd',
  name: 'no-shell',
  severity: 'warning',
  title: 'start uWSGI itself, without a shell',
  why: `With Type=notify systemd listens to its own child. A shell in between gets the signals and the readiness of uWSGI is nobody's: the start
times out, and a stop kills the wrong process.`,
  examples: {
    bad: "[Service]\nType=notify\nExecStart=/bin/sh -c 'uwsgi --ini /etc/uwsgi/shop.ini'\n",
    good: '[Service]\nType=notify\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Type='],

  *run({unit}) {
    for (const setting of settingsOf(unit, 'Service', 'ExecStart')) {
      const [command] = commandsOf(setting) ?? []
      const [program, ...words] = command?.words.map(({value}) => value) ?? []
      if (
        !/(^|\/)(ba|da|z)?sh$/.test(program ?? '') ||
        !words.some((word) => /\b(py)?uwsgi\b/.test(word)) ||
        words.some((word) => /\bexec\s/.test(word))
      )
        continue
      yield {
        at: setting.location,
        message: 'a shell stands between systemd and uWSGI',
        remedy: ['ExecStart=/usr/bin/uwsgi …', 'exec uwsgi …, in the shell'],
      }
    }
  },
})
