import {inForce, uwsgiLocations, valueInForce} from '../../config/nginx/context.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX023',
  kind: 'nginx',
  name: 'verify-needs-authority',
  severity: 'error',
  title: 'name the authority that uwsgi_ssl_verify checks against',
  why: `uwsgi_ssl_verify on without uwsgi_ssl_trusted_certificate cannot verify anything: nginx refuses the configuration.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_ssl_verify on;\n    uwsgi_pass suwsgi://10.0.0.1:3031;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_ssl_verify on;\n    uwsgi_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;\n    uwsgi_pass suwsgi://10.0.0.1:3031;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_ssl_verify'],

  *run({directives}) {
    for (const {block, parents} of uwsgiLocations(directives)) {
      const verify = valueInForce('uwsgi_ssl_verify', block, parents)
      if (verify?.args[0]?.value !== 'on') continue
      if (inForce('uwsgi_ssl_trusted_certificate', block, parents).length > 0) continue
      yield {
        at: verify.location,
        message: 'uwsgi_ssl_verify has no uwsgi_ssl_trusted_certificate: nginx does not start',
        remedy: ['uwsgi_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;'],
      }
    }
  },
})
