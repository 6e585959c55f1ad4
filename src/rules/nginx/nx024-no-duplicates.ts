import {type Directive, flat, walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX024',
  kind: 'nginx',
  name: 'no-duplicates',
  severity: 'error',
  title: 'write a setting once in a block',
  why: `A setting with one value that stands twice in the same block is "directive is duplicate", and nginx does not start.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_read_timeout 60s;\n    uwsgi_read_timeout 120s;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_read_timeout 120s;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html'],

  *run({directives}) {
    for (const {directive: block} of walk(directives)) {
      const seen = new Set<string>()
      for (const directive of flat(block.block ?? [])) {
        if (!isSingle(directive)) continue
        if (seen.has(directive.name)) {
          yield {at: directive.location, message: `${directive.name} stands here twice: nginx does not start`}
        }
        seen.add(directive.name)
      }
    }
  },
})

/** Of uwsgi's directives those that do not add up. */
function isSingle({name}: Directive): boolean {
  return (
    name.startsWith('uwsgi_') &&
    !/^uwsgi_(param|(hide|pass)_header|cache_(valid|path|bypass)|no_cache|string|ssl_conf_command)$/.test(name)
  )
}
