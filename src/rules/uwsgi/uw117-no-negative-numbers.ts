import {numberIn} from '../../config/uwsgi/effective.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW117',
  kind: 'uwsgi',
  name: 'no-negative-numbers',
  severity: 'error',
  title: 'write no negative numbers',
  why: `There is no -1 for "unlimited" or "off": uWSGI ends with "invalid value for option …: must be > 0". 0, or no line at all, is off.`,
  examples: {
    bad: '[uwsgi]\nharakiri = -1\n',
    good: '[uwsgi]\nharakiri = 0\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/config.c'],

  *run(subject) {
    for (const {name, value, option, isKnown} of subject.config.options) {
      // Options of 16 and of 64 bits are not checked, and counters of that kind take anything.
      if (!isKnown || uwsgiOption(name)?.kind !== 'int' || numberIn({value, hasValue: true}) >= 0) continue
      yield {
        at: option.valueSpan.location,
        message: `uWSGI does not start with ${name} = ${value}: it must be 0 or more`,
        remedy: [`remove ${name}, or set it to 0`],
      }
    }
  },
})
