import {scgiHosts} from '../../config/lighttpd/scgi.js'
import {didYouMean} from '../../did-you-mean.js'
import {defineRule} from '../rule.js'

/** `gw_set_defaults_backend` in `src/gw_backend.c` of lighttpd 1.4. */
const KEYS = [
  ...[
    'host',
    'docroot',
    'mode',
    'socket',
    'bin-path',
    'port',
    'check-local',
    'bin-environment',
    'bin-copy-environment',
  ],
  ...['max-procs', 'min-procs', 'max-load-per-proc', 'idle-timeout', 'disable-time', 'broken-scriptfilename'],
  ...['strip-request-uri', 'kill-signal', 'fix-root-scriptname', 'listen-backlog', 'x-sendfile', 'x-sendfile-docroot'],
  ...['tcp-fin-propagate', 'allow-x-send-file', 'connect-timeout', 'write-timeout', 'read-timeout'],
]

export default defineRule({
  id: 'LT005',
  kind: 'lighttpd',
  name: 'known-scgi-keys',
  severity: 'warning',
  title: 'spell the keys of scgi.server as lighttpd does',
  why: `lighttpd says nothing about a key inside scgi.server that it does not know, and goes on without it: a misspelt check-local or a key
of another module has no effect.`,
  examples: {
    bad: 'scgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable", "fix-root-script-name" => "enable" )) )\n',
    good: 'scgi.protocol = "uwsgi"\nscgi.server = ( "/app" => (( "socket" => "/run/shop.sock", "check-local" => "disable", "fix-root-scriptname" => "enable" )) )\n',
  },
  references: ['https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModSCGI'],

  *run({directives}) {
    for (const {items} of scgiHosts(directives)) {
      for (const {key, value} of items) {
        if (key === undefined || KEYS.includes(key)) continue
        const near = didYouMean(key, KEYS)
        yield {
          at: value.location,
          message: `lighttpd knows no ${JSON.stringify(key)} and ignores it`,
          ...(near ? {remedy: [`"${near}"`]} : {}),
        }
      }
    }
  },
})
