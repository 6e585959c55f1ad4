import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

const BUILT_IN = ['spare', 'spare2', 'backlog', 'manual']

export default defineRule({
  id: 'UW306',
  kind: 'uwsgi',
  name: 'cheaper-algorithm',
  severity: 'warning',
  title: 'name a cheaper algorithm that is loaded',
  why: `An algorithm that uWSGI does not know is replaced by "spare" with one line in the log: the scaling that was configured never
happens. busyness comes from the plugin cheaper_busyness.`,
  examples: {
    bad: '[uwsgi]\nplugin = python3\ncheaper = 2\nprocesses = 8\ncheaper-algo = busyness\n',
    good: '[uwsgi]\nplugin = python3,cheaper_busyness\ncheaper = 2\nprocesses = 8\ncheaper-algo = busyness\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Cheaper.html'],

  *run(subject) {
    const last = setting(subject, 'cheaper-algo')?.last
    if (!last?.isKnown || BUILT_IN.includes(last.value)) return
    const {plugins} = subject.config
    const isThere = plugins.includes(`cheaper_${last.value}`)
    // A build with everything inside has busyness, and loads no plugins.
    if (isThere || (last.value === 'busyness' && plugins.length === 0)) return
    yield {
      at: last.option.location,
      message: `nothing brings the algorithm ${JSON.stringify(last.value)}: uWSGI falls back to spare`,
      remedy: [`plugin = cheaper_${last.value}`],
    }
  },
})
