import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW304',
  kind: 'uwsgi',
  name: 'enough-greenlets',
  severity: 'error',
  title: 'give gevent at least two cores',
  why: `gevent = 1 is no async mode: uWSGI says that the loop engine requires it, and does not start.`,
  examples: {
    bad: '[uwsgi]\ngevent = 1\n',
    good: '[uwsgi]\ngevent = 100\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Gevent.html'],

  *run(subject) {
    for (const name of ['gevent', 'asyncio']) {
      const last = setting(subject, name)?.last
      if (last?.isKnown && numberIn(last) === 1)
        yield {
          at: last.option.location,
          message: `${name} = 1 is no async mode: uWSGI does not start`,
          remedy: [`${name} = 100`],
        }
    }
  },
})
