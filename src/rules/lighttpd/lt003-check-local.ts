import {additionTo, isDisabled, scgiHosts} from '../../config/lighttpd/scgi.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'LT003',
  kind: 'lighttpd',
  name: 'check-local',
  severity: 'error',
  title: 'disable check-local for an application',
  why: `By default lighttpd looks for a file of the URL first and answers 404 itself: the application is asked for nothing but what lies in
the document root.`,
  examples: {
    bad: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/app" => (( "socket" => "/run/shop.sock" ))\n)\n',
    good: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable" ))\n)\n',
  },
  references: ['https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModSCGI'],

  *run({directives}) {
    for (const {host, isUwsgi} of scgiHosts(directives)) {
      if (!isUwsgi || isDisabled(host, 'check-local')) continue
      yield {
        at: host.location,
        message: 'check-local is on: lighttpd answers 404 for what is no file',
        remedy: ['"check-local" => "disable"'],
        fix: {safe: true, edits: [additionTo(host, '"check-local" => "disable"')]},
      }
    }
  },
})
