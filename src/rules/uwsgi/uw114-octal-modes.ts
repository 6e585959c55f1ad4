import {trailingComment} from '../../config/uwsgi/edit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW114',
  kind: 'uwsgi',
  name: 'octal-modes',
  severity: 'error',
  title: 'write modes with octal digits',
  why: `chmod-socket takes three octal digits. Anything else ends the start with "chmod() failed", or opens the socket in a way that nobody
meant.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchmod-socket = rw\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchmod-socket = 660\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Options.html#chmod-socket'],

  *run({config}) {
    for (const {name, value, option, isKnown} of config.options) {
      if (!/^(chmod-socket|umask|logfile-chmod)$/.test(name) || !isKnown || value === '' || /^[0-7]{3,4}$/.test(value))
        continue
      if (trailingComment(option)) continue // UW102 says more
      yield {
        at: option.valueSpan.location,
        message: `${JSON.stringify(value)} is no octal mode`,
        remedy: [`${name} = ${name === 'umask' ? '027' : '660'}`],
      }
    }
  },
})
