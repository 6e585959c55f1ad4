import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW502',
  kind: 'uwsgi',
  name: 'one-entry',
  severity: 'warning',
  title: 'name the application once',
  why: `module and wsgi-file each want to load an application for /. uWSGI loads module, whatever the order of the lines, says "mountpoint
already configured. skip." and goes on: the code that was meant may never run.`,
  examples: {
    bad: '[uwsgi]\nmodule = shop.wsgi:application\nwsgi-file = app.py\n',
    good: '[uwsgi]\nmodule = shop.wsgi:application\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Python.html'],

  *run(subject) {
    const entries = ['module', 'wsgi-file', 'paste'].flatMap((name) => setting(subject, name)?.last ?? [])
    const certain = entries.filter(({isCertain, condition}) => isCertain && !condition)
    const [, second] = certain
    if (second)
      yield {
        at: second.option.location,
        message: `${certain.map(({name}) => name).join(' and ')} are for the same place: uWSGI loads one and skips the other`,
        remedy: ['mount = /path=module:callable, for a second one'],
      }
  },
})
