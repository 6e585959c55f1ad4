import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP004',
  kind: 'apache',
  name: 'no-handler',
  severity: 'warning',
  title: 'hand requests to uWSGI with ProxyPass, not SetHandler',
  why: `SetHandler "proxy:uwsgi://…" runs after Apache has looked for a file: PATH_INFO becomes a path of the file system, and every URL is
a 404 in the application.`,
  examples: {
    bad: '<Location "/">\n    SetHandler "proxy:unix:/run/shop.sock|uwsgi://shop/"\n</Location>\n',
    good: 'ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/912'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const [target] = directive.args
      if (!/^(set|add)handler$/i.test(directive.name) || !target || !/^proxy:.*uwsgi:\/\//.test(target.value)) continue
      const socket = target.value.replace(/^proxy:/, '')
      yield {
        at: directive.location,
        message: `${directive.name} makes PATH_INFO a path of the file system`,
        remedy: [`ProxyPass "/" "${socket}"`],
      }
    }
  },
})
