import {numberIn} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW316',
  kind: 'uwsgi',
  name: 'hard-limit-above-soft',
  severity: 'error',
  title: 'keep cheaper-rss-limit-hard above cheaper-rss-limit-soft',
  why: `From the soft limit on no worker is added, from the hard one on workers are stopped. The other way round uWSGI ends with
"cheaper-rss-limit-hard value must be higher than cheaper-rss-limit-soft value", and a hard limit alone is refused too.`,
  examples: {
    bad: '[uwsgi]\nmemory-report = true\ncheaper-rss-limit-soft = 500000000\ncheaper-rss-limit-hard = 400000000\n',
    good: '[uwsgi]\nmemory-report = true\ncheaper-rss-limit-soft = 400000000\ncheaper-rss-limit-hard = 500000000\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html'],

  *run(subject) {
    const hard = setting(subject, 'cheaper-rss-limit-hard')?.last
    const soft = setting(subject, 'cheaper-rss-limit-soft')?.last
    if (!hard || numberIn(hard) === 0) return
    if (soft && numberIn(soft) > 0 && numberIn(hard) > numberIn(soft)) return
    yield {
      at: hard.option.location,
      message: soft
        ? `the hard limit of ${hard.value} is not above the soft one of ${soft.value}: uWSGI does not start`
        : 'the hard limit has no soft one: uWSGI does not start',
      remedy: [soft ? `a cheaper-rss-limit-hard above ${soft.value}` : 'set cheaper-rss-limit-soft, below it'],
    }
  },
})
