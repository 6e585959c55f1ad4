import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX004',
  kind: 'nginx',
  name: 'header-params',
  severity: 'warning',
  title: 'write headers as HTTP_ variables',
  why: `A uwsgi_param is a variable of the environment, not a header. An application looks for X-Real-IP under HTTP_X_REAL_IP; a
variable called X-Real-IP reaches it as a key that no framework ever reads.`,
  examples: {
    bad: 'location / {\n    include uwsgi_params;\n    uwsgi_param X-Real-IP $remote_addr;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
    good: 'location / {\n    include uwsgi_params;\n    uwsgi_param HTTP_X_REAL_IP $remote_addr;\n    uwsgi_pass unix:/run/shop/uwsgi.sock;\n}\n',
  },
  references: [
    'https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_param',
    'https://peps.python.org/pep-3333/#environ-variables',
  ],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const [name] = directive.args
      if (directive.name !== 'uwsgi_param' || !name || !isHeader(name.value)) continue
      const right = `HTTP_${name.value
        .replace(/^HTTP_/i, '')
        .toUpperCase()
        .replaceAll('-', '_')}`
      yield {
        at: name.location,
        message: `no application finds a header under ${JSON.stringify(name.value)}; it is called ${right}`,
        remedy: [`uwsgi_param ${right} ${directive.args[1]?.value ?? ''};`],
        fix: {safe: true, edits: [{file: name.location.file, start: name.start, end: name.end, text: right}]},
      }
    }
  },
})

/** A dash is in no name of CGI, and these are headers that people mean. */
function isHeader(name: string): boolean {
  if (name.startsWith('HTTP_')) return name.includes('-')
  return name.includes('-') || /^(host|cookie|authorization|user_agent|referer|x_(real_ip|forwarded_\w+))$/i.test(name)
}
