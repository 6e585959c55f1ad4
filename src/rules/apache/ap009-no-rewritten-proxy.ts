import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP009',
  kind: 'apache',
  name: 'no-rewritten-proxy',
  severity: 'warning',
  title: 'hand requests over with ProxyPass, not with RewriteRule [P]',
  why: `A RewriteRule with [P] hands the whole path over as PATH_INFO and sends no SCRIPT_NAME with it: an application that is mounted
below a prefix makes links that lead nowhere. On older versions it does not reach a uwsgi server at all.`,
  examples: {
    bad: 'RewriteRule "^/(.*)" "unix:/run/shop.sock|uwsgi://shop/$1" [P]\n',
    good: 'ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/1268'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const [, target, flags] = directive.args
      if (!/^rewriterule$/i.test(directive.name) || !target || !/(^|\|)uwsgi:\/\//.test(target.value)) continue
      if (!/\b(P|proxy)\b/i.test(flags?.value ?? '')) continue
      yield {
        at: directive.location,
        message: 'a proxied rewrite loses SCRIPT_NAME',
        remedy: ['ProxyPass or ProxyPassMatch'],
      }
    }
  },
})
