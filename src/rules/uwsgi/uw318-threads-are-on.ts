import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'
import {isOff} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW318',
  kind: 'uwsgi',
  name: 'threads-are-on',
  severity: 'warning',
  title: 'turn threads off by leaving them out',
  why: `threads turns enable-threads on, wherever the two stand: "enable-threads = false" beside it is not what happens ("python threads
support enabled").`,
  examples: {
    bad: '[uwsgi]\nthreads = 2\nenable-threads = false\n',
    good: '[uwsgi]\nthreads = 2\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const threads = setting(subject, 'threads')?.last
    const enabled = setting(subject, 'enable-threads')?.last
    if (!threads || !enabled || numberIn(threads) < 2 || !isOff(subject, 'enable-threads')) return
    const fix = withoutOption(subject, enabled.option)
    yield {
      at: enabled.option.location,
      message: `threads = ${threads.value} turns them on all the same`,
      remedy: ['remove enable-threads = false, or threads'],
      ...(fix ? {fix} : {}),
    }
  },
})
