import {trailingComment} from '../../config/uwsgi/edit.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW113',
  kind: 'uwsgi',
  name: 'plain-booleans',
  severity: 'error',
  title: 'write true or false',
  why: `uWSGI takes everything but false, off, no and 0 for true: "disable", "none" and "never" turn the option on.`,
  examples: {
    bad: '[uwsgi]\nmaster = disabled\n',
    good: '[uwsgi]\nmaster = false\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/utils.c'],

  *run(subject) {
    for (const {name, value, option, isKnown} of subject.config.options) {
      if (
        uwsgiOption(name)?.kind !== 'bool' ||
        !isKnown ||
        value === '' ||
        /^(true|1|yes|on|y|false|off|no|0|\d+)$/i.test(value)
      )
        continue
      if (trailingComment(option)) continue // UW102 says more
      const isNegative = /^(disabled?|none|never|n|f|nil|null|undefined)$/i.test(value)
      const fix = isNegative ? revalued(subject, option, 'false') : undefined
      yield {
        at: option.valueSpan.location,
        message: `${name} is on: ${JSON.stringify(value)} is none of false, off, no, 0`,
        remedy: [`${name} = ${isNegative ? 'false' : 'true'}`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
