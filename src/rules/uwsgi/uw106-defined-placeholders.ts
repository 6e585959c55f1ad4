import {defineRule} from '../rule.js'

/** Values with variables of their own, which look the same. */
const FREE = /^(log-format|logformat|log-encoder|req-logger|logger|log-req-encoder)$/

export default defineRule({
  id: 'UW106',
  kind: 'uwsgi',
  name: 'defined-placeholders',
  severity: 'error',
  title: 'define what %( ) takes up',
  why: `A placeholder that nothing defines stays in the value as it is written: a path with %(base) in it does not exist, and a socket of that
name is made.`,
  examples: {
    bad: '[uwsgi]\nchdir = %(base)/shop\n',
    good: '[uwsgi]\nbase = /srv\nchdir = %(base)/shop\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#placeholders'],

  *run({config}) {
    const known = new Set(config.declared) // what was declared is said from outside: Debian does so by UWSGI_DEB_…
    for (const {name, value, option, isKnown, condition} of config.options) {
      if (!isKnown || FREE.test(name)) continue
      const missing = [...value.matchAll(/%\(([\w-]+)\)/g)].find(([, key]) => !known.has(key!))
      const [whole, key] = missing ?? []
      if (whole === undefined || (key === '_' && condition)) continue
      const isTooLate = /^(if|for)-/.test(name) && config.options.some((other) => other.name === key)
      yield {
        at: option.valueSpan.location,
        message: isTooLate
          ? `${name} is judged before ${whole} is filled in: it looks for a name with ${whole} in it`
          : `nothing defines ${whole}: it stays in the value as it is`,
        remedy: [isTooLate ? `write the value out, without ${whole}` : `${key} = … above this line`],
      }
    }
  },
})
