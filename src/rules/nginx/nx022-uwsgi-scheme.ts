import {uwsgiLocations} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX022',
  kind: 'nginx',
  name: 'uwsgi-scheme',
  severity: 'error',
  title: 'pass an address of uwsgi to uwsgi_pass',
  why: `uwsgi_pass speaks the uwsgi protocol and takes uwsgi:// and suwsgi:// alone. With http:// in front nginx looks for a host of that
name; what was meant is proxy_pass, or the address without the scheme.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_pass http://127.0.0.1:3031;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_pass'],

  *run({directives}) {
    for (const {pass} of uwsgiLocations(directives)) {
      const target = pass.args[0]!
      const scheme = /^(https?|fastcgi|scgi|grpc):\/\//.exec(target.value)
      if (!scheme) continue
      const {file} = target.location
      yield {
        at: target.location,
        message: `uwsgi_pass does not speak ${scheme[1]}`,
        remedy: [
          `uwsgi_pass ${target.value.slice(scheme[0].length)};`,
          'proxy_pass, when uWSGI has an http-socket there',
        ],
        fix: {safe: false, edits: [{file, start: target.start, end: target.start + scheme[0].length, text: ''}]},
      }
    }
  },
})
