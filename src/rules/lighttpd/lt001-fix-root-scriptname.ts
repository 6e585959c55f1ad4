import {additionTo, isEnabled, scgiHosts} from '../../config/lighttpd/scgi.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'LT001',
  kind: 'lighttpd',
  name: 'fix-root-scriptname',
  severity: 'error',
  title: 'enable fix-root-scriptname where the application stands at /',
  why: `lighttpd splits a URL at its first segment: /x/y reaches the application as SCRIPT_NAME /x and PATH_INFO /y, and / itself is a 500.
fix-root-scriptname leaves SCRIPT_NAME empty.`,
  examples: {
    bad: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/" => (( "socket" => "/run/shop.sock", "check-local" => "disable" ))\n)\n',
    good: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/" => (( "socket" => "/run/shop.sock", "check-local" => "disable", "fix-root-scriptname" => "enable" ))\n)\n',
  },
  references: ['https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModSCGI'],

  *run({directives}) {
    for (const {prefix, host, isUwsgi} of scgiHosts(directives)) {
      if (!isUwsgi || prefix !== '/' || isEnabled(host, 'fix-root-scriptname')) continue
      yield {
        at: host.location,
        message: 'without fix-root-scriptname the first part of every URL is lost, and / is a 500',
        remedy: ['"fix-root-scriptname" => "enable"'],
        fix: {safe: true, edits: [additionTo(host, '"fix-root-scriptname" => "enable"')]},
      }
    }
  },
})
