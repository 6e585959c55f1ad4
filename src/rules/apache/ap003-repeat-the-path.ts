import {uwsgiPasses} from '../../config/apache/passes.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'AP003',
  kind: 'apache',
  name: 'repeat-the-path',
  severity: 'warning',
  title: 'repeat the path of ProxyPass behind uwsgi://',
  why: `With ProxyPass "/app" "…uwsgi://name/" Apache makes a SCRIPT_NAME of "/app/" for the URL /app/, with a slash that belongs to the
path: applications see a doubled slash, Perl mounts answer 500. With the path written again uWSGI gets the whole URL and splits it
itself.`,
  examples: {
    bad: 'ProxyPass "/app" "unix:/run/shop.sock|uwsgi://shop/"\n',
    good: 'ProxyPass "/app" "unix:/run/shop.sock|uwsgi://shop/app"\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/1549'],

  *run({directives}) {
    for (const {path, rest, target, directive} of uwsgiPasses(directives)) {
      const prefix = path.replace(/\/$/, '')
      if (prefix === '' || directive.name.toLowerCase() !== 'proxypass' || rest.replace(/\/$/, '') !== '') continue
      const {file} = target.location
      const right = `${target.value.replace(/\/$/, '')}${prefix}`
      yield {
        at: target.location,
        message: `the application under ${prefix} sees SCRIPT_NAME "${prefix}/" for the URL ${prefix}/`,
        remedy: [`ProxyPass "${path}" "${right}", and mount = ${prefix}=… with manage-script-name in uWSGI`],
        fix: {safe: false, edits: [{file, start: target.start, end: target.end, text: `"${right}"`}]},
      }
    }
  },
})
