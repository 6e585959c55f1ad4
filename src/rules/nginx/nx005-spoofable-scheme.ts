import {inForce, uwsgiLocations} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX005',
  kind: 'nginx',
  name: 'spoofable-scheme',
  severity: 'info',
  title: 'overwrite X-Forwarded-Proto and X-Forwarded-SSL',
  why: `uWSGI believes X-Forwarded-Proto and X-Forwarded-SSL of a request whoever sent them: with either a client makes a plain
connection look like https, and cookies, redirects and checks for security follow. nginx passes both on unless it sets them.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_param HTTP_X_FORWARDED_PROTO $scheme;\n    uwsgi_param HTTP_X_FORWARDED_SSL $https if_not_empty;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/protocol.c'],

  *run({directives}) {
    for (const {block, parents, pass} of uwsgiLocations(directives)) {
      const names = inForce('uwsgi_param', block, parents).map(({args}) => args[0]?.value)
      if (names.length === 0 && inForce('include', block, parents).length === 0) continue // NX001 says more
      const missing = ['HTTP_X_FORWARDED_PROTO', 'HTTP_X_FORWARDED_SSL'].filter((name) => !names.includes(name))
      if (missing.length === 0) continue
      yield {
        at: pass.location,
        message: `a client decides the scheme of its request: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set here`,
        remedy: [
          'uwsgi_param HTTP_X_FORWARDED_PROTO $scheme;',
          'uwsgi_param HTTP_X_FORWARDED_SSL $https if_not_empty;',
        ],
      }
    }
  },
})
