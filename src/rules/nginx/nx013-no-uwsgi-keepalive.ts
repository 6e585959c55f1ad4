import {blocksOf, inBlock, uwsgiLocations} from '../../config/nginx/context.js'
import {textOf, withoutLine} from '../edit.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX013',
  kind: 'nginx',
  name: 'no-uwsgi-keepalive',
  severity: 'info',
  title: 'leave keepalive out of an upstream of uwsgi',
  why: `uWSGI closes the connection after each request, whatever nginx would like. keepalive in such an upstream is accepted, does
nothing, and lets the next reader hope.`,
  examples: {
    bad: 'upstream shop {\n    server unix:/run/shop/uwsgi.sock;\n    keepalive 16;\n}\nserver {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass shop;\n    }\n}\n',
    good: 'upstream shop {\n    server unix:/run/shop/uwsgi.sock;\n}\nserver {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass shop;\n    }\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive'],

  *run({directives, files}) {
    const names = new Set(
      [...uwsgiLocations(directives)].map(({pass}) => pass.args[0]!.value.replace(/^s?uwsgi:\/\//, '')),
    )
    for (const {directive: upstream} of blocksOf(directives, 'upstream')) {
      if (!names.has(upstream.args[0]?.value ?? '')) continue
      for (const keepalive of inBlock(upstream.block, 'keepalive')) {
        const edit = withoutLine(keepalive, textOf(files, keepalive.location.file))
        yield {
          at: keepalive.location,
          message: 'uWSGI closes after each request; keepalive does nothing',
          remedy: ['remove it'],
          fix: {safe: true, edits: [edit]},
        }
      }
    }
  },
})
