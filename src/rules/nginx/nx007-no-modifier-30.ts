import {walk} from '../../config/directive.js'
import {textOf, withoutLine} from '../edit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX007',
  kind: 'nginx',
  name: 'no-modifier-30',
  severity: 'warning',
  title: 'mount the application instead of uwsgi_modifier1 30',
  why: `Modifier 30 was a way to serve Python under a prefix in uWSGI 1. Today it changes nothing for Python and breaks every other
language: the request is handed to a plugin that is not there, and nginx says 502.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_modifier1 30;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Nginx.html#static-files'],

  *run({directives, files}) {
    for (const {directive} of walk(directives)) {
      if (directive.name !== 'uwsgi_modifier1' || directive.args[0]?.value !== '30') continue
      yield {
        at: directive.location,
        message: 'uwsgi_modifier1 30 breaks every language but Python, and does nothing for Python',
        remedy: [
          'remove it; in the configuration of uWSGI: mount = /prefix=module:callable, manage-script-name = true',
        ],
        fix: {safe: false, edits: [withoutLine(directive, textOf(files, directive.location.file))]},
      }
    }
  },
})
