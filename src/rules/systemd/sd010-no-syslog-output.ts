import {settingOf} from '../../config/systemd/unit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD010',
  kind: 'systemd',
  name: 'no-syslog-output',
  severity: 'info',
  title: 'leave StandardError to the journal',
  why: `StandardOutput=syslog and StandardError=syslog are obsolete since systemd 246: they are the journal, with a warning at every start.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nStandardError=syslog\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nStandardError=journal\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#StandardOutput='],

  *run({unit}) {
    for (const name of ['StandardOutput', 'StandardError']) {
      const setting = settingOf(unit, 'Service', name)
      if (!setting || !/^syslog(\+console)?$/.test(setting.value)) continue
      const {start, end, location} = setting.valueSpan
      yield {
        at: setting.location,
        message: `${name}=${setting.value} is obsolete`,
        remedy: [`${name}=journal`],
        fix: {safe: true, edits: [{file: location.file, start, end, text: setting.value.replace('syslog', 'journal')}]},
      }
    }
  },
})
