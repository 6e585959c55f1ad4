import {uwsgiPasses} from '../../config/apache/passes.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP002',
  kind: 'apache',
  name: 'one-name-per-socket',
  severity: 'error',
  title: 'give each unix socket a uwsgi:// name of its own',
  why: `Apache keeps one worker for each name behind the bar. Two sockets under the same name in a virtual host share the first one's
connections: requests for one application are answered by the other, with 200.`,
  examples: {
    bad: '<VirtualHost *:80>\n    ProxyPass "/api" "unix:/run/api.sock|uwsgi://localhost/api"\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://localhost/"\n</VirtualHost>\n',
    good: '<VirtualHost *:80>\n    ProxyPass "/api" "unix:/run/api.sock|uwsgi://api/api"\n    ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"\n</VirtualHost>\n',
  },
  references: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_uwsgi.html'],

  *run({directives}) {
    const sockets = new Map<string, string>()
    for (const {host, socket, name, target} of uwsgiPasses(directives)) {
      if (socket === undefined) continue
      const key = `${host?.start ?? ''} ${name}`
      const first = sockets.get(key)
      if (first !== undefined && first !== socket) {
        yield {
          at: target.location,
          message: `uwsgi://${name} is the name of ${first} already: requests meant for ${socket} go there`,
          remedy: [`unix:${socket}|uwsgi://${nameFor(socket)}/`],
        }
      } else sockets.set(key, socket)
    }
  },
})

function nameFor(socket: string): string {
  return (
    /([^/]+?)(\.sock(et)?)?$/
      .exec(socket)?.[1]
      ?.toLowerCase()
      .replace(/[^a-z0-9-]/g, '-') ?? 'app'
  )
}
