import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX014',
  kind: 'nginx',
  name: 'no-repeated-posts',
  severity: 'warning',
  title: 'do not send a POST again to the next server',
  why: `With non_idempotent a request that may have changed something is sent a second time when the first server fails to answer: an
order is placed twice. nginx leaves it out by default for that reason.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_next_upstream error timeout non_idempotent;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_next_upstream error timeout;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_next_upstream'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const word =
        directive.name === 'uwsgi_next_upstream' && directive.args.find(({value}) => value === 'non_idempotent')
      if (!word) continue
      const {file} = word.location
      yield {
        at: word.location,
        message: 'a POST that got no answer is sent again to the next server',
        remedy: ['remove non_idempotent'],
        fix: {safe: false, edits: [{file, start: word.start - 1, end: word.end, text: ''}]},
      }
    }
  },
})
