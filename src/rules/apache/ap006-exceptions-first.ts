import {type Directive, walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP006',
  kind: 'apache',
  name: 'exceptions-first',
  severity: 'warning',
  title: 'write ProxyPass … ! before the ProxyPass that it is taken out of',
  why: `Apache takes the first ProxyPass that fits, in the order of the file. An exception for /static/ behind ProxyPass / never applies, and
the application answers for its own files, with a 404 or slowly.`,
  examples: {
    bad: 'ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\nProxyPass "/static/" "!"\n',
    good: 'ProxyPass "/static/" "!"\nProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],

  *run({directives}) {
    const earlier = new Map<Directive | undefined, {path: string; target: string}[]>()
    for (const {directive, parents} of walk(directives)) {
      const [path, target] = directive.args
      if (directive.name.toLowerCase() !== 'proxypass' || !path || !target) continue
      const before = earlier.get(parents.at(-1)) ?? []
      const covering = before.find((it) => it.target !== '!' && covers(it.path, path.value))
      if (target.value === '!' && covering) {
        yield {
          at: directive.location,
          message: `ProxyPass ${covering.path} stands above and takes ${path.value} first`,
          remedy: [`move this line above ProxyPass ${covering.path}`],
        }
      }
      earlier.set(parents.at(-1), [...before, {path: path.value, target: target.value}])
    }
  },
})

function covers(outer: string, inner: string): boolean {
  return inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`) || inner === outer
}
