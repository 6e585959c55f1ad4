import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX009',
  kind: 'nginx',
  name: 'socket-in-tmp',
  severity: 'warning',
  title: 'keep the socket out of /tmp',
  why: `systemd gives services a /tmp of their own (PrivateTmp): the file that uWSGI made is there for uWSGI, and nginx says "No such
file or directory" for the same path. Anybody on the machine may also take the name first.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/tmp/shop.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#PrivateTmp='],

  *run({directives}) {
    for (const {directive, parents} of walk(directives)) {
      const isTarget =
        directive.name === 'uwsgi_pass' || (directive.name === 'server' && parents.at(-1)?.name === 'upstream')
      const [target] = directive.args
      if (!isTarget || !target || !/^(s?uwsgi:\/\/)?unix:(\/\/)?\/(var\/)?tmp\//.test(target.value)) continue
      yield {
        at: target.location,
        message: `a private /tmp of either service hides ${target.value}`,
        remedy: ['a folder under /run, which RuntimeDirectory= or tmpfiles.d makes'],
      }
    }
  },
})
