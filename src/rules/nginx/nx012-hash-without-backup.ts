import {blocksOf, inBlock} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX012',
  kind: 'nginx',
  name: 'hash-without-backup',
  severity: 'error',
  title: 'do not mark a server of a hash as backup',
  why: `ip_hash, hash and random choose among all servers of an upstream and know no backup: nginx refuses the configuration.`,
  examples: {
    bad: 'upstream shop {\n    ip_hash;\n    server 10.0.0.1:3031;\n    server 10.0.0.2:3031 backup;\n}\n',
    good: 'upstream shop {\n    ip_hash;\n    server 10.0.0.1:3031;\n    server 10.0.0.2:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#server'],

  *run({directives}) {
    for (const {directive: upstream} of blocksOf(directives, 'upstream')) {
      const method = ['ip_hash', 'hash', 'random'].find((name) => inBlock(upstream.block, name).length > 0)
      if (!method) continue
      for (const server of inBlock(upstream.block, 'server')) {
        const backup = server.args.find(({value}) => value === 'backup')
        if (backup)
          yield {
            at: backup.location,
            message: `${method} knows no backup server: nginx does not start`,
            remedy: ['remove backup', 'least_conn instead'],
          }
      }
    }
  },
})
