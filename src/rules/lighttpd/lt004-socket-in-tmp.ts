import {scgiHosts} from '../../config/lighttpd/scgi.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'LT004',
  kind: 'lighttpd',
  name: 'socket-in-tmp',
  severity: 'warning',
  title: 'keep the socket out of /tmp',
  why: `systemd gives services a /tmp of their own (PrivateTmp): the socket that uWSGI made there is not in lighttpd's, and the answer is 503.`,
  examples: {
    bad: 'scgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/tmp/shop.sock", "check-local" => "disable" )) )\n',
    good: 'scgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/run/shop/uwsgi.sock", "check-local" => "disable" )) )\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#PrivateTmp='],

  *run({directives}) {
    for (const {host, socket} of scgiHosts(directives)) {
      if (!/^\/(var\/)?tmp\//.test(socket ?? '')) continue
      yield {
        at: host.location,
        message: `a private /tmp of either service hides ${socket}`,
        remedy: ['a folder under /run, which RuntimeDirectory= or tmpfiles.d makes'],
      }
    }
  },
})
