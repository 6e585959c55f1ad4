import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW107',
  kind: 'uwsgi',
  name: 'value-missing',
  severity: 'error',
  title: 'give the option its value',
  why: `Without a value the option is empty. A socket ends the start with "invalid/empty uwsgi socket name"; a number is 0, and a name is none.`,
  examples: {
    bad: '[uwsgi]\nsocket\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Options.html'],

  *run({config}) {
    for (const {name, value, option} of config.options) {
      const facts = uwsgiOption(name)
      if (facts?.takes !== 'value' || value !== '' || option.section === '') continue
      if (!/^(string|string-list|socket-list|int|int16|int64|megabytes)$/.test(facts.kind)) continue
      yield {at: option.nameSpan.location, message: `${name} takes a value and has none`}
    }
  },
})
