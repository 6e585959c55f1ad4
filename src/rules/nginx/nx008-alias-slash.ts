import {blocksOf, inBlock} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX008',
  kind: 'nginx',
  name: 'alias-slash',
  severity: 'error',
  title: 'end location and alias with a slash, both or neither',
  why: `With location /static and alias /srv/static/ the URL /static../secret becomes /srv/static/../secret: every file of the folder
above can be fetched.`,
  examples: {
    bad: 'location /static {\n    alias /srv/shop/static/;\n}\n',
    good: 'location /static/ {\n    alias /srv/shop/static/;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#alias'],

  *run({directives}) {
    for (const {directive: location} of blocksOf(directives, 'location')) {
      const [prefix] = location.args.filter(({value}) => value !== '^~')
      if (!prefix || location.args.some(({value}) => /^(=|~\*?|@.*)$/.test(value)) || prefix.value.endsWith('/'))
        continue
      for (const alias of inBlock(location.block, 'alias')) {
        if (!alias.args[0]?.value.endsWith('/')) continue
        yield {
          at: prefix.location,
          message: `${prefix.value}../ leads out of ${alias.args[0].value}`,
          remedy: [`location ${prefix.value}/ {`],
          fix: {
            safe: true,
            edits: [{file: prefix.location.file, start: prefix.end, end: prefix.end, text: '/'}],
          },
        }
      }
    }
  },
})
