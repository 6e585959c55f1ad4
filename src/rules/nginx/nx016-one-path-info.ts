import type {Directive, ParsedConfig} from '../../config/directive.js'
import {inForce, uwsgiLocations} from '../../config/nginx/context.js'
import {textOf, withoutLine} from '../edit.js'
import {defineRule, type Report} from '../rule.js'

const ROUTING: readonly string[] = ['PATH_INFO', 'QUERY_STRING', 'REQUEST_METHOD', 'REQUEST_URI']

export default defineRule({
  id: 'NX016',
  kind: 'nginx',
  name: 'one-path-info',
  severity: 'warning',
  title: 'set each variable of a request once',
  why: `nginx sends a uwsgi_param that stands twice twice. Python and Ruby see the last one; Perl joins them to "a, b", so that a
PATH_INFO behind include uwsgi_params breaks every URL.`,
  examples: {
    bad: 'location /app/ {\n    include uwsgi_params;\n    uwsgi_param PATH_INFO $uri;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
    good: 'location /app/ {\n    include uwsgi_params;\n    uwsgi_pass 127.0.0.1:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_param'],

  *run({directives, files}) {
    const seen = new Set<Directive>()
    for (const {block, parents} of uwsgiLocations(directives)) {
      const includesDefaults = inForce('include', block, parents).some(({args}) =>
        /uwsgi_params$/.test(args[0]?.value ?? ''),
      )
      const names = new Set(includesDefaults ? ROUTING : [])
      for (const param of inForce('uwsgi_param', block, parents)) {
        const name = param.args[0]?.value ?? ''
        if (!ROUTING.includes(name) || seen.has(param)) continue
        seen.add(param)
        if (names.has(name)) yield reportOf(param, name, files)
        names.add(name)
      }
    }
  },
})

function reportOf(param: Directive, name: string, files: readonly ParsedConfig[]): Report {
  return {
    at: param.location,
    message: `${name} is sent twice; Perl joins the two to one value`,
    remedy: ['remove one of them'],
    fix: {safe: false, edits: [withoutLine(param, textOf(files, param.location.file))]},
  }
}
