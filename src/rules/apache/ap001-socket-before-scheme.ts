import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP001',
  kind: 'apache',
  name: 'socket-before-scheme',
  severity: 'error',
  title: 'write unix:/path|uwsgi://name, in this order',
  why: `The socket comes first and the scheme behind the bar. The other way round Apache takes "unix:" for the name of a host, says "DNS
lookup failure for: unix:" (AH00898) and answers 500.`,
  examples: {
    bad: 'ProxyPass "/" "uwsgi://unix:/run/shop/uwsgi.sock|uwsgi://shop/"\n',
    good: 'ProxyPass "/" "unix:/run/shop/uwsgi.sock|uwsgi://shop/"\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_uwsgi.html'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      for (const arg of directive.args) {
        const found = /^uwsgi:\/\/unix:(\/\/)?(\/[^|]*)(\|(uwsgi:\/\/.*))?$/.exec(arg.value)
        if (!found) continue
        const right = `unix:${found[2]}|${found[4] ?? 'uwsgi://app/'}`
        const {file} = arg.location
        yield {
          at: arg.location,
          message: `Apache looks for a host called "unix:" here; the socket stands before the scheme`,
          remedy: [right],
          fix: {safe: true, edits: [{file, start: arg.start, end: arg.end, text: `"${right}"`}]},
        }
      }
    }
  },
})
