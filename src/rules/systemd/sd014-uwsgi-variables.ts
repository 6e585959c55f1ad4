import {unitVariables} from '../../config/systemd/environment.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'SD014',
  kind: 'systemd',
  name: 'uwsgi-variables',
  severity: 'warning',
  title: 'give variables of the application other names',
  why: `uWSGI takes every variable that begins with UWSGI_ for an option: UWSGI_USER becomes "user", which it does not know, and with strict it
does not start.`,
  examples: {
    bad: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nEnvironment=UWSGI_USER=shop\n',
    good: '[Service]\nExecStart=/usr/bin/uwsgi --ini /etc/uwsgi/shop.ini\nEnvironment=SHOP_USER=shop\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2277'],

  *run({unit, uwsgi}) {
    if (!uwsgi) return
    for (const {name, setting} of unitVariables(unit)) {
      const [, rest] = /^UWSGI_(\w+)$/.exec(name) ?? []
      if (rest === undefined || uwsgiOption(rest.toLowerCase().replaceAll('_', '-'))) continue
      yield {
        at: setting.location,
        message: `${name} becomes the option ${JSON.stringify(rest.toLowerCase().replaceAll('_', '-'))}, which uWSGI does not know`,
        remedy: ['another name'],
      }
    }
  },
})
