import {bytesOf, uwsgiLocations, valueInForce} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX011',
  kind: 'nginx',
  name: 'huge-headers',
  severity: 'warning',
  title: 'keep request headers under the 64 KiB of a uwsgi packet',
  why: `A uwsgi packet holds at most 65,535 bytes of variables. Headers that large_client_header_buffers lets in beyond that end in
"uwsgi request is too big" and a 502, instead of a 400 that says what is wrong.`,
  examples: {
    bad: 'server {\n    large_client_header_buffers 8 16k;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass 127.0.0.1:3031;\n    }\n}\n',
    good: 'server {\n    large_client_header_buffers 4 8k;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass 127.0.0.1:3031;\n    }\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers'],

  *run({directives}) {
    for (const {block, parents} of uwsgiLocations(directives)) {
      const said = valueInForce('large_client_header_buffers', block, parents)
      const capacity = Number(said?.args[0]?.value) * (bytesOf(said?.args[1]?.value) ?? Number.NaN)
      if (!said || !(capacity > 65_535)) continue
      yield {
        at: said.location,
        message: `${capacity / 1024}k of headers do not fit a uwsgi packet, which ends at 64k`,
        remedy: ['large_client_header_buffers 4 8k;'],
      }
    }
  },
})
