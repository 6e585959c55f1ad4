import {defineRule} from '../rule.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW302',
  kind: 'uwsgi',
  name: 'cheaper-initial',
  severity: 'warning',
  title: 'keep cheaper-initial between cheaper and processes',
  why: `cheaper-initial is the number of workers at the start. Outside of these bounds uWSGI ignores it, with a warning, or does not start.`,
  examples: {
    bad: '[uwsgi]\nprocesses = 8\ncheaper = 4\ncheaper-initial = 2\n',
    good: '[uwsgi]\nprocesses = 8\ncheaper = 2\ncheaper-initial = 4\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html'],

  *run(subject) {
    const last = setting(subject, 'cheaper-initial')?.last
    const [initial, low, high] = ['cheaper-initial', 'cheaper', 'processes'].map((name) => numberOf(subject, name))
    if (
      !last ||
      initial === undefined ||
      low === undefined ||
      high === undefined ||
      (initial >= low && initial <= high)
    )
      return
    yield {
      at: last.option.location,
      message: `cheaper-initial = ${initial} is not between cheaper = ${low} and processes = ${high}`,
      remedy: [`cheaper-initial = ${low}`],
    }
  },
})
