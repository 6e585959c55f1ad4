import {uwsgiPasses} from '../../config/apache/passes.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP005',
  kind: 'apache',
  name: 'socket-in-tmp',
  severity: 'warning',
  title: 'keep the socket out of /tmp',
  why: `systemd gives Apache a /tmp of its own on Debian (PrivateTmp=true): the socket that uWSGI made in /tmp is not in it, and Apache says
"No such file or directory" (AH02454) for a file that ls shows.`,
  examples: {
    bad: 'ProxyPass "/" "unix:/tmp/shop.sock|uwsgi://shop/"\n',
    good: 'ProxyPass "/" "unix:/run/shop/uwsgi.sock|uwsgi://shop/"\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#PrivateTmp='],

  *run({directives}) {
    for (const {socket, target} of uwsgiPasses(directives)) {
      if (!/^\/(var\/)?tmp\//.test(socket ?? '')) continue
      yield {
        at: target.location,
        message: `a private /tmp of either service hides ${socket}`,
        remedy: ['a folder under /run, which RuntimeDirectory= or tmpfiles.d makes'],
      }
    }
  },
})
