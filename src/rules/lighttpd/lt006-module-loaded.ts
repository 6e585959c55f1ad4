import {walk} from '../../config/directive.js'
import type {LighttpdDirective} from '../../config/lighttpd/parse.js'
import {scgiHosts} from '../../config/lighttpd/scgi.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'LT006',
  kind: 'lighttpd',
  name: 'module-loaded',
  severity: 'error',
  title: 'load mod_scgi',
  why: `Settings of a module that is not in server.modules are ignored: lighttpd starts with a warning, and answers 404 for every URL of the
application.`,
  examples: {
    bad: 'server.modules = ( "mod_access" )\nscgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable" )) )\n',
    good: 'server.modules = ( "mod_access", "mod_scgi" )\nscgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable" )) )\n',
  },
  references: ['https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModSCGI'],

  *run({directives, files}) {
    const modules = [...walk(directives)].filter(({directive}) => directive.name === 'server.modules')
    // A part of a configuration may add to what another part loads; one that says "=" is the whole.
    const whole = modules.find(({directive}) => (directive as LighttpdDirective).operator === '=')
    if (!whole || files.some(({text}) => /["']mod_scgi["']/.test(text))) return
    const [first] = scgiHosts(directives)
    if (first) {
      yield {
        at: first.host.location,
        message: 'mod_scgi is not in server.modules',
        remedy: ['server.modules += ( "mod_scgi" )'],
      }
    }
  },
})
