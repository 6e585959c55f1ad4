import {blocksOf, inBlock, inForce} from '../../config/nginx/context.js'
import {indentAt, textOf} from '../edit.js'
import {defineRule} from '../rule.js'

const SECURITY =
  /^(strict-transport-security|content-security-policy|permissions-policy|referrer-policy|x-(content-type|frame)-options)$/

export default defineRule({
  id: 'NX015',
  kind: 'nginx',
  name: 'lost-security-headers',
  severity: 'warning',
  title: 'repeat the security headers where a location adds a header',
  why: `add_header is inherited only by a location that has none. One Cache-Control in /static/ takes HSTS, the content policy and the
other headers of the server away from everything below it.`,
  examples: {
    bad: 'server {\n    add_header X-Content-Type-Options nosniff always;\n    location /static/ {\n        add_header Cache-Control public;\n    }\n}\n',
    good: 'server {\n    add_header X-Content-Type-Options nosniff always;\n    location /static/ {\n        add_header Cache-Control public;\n        add_header X-Content-Type-Options nosniff always;\n    }\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header'],

  *run({directives, files}) {
    for (const {directive: block, parents} of blocksOf(directives, 'location', 'server', 'if')) {
      const own = inBlock(block.block, 'add_header')
      const [last] = own.slice(-1)
      const outer = parents.at(-1)
      if (!last || !outer) continue
      const names = own.map(({args}) => args[0]?.value.toLowerCase())
      const lost = inForce('add_header', outer, parents.slice(0, -1)).filter(({args}) => {
        const name = args[0]?.value.toLowerCase() ?? ''
        return SECURITY.test(name) && !names.includes(name)
      })
      if (lost.length === 0) continue
      const {file} = last.location
      const text = textOf(files, file)
      const indent = indentAt(text, last.start)
      const lines = lost.map((it) => textOf(files, it.location.file).slice(it.start, it.end))
      yield {
        at: own[0]!.location,
        message: `this add_header drops ${lost.map(({args}) => args[0]!.value).join(', ')} of the level above`,
        remedy: lines,
        fix: {
          safe: true,
          edits: [{file, start: last.end, end: last.end, text: lines.map((line) => `\n${indent}${line}`).join('')}],
        },
      }
    }
  },
})
