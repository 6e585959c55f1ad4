import {defineRule} from '../rule.js'
import {renamed, revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW501',
  kind: 'uwsgi',
  name: 'module-is-no-file',
  severity: 'error',
  title: 'name a module without .py, or use wsgi-file',
  why: `module takes the name of a Python module. For "app.py" Python looks for a module py in a package app, and says "app is not a
package".`,
  examples: {
    bad: '[uwsgi]\nmodule = app.py\n',
    good: '[uwsgi]\nwsgi-file = app.py\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Python.html'],

  *run(subject) {
    for (const {name, value, option} of subject.config.options) {
      if (!/^(module|wsgi)$/.test(name) || !/\.py(:\w+)?$/.test(value)) continue
      const fix = value.includes(':')
        ? revalued(subject, option, value.replace(/\.py:/, ':').replaceAll('/', '.'))
        : renamed(subject, option, 'wsgi-file')
      yield {
        at: option.location,
        message: `${value} is a file and no module`,
        remedy: [
          `module = ${value.replace(/\.py/, '').replaceAll('/', '.')}`,
          `wsgi-file = ${value.replace(/:.*/, '')}`,
        ],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
