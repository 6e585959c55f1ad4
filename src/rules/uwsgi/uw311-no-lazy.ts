import {isTrue} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {renamed} from '../uwsgi-edit.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW311',
  kind: 'uwsgi',
  name: 'no-lazy',
  severity: 'warning',
  title: 'use lazy-apps instead of lazy',
  why: `lazy loads the whole of uWSGI in every worker and changes how reloads work; its own documentation asks not to use it. lazy-apps loads
the application alone.`,
  examples: {
    bad: '[uwsgi]\nlazy = true\n',
    good: '[uwsgi]\nlazy-apps = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const last = setting(subject, 'lazy')?.last
    if (last?.name !== 'lazy' || !isTrue(last)) return
    const fix = renamed(subject, last.option, 'lazy-apps')
    yield {
      at: last.option.location,
      message: 'lazy changes more than it says',
      remedy: ['lazy-apps = true'],
      ...(fix ? {fix: {...fix, safe: false}} : {}),
    }
  },
})
