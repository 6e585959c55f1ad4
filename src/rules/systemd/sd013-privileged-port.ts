import {settingOf, settingsOf} from '../../config/systemd/unit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD013',
  kind: 'systemd',
  name: 'privileged-port',
  severity: 'error',
  title: 'permit the port, or use one from 1024 on',
  why: `Ports below 1024 are root's. A service with User= needs CAP_NET_BIND_SERVICE for one: "bind(): Permission denied", and uWSGI does not
start.`,
  examples: {
    bad: '[Service]\nUser=www-data\nExecStart=/usr/bin/uwsgi --http-socket :80\n',
    good: '[Service]\nUser=www-data\nAmbientCapabilities=CAP_NET_BIND_SERVICE\nExecStart=/usr/bin/uwsgi --http-socket :80\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#AmbientCapabilities='],

  *run({unit, uwsgi}) {
    const user = settingOf(unit, 'Service', 'User')
    const can = settingsOf(unit, 'Service', 'AmbientCapabilities').some(({value}) => /NET_BIND_SERVICE|~/.test(value))
    if (!user || /^(root|0)?$/.test(user.value) || can || !uwsgi) return
    for (const {name, value} of uwsgi.options) {
      const [, port] = (/socket$|^https?$|^stats$/.test(name) && /:(\d+)(,|$)/.exec(value)) || []
      if (port !== undefined && Number(port) > 0 && Number(port) < 1024)
        yield {
          at: user.location,
          message: `${user.value} may not listen on port ${port}`,
          remedy: ['AmbientCapabilities=CAP_NET_BIND_SERVICE'],
        }
    }
  },
})
