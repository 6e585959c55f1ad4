import {compareVersions} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW112',
  kind: 'uwsgi',
  name: 'no-else',
  severity: 'error',
  title: 'write a second condition instead of else',
  why: `uWSGI 2.0 has no else: the lines behind it still belong to the condition above, and are dropped when it does not hold.`,
  examples: {
    bad: '[uwsgi]\nif-env = DEBUG\npy-autoreload = 1\nelse =\nharakiri = 30\nendif =\n',
    good: '[uwsgi]\nif-env = DEBUG\npy-autoreload = 1\nendif =\nif-not-env = DEBUG\nharakiri = 30\nendif =\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ConfigLogic.html'],

  *run({written: {options}, settings: {uwsgiVersion = '2.0'}}) {
    if (compareVersions(uwsgiVersion, '2.1') >= 0) return
    for (const {name, location} of options) {
      if (name === 'else')
        yield {
          at: location,
          message: 'uWSGI 2.0 knows no else: what follows belongs to the condition above',
          remedy: ['endif =, then if-not-…'],
        }
    }
  },
})
