import {inForce, uwsgiLocations} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX020',
  kind: 'nginx',
  name: 'no-httpoxy',
  severity: 'info',
  title: 'clear the Proxy header',
  why: `A client that sends "Proxy: evil:8080" sets HTTP_PROXY for the application, and libraries that read the environment of CGI send
their own requests through it. An empty parameter keeps it away.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_param HTTP_PROXY "";\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://httpoxy.org/'],

  *run({directives}) {
    for (const {block, parents, pass} of uwsgiLocations(directives)) {
      const names = inForce('uwsgi_param', block, parents).map(({args}) => args[0]?.value)
      if (names.includes('HTTP_PROXY')) continue
      yield {
        at: pass.location,
        message: 'a client can set HTTP_PROXY for the application',
        remedy: ['uwsgi_param HTTP_PROXY "";'],
      }
    }
  },
})
