import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW107',
  kind: 'uwsgi',
  name: 'value-missing',
  severity: 'error',
  title: 'give the option its value',
  why: `An option that takes a value and has none gets "true" or nothing: a socket becomes a file called true.`,
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
