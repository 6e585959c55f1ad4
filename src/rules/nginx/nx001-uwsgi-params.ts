import {inForce, uwsgiLocations} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX001',
  kind: 'nginx',
  name: 'uwsgi-params',
  severity: 'error',
  title: 'include uwsgi_params where uwsgi_pass stands',
  why: `uwsgi_pass alone sends the headers and nothing else: no REQUEST_METHOD, no PATH_INFO, no QUERY_STRING. uWSGI logs an
empty method and the application answers every URL alike, with a 404 or a 500.`,
  examples: {
    bad: 'location / {\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_param'],

  *run({directives, files}) {
    for (const {block, parents, pass} of uwsgiLocations(directives)) {
      if (inForce('uwsgi_param', block, parents).length > 0) continue
      // A file that could not be read may hold them.
      if (inForce('include', block, parents).length > 0) continue
      if (parents.length === 0 && block.name !== 'location') continue
      const {file} = pass.location
      const text = files.find((it) => it.file === file)?.text ?? ''
      const indent = /[ \t]*$/.exec(text.slice(0, pass.start))![0]
      yield {
        at: pass.location,
        message: 'uwsgi_pass without uwsgi_params: the application sees no method, no path, no query',
        remedy: ['include uwsgi_params;'],
        fix: {
          safe: true,
          edits: [{file, start: pass.start, end: pass.start, text: `include uwsgi_params;\n${indent}`}],
        },
      }
    }
  },
})
