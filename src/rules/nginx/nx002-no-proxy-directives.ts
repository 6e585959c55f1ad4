import {flat} from '../../config/directive.js'
import {inBlock, uwsgiLocations} from '../../config/nginx/context.js'
import {NGINX_UWSGI_DIRECTIVES} from '../../knowledge/nginx-directives.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX002',
  kind: 'nginx',
  name: 'no-proxy-directives',
  severity: 'warning',
  title: 'use the uwsgi_ directives where uwsgi_pass stands',
  why: `proxy_* directives belong to another module: nginx accepts them beside uwsgi_pass and does nothing with them. A timeout, a
buffer or a header that was set so never takes effect, and nobody is told.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    proxy_read_timeout 120s;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_read_timeout 120s;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html'],

  *run({directives}) {
    for (const {block} of uwsgiLocations(directives)) {
      if (inBlock(block.block, 'proxy_pass').length > 0) continue
      for (const directive of flat(block.block ?? [])) {
        if (!directive.name.startsWith('proxy_')) continue
        const own = directive.name.replace('proxy_', 'uwsgi_')
        const isHeader = directive.name === 'proxy_set_header'
        const isKnown = NGINX_UWSGI_DIRECTIVES.some(({name}) => name === own)
        const {file} = directive.location
        yield {
          at: directive.location,
          message: `${directive.name} has no effect on uwsgi_pass`,
          remedy: [
            isHeader ? headerParam(directive.args.map(({value}) => value)) : isKnown ? own : `remove ${directive.name}`,
          ],
          ...(isKnown
            ? {
                fix: {
                  safe: true,
                  edits: [{file, start: directive.nameSpan.start, end: directive.nameSpan.end, text: own}],
                },
              }
            : {}),
        }
      }
    }
  },
})

/** A header reaches an application as a variable of CGI. */
function headerParam([name = '', value = '']: readonly string[]): string {
  return `uwsgi_param HTTP_${name.toUpperCase().replaceAll('-', '_')} ${value};`
}
