import {uwsgiPasses} from '../../config/apache/passes.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP002',
  kind: 'apache',
  name: 'one-name-per-socket',
  severity: 'error',
  title: 'give each unix socket a uwsgi:// name of its own',
  why: `Apache keeps one worker for each URL behind the bar, and takes one that it has already where the new URL begins with its own:
uwsgi://localhost/ stands for all of uwsgi://localhost/… that come later in a virtual host. Requests for one application are answered by
the other, with 200.`,
  examples: {
    bad: '<VirtualHost *:80>\n    ProxyPass "/api" "unix:/run/api.sock|uwsgi://localhost/"\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://localhost/"\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ProxyPass "/api" "unix:/run/api.sock|uwsgi://api/"\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n</VirtualHost>\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_uwsgi.html'],

  *run({directives}) {
    const earlier: {readonly place: string; readonly url: string; readonly socket: string}[] = []
    for (const {host, socket, name, rest, target} of uwsgiPasses(directives)) {
      if (socket === undefined) continue
      const here = {place: `${host?.start ?? ''}`, url: `${name}${rest === '/' ? '' : rest}`, socket}
      // The one that fits best is taken.
      const [first] = earlier
        .filter(({place, url}) => place === here.place && sharesWorker(here.url, url))
        .sort((one, other) => other.url.length - one.url.length)
      if (first && first.socket !== socket) {
        yield {
          at: target.location,
          message: `uwsgi://${first.url} is the name of ${first.socket} already: requests meant for ${socket} go there`,
          remedy: [`unix:${socket}|uwsgi://${nameFor(socket)}/`],
        }
      } else earlier.push(here)
    }
  },
})

/** `localhost/a` stands for `localhost/ab` too, but `shop` not for `shop-two`. */
function sharesWorker(url: string, earlier: string): boolean {
  return url === earlier || (url.startsWith(earlier) && (earlier.includes('/') || url[earlier.length] === '/'))
}

function nameFor(socket: string): string {
  return (
    /([^/]+?)(\.sock(et)?)?$/
      .exec(socket)?.[1]
      ?.toLowerCase()
      .replace(/[^a-z0-9-]/g, '-') ?? 'app'
  )
}
