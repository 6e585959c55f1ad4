import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {isOff} from '../uwsgi-listeners.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW315',
  kind: 'uwsgi',
  name: 'harakiri-needs-master',
  severity: 'warning',
  title: 'run a master for harakiri',
  why: `The master is what watches the time of requests. Without one harakiri does nothing, and a request that hangs hangs for ever.`,
  examples: {
    bad: '[uwsgi]\nharakiri = 30\n',
    good: '[uwsgi]\nharakiri = 30\nmaster = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Glossary.html'],

  *run(subject) {
    const last = setting(subject, 'harakiri')?.last
    // A part of a configuration leaves the master to another part.
    if (
      !last ||
      numberIn(last) === 0 ||
      isSet(subject, 'master') ||
      (subject.config.files.length > 1 && !isOff(subject, 'master'))
    )
      return
    yield {at: last.option.location, message: 'nobody watches harakiri without a master', remedy: ['master = true']}
  },
})
