import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX006',
  kind: 'nginx',
  name: 'client-forwarded-headers',
  severity: 'warning',
  title: 'do not pass a forwarded header of the client on as true',
  why: `$http_x_forwarded_proto and its kin are what the client sent. A variable that is set from one says to the application that
nginx vouches for it.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_param HTTP_X_FORWARDED_PROTO $http_x_forwarded_proto;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_param HTTP_X_FORWARDED_PROTO $scheme;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#variables'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const value = directive.args[1]
      if (directive.name !== 'uwsgi_param' || !value) continue
      if (!/^\$\{?http_(x_forwarded_(proto|ssl|host|port)|x_real_ip|forwarded)\}?$/.test(value.value)) continue
      yield {
        at: value.location,
        message: `${value.value} is what the client says`,
        remedy: [
          '$scheme, $https, $remote_addr: what nginx knows itself; behind a trusted proxy a map or the realip module',
        ],
      }
    }
  },
})
