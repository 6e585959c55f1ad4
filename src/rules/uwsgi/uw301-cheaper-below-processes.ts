import {defineRule} from '../rule.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW301',
  kind: 'uwsgi',
  name: 'cheaper-below-processes',
  severity: 'error',
  title: 'keep cheaper below processes',
  why: `cheaper is the number of workers that stay when there is nothing to do. It has to be lower than processes: uWSGI does not start
otherwise.`,
  examples: {
    bad: '[uwsgi]\nprocesses = 4\ncheaper = 4\n',
    good: '[uwsgi]\nprocesses = 4\ncheaper = 2\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html'],

  *run(subject) {
    const [cheaper, processes] = [numberOf(subject, 'cheaper'), numberOf(subject, 'processes') ?? 1]
    const last = setting(subject, 'cheaper')?.last
    if (!last || cheaper === undefined || cheaper < processes || setting(subject, 'processes')?.last.isKnown === false)
      return
    yield {
      at: last.option.location,
      message: `cheaper = ${cheaper} is not lower than processes = ${processes}: uWSGI does not start`,
      remedy: [`cheaper = ${Math.max(1, Math.floor(processes / 2))}`],
    }
  },
})
