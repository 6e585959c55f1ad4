import {bytesOf, uwsgiLocations, valueInForce} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

const PAGE = 4096

export default defineRule({
  id: 'NX010',
  kind: 'nginx',
  name: 'busy-buffers',
  severity: 'error',
  title: 'make uwsgi_busy_buffers_size fit uwsgi_buffer_size',
  why: `uwsgi_busy_buffers_size must be at least uwsgi_buffer_size and one of uwsgi_buffers, and less than all of the uwsgi_buffers but
one; its default does not grow with them. nginx refuses to start otherwise.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_buffer_size 64k;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_buffer_size 64k;\n    uwsgi_buffers 8 64k;\n    uwsgi_busy_buffers_size 128k;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_busy_buffers_size'],

  *run({directives}) {
    for (const {block, parents} of uwsgiLocations(directives)) {
      const said = (name: string) => valueInForce(name, block, parents)
      const [size, buffers, busy] = [said('uwsgi_buffer_size'), said('uwsgi_buffers'), said('uwsgi_busy_buffers_size')]
      const at = busy ?? size ?? buffers
      if (!at) continue
      // As ngx_http_uwsgi_module.c checks it, with its defaults: pages of 4k.
      const bufferSize = bytesOf(size?.args[0]?.value) ?? PAGE
      const count = Number(buffers?.args[0]?.value ?? 8)
      const each = bytesOf(buffers?.args[1]?.value) ?? PAGE
      const largest = Math.max(bufferSize, each)
      const busySize = bytesOf(busy?.args[0]?.value) ?? 2 * largest
      const limit = (count - 1) * each
      if (busySize >= largest && busySize <= limit) continue
      const why =
        busySize < largest
          ? `less than one buffer of ${largest / 1024}k`
          : `more than the ${limit / 1024}k of all buffers but one`
      yield {
        at: at.location,
        message: `uwsgi_busy_buffers_size is ${busySize / 1024}k, ${why}: nginx does not start`,
        remedy: [`uwsgi_buffers 8 ${largest / 1024}k;`, `uwsgi_busy_buffers_size ${(2 * largest) / 1024}k;`],
      }
    }
  },
})
