import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW115',
  kind: 'uwsgi',
  name: 'no-quotes',
  severity: 'warning',
  title: 'write values without quotes',
  why: `An ini of uWSGI knows no quoting: the quotes become part of the value, of a path or a name that then does not exist.`,
  examples: {
    bad: '[uwsgi]\nchdir = "/srv/shop"\n',
    good: '[uwsgi]\nchdir = /srv/shop\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/ini.c'],

  *run(subject) {
    const {
      written: {format, options},
    } = subject
    if (format !== 'ini') return
    for (const option of options) {
      const [, inside] = /^"([^"]*)"$|^'([^']*)'$/.exec(option.raw)?.filter((it) => it !== undefined) ?? []
      if (
        inside === undefined ||
        !/^(string|string-list|socket-list|custom|int|bool)$/.test(uwsgiOption(option.name)?.kind ?? '')
      )
        continue
      const fix = revalued(subject, option, inside)
      yield {
        at: option.valueSpan.location,
        message: `the quotes are part of the value of ${option.name}`,
        remedy: [`${option.name} = ${inside}`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
