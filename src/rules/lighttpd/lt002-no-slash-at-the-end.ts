import {scgiHosts} from '../../config/lighttpd/scgi.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'LT002',
  kind: 'lighttpd',
  name: 'no-slash-at-the-end',
  severity: 'error',
  title: 'write the prefix of an application without a slash at the end',
  why: `With the key "/app/" lighttpd sends no PATH_INFO at all, and the application answers nothing but its front page or an error. "/app"
gives SCRIPT_NAME /app and the rest as PATH_INFO.`,
  examples: {
    bad: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/app/" => (( "socket" => "/run/shop.sock", "check-local" => "disable" ))\n)\n',
    good: 'scgi.protocol = "uwsgi"\nscgi.server = (\n    "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable" ))\n)\n',
  },
  references: ['https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModSCGI'],

  *run({directives, files}) {
    for (const {prefix, host, isUwsgi, key} of scgiHosts(directives)) {
      if (!isUwsgi || prefix === '/' || !prefix.endsWith('/')) continue
      const {file} = host.location
      const quoted = `"${prefix}"`
      const start = (files.find((it) => it.file === file)?.text ?? '').lastIndexOf(quoted, key)
      yield {
        at: host.location,
        message: `${quoted} leaves the application without a PATH_INFO`,
        remedy: [`"${prefix.slice(0, -1)}"`],
        ...(start === -1
          ? {}
          : {
              fix: {
                safe: true,
                edits: [{file, start: start + quoted.length - 2, end: start + quoted.length - 1, text: ''}],
              },
            }),
      }
    }
  },
})
