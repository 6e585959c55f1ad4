import type {Directive} from '../../config/directive.js'
import {inBlock, uwsgiLocations} from '../../config/nginx/context.js'
import {indentAt} from '../edit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX003',
  kind: 'nginx',
  name: 'params-not-inherited',
  severity: 'error',
  title: 'include uwsgi_params in every location that sets a uwsgi_param',
  why: `A location inherits the uwsgi_param of the levels above only when it has none of its own. One line in the location drops the
whole set of the server: the application gets that one variable and no method, path or query.`,
  examples: {
    bad: 'server {\n    include uwsgi_params;\n    location / {\n        uwsgi_param UWSGI_SCHEME https;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    good: 'server {\n    include uwsgi_params;\n    location / {\n        include uwsgi_params;\n        uwsgi_param UWSGI_SCHEME https;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_param'],

  *run({directives, files}) {
    for (const {block, parents} of uwsgiLocations(directives)) {
      const own = inBlock(block.block, 'uwsgi_param')
      const [first] = own
      if (!first || own.some(({args}) => args[0]?.value === 'REQUEST_METHOD')) continue
      if (inBlock(block.block, 'include').length > 0) continue // what it includes may have them
      if (!parents.some((parent) => setsParams(parent))) continue
      const {file} = first.location
      const indent = indentAt(files.find((it) => it.file === file)?.text ?? '', first.start)
      yield {
        at: first.location,
        message: 'this uwsgi_param drops all those of the levels above, uwsgi_params among them',
        remedy: ['include uwsgi_params; in this location'],
        fix: {
          safe: true,
          edits: [{file, start: first.start, end: first.start, text: `include uwsgi_params;\n${indent}`}],
        },
      }
    }
  },
})

function setsParams(parent: Directive): boolean {
  if (inBlock(parent.block, 'uwsgi_param').length > 0) return true
  return inBlock(parent.block, 'include').some(({args}) => /uwsgi_params$/.test(args[0]?.value ?? ''))
}
