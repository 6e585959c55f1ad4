import {uwsgiPasses} from '../../config/apache/passes.js'
import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP007',
  kind: 'apache',
  name: 'spoofable-scheme',
  severity: 'info',
  title: 'unset X-Forwarded-Proto and X-Forwarded-SSL',
  why: `uWSGI believes these two headers whoever sent them, and Apache passes a client's own on: a plain connection looks like https to the
application.`,
  examples: {
    bad: '<VirtualHost *:80>\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    RequestHeader unset X-Forwarded-Proto\n    RequestHeader unset X-Forwarded-SSL\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n</VirtualHost>\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_headers.html#requestheader'],

  *run({directives}) {
    const said = [...walk(directives)]
      .filter(({directive}) => directive.name.toLowerCase() === 'requestheader')
      .filter(({directive}) => /^(un)?set$/i.test(directive.args[0]?.value ?? ''))
      .map(({directive}) => directive.args[1]?.value.toLowerCase())
    const missing = ['X-Forwarded-Proto', 'X-Forwarded-SSL'].filter((name) => !said.includes(name.toLowerCase()))
    const [first] = uwsgiPasses(directives)
    if (!first || missing.length === 0) return
    yield {
      at: first.directive.location,
      message: `a client decides the scheme of its request: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} passed on`,
      remedy: missing.map((name) => `RequestHeader unset ${name}`),
    }
  },
})
