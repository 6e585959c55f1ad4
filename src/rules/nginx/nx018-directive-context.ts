import {walk} from '../../config/directive.js'
import {NGINX_UWSGI_DIRECTIVES} from '../../knowledge/nginx-directives.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX018',
  kind: 'nginx',
  name: 'directive-context',
  severity: 'error',
  title: 'write the uwsgi_ directives where nginx takes them',
  why: `Most of them stand in http, server or location; uwsgi_pass in a location alone, and in an if only uwsgi_pass. Elsewhere nginx
says "directive is not allowed here" and does not start.`,
  examples: {
    bad: 'server {\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
    good: 'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass 127.0.0.1:3031;\n    }\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html'],

  *run({directives}) {
    for (const {directive, parents} of walk(directives)) {
      const facts = NGINX_UWSGI_DIRECTIVES.find(({name}) => name === directive.name)
      const outer = parents.at(-1)
      if (!facts || !outer) continue // a part of a file may stand anywhere
      const context = outer.name === 'if' && parents.at(-2)?.name === 'location' ? 'if in location' : outer.name
      if (facts.contexts.some((it) => it === context)) continue
      yield {
        at: directive.nameSpan.location,
        message: `${directive.name} is not allowed in ${context}, only in ${facts.contexts.join(', ')}`,
      }
    }
  },
})
