import ap001 from './apache/ap001-socket-before-scheme.js'
import ap002 from './apache/ap002-one-name-per-socket.js'
import ap003 from './apache/ap003-repeat-the-path.js'
import ap004 from './apache/ap004-no-handler.js'
import ap005 from './apache/ap005-socket-in-tmp.js'
import ap006 from './apache/ap006-exceptions-first.js'
import ap007 from './apache/ap007-spoofable-scheme.js'
import ap008 from './apache/ap008-module-loaded.js'
import ap009 from './apache/ap009-no-rewritten-proxy.js'
import xf001 from './between/xf001-same-protocol.js'
import xf002 from './between/xf002-timeouts-onion.js'
import xf003 from './between/xf003-header-sizes.js'
import xf004 from './between/xf004-body-sizes.js'
import xf005 from './between/xf005-code-is-not-served.js'
import xf006 from './between/xf006-one-owner-per-socket.js'
import xf007 from './between/xf007-socket-that-exists.js'
import co001 from './compose/co001-uwsgi-variables.js'
import co002 from './compose/co002-patient-stop.js'
import co003 from './compose/co003-no-daemonize.js'
import co004 from './compose/co004-bounded-descriptors.js'
import ku001 from './kubernetes/ku001-service-name.js'
import ku002 from './kubernetes/ku002-patient-stop.js'
import ku003 from './kubernetes/ku003-uwsgi-variables.js'
import lt001 from './lighttpd/lt001-fix-root-scriptname.js'
import lt002 from './lighttpd/lt002-no-slash-at-the-end.js'
import lt003 from './lighttpd/lt003-check-local.js'
import lt004 from './lighttpd/lt004-socket-in-tmp.js'
import lt005 from './lighttpd/lt005-known-scgi-keys.js'
import lt006 from './lighttpd/lt006-module-loaded.js'
import nx001 from './nginx/nx001-uwsgi-params.js'
import nx002 from './nginx/nx002-no-proxy-directives.js'
import nx003 from './nginx/nx003-params-not-inherited.js'
import nx004 from './nginx/nx004-header-params.js'
import nx005 from './nginx/nx005-spoofable-scheme.js'
import nx006 from './nginx/nx006-client-forwarded-headers.js'
import nx007 from './nginx/nx007-no-modifier-30.js'
import nx008 from './nginx/nx008-alias-slash.js'
import nx009 from './nginx/nx009-socket-in-tmp.js'
import nx010 from './nginx/nx010-busy-buffers.js'
import nx011 from './nginx/nx011-huge-headers.js'
import nx012 from './nginx/nx012-hash-without-backup.js'
import nx013 from './nginx/nx013-no-uwsgi-keepalive.js'
import nx014 from './nginx/nx014-no-repeated-posts.js'
import nx015 from './nginx/nx015-lost-security-headers.js'
import nx016 from './nginx/nx016-one-path-info.js'
import nx017 from './nginx/nx017-known-directives.js'
import nx018 from './nginx/nx018-directive-context.js'
import nx019 from './nginx/nx019-whole-rates.js'
import nx020 from './nginx/nx020-no-httpoxy.js'
import nx021 from './nginx/nx021-distinct-names.js'
import nx022 from './nginx/nx022-uwsgi-scheme.js'
import nx023 from './nginx/nx023-verify-needs-authority.js'
import nx024 from './nginx/nx024-no-duplicates.js'
import type {Rule} from './rule.js'
import sd001 from './systemd/sd001-no-shell.js'
import sd002 from './systemd/sd002-no-daemonize.js'
import sd003 from './systemd/sd003-stop-signal.js'
import sd004 from './systemd/sd004-kill-master-alone.js'
import sd005 from './systemd/sd005-patient-stop.js'
import sd006 from './systemd/sd006-one-user.js'
import sd007 from './systemd/sd007-runtime-directory.js'
import sd008 from './systemd/sd008-socket-out-of-private-tmp.js'
import sd009 from './systemd/sd009-no-notify-reload.js'
import sd010 from './systemd/sd010-no-syslog-output.js'
import sd011 from './systemd/sd011-forking-needs-daemonize.js'
import sd012 from './systemd/sd012-bounded-descriptors.js'
import sd013 from './systemd/sd013-privileged-port.js'
import sd014 from './systemd/sd014-uwsgi-variables.js'
import sd015 from './systemd/sd015-chown-needs-capability.js'
import uw101 from './uwsgi/uw101-known-options.js'
import uw102 from './uwsgi/uw102-no-inline-comments.js'
import uw103 from './uwsgi/uw103-equals-sign.js'
import uw104 from './uwsgi/uw104-whole-numbers.js'
import uw105 from './uwsgi/uw105-literal-percent.js'
import uw106 from './uwsgi/uw106-defined-placeholders.js'
import uw107 from './uwsgi/uw107-value-missing.js'
import uw108 from './uwsgi/uw108-plugin-loaded.js'
import uw109 from './uwsgi/uw109-option-of-version.js'
import uw110 from './uwsgi/uw110-one-process-count.js'
import uw111 from './uwsgi/uw111-set-once.js'
import uw112 from './uwsgi/uw112-no-else.js'
import uw113 from './uwsgi/uw113-plain-booleans.js'
import uw114 from './uwsgi/uw114-octal-modes.js'
import uw115 from './uwsgi/uw115-no-quotes.js'
import uw116 from './uwsgi/uw116-no-shell-variables.js'
import uw117 from './uwsgi/uw117-no-negative-numbers.js'
import uw201 from './uwsgi/uw201-strict.js'
import uw202 from './uwsgi/uw202-master.js'
import uw203 from './uwsgi/uw203-need-app.js'
import uw204 from './uwsgi/uw204-single-interpreter.js'
import uw205 from './uwsgi/uw205-enable-threads.js'
import uw206 from './uwsgi/uw206-vacuum.js'
import uw207 from './uwsgi/uw207-harakiri.js'
import uw208 from './uwsgi/uw208-buffer-size.js'
import uw209 from './uwsgi/uw209-graceful-stop.js'
import uw210 from './uwsgi/uw210-memory-report.js'
import uw211 from './uwsgi/uw211-thunder-lock.js'
import uw301 from './uwsgi/uw301-cheaper-below-processes.js'
import uw302 from './uwsgi/uw302-cheaper-initial.js'
import uw303 from './uwsgi/uw303-gevent-or-threads.js'
import uw304 from './uwsgi/uw304-enough-greenlets.js'
import uw305 from './uwsgi/uw305-async-engine.js'
import uw306 from './uwsgi/uw306-cheaper-algorithm.js'
import uw307 from './uwsgi/uw307-lifetime-delta.js'
import uw308 from './uwsgi/uw308-lifetime-bounds.js'
import uw309 from './uwsgi/uw309-mercy-for-requests.js'
import uw310 from './uwsgi/uw310-chain-needs-lazy.js'
import uw311 from './uwsgi/uw311-no-lazy.js'
import uw312 from './uwsgi/uw312-stats-http-flag.js'
import uw313 from './uwsgi/uw313-backlog-needs-tcp.js'
import uw314 from './uwsgi/uw314-soft-limit-needs-report.js'
import uw315 from './uwsgi/uw315-harakiri-needs-master.js'
import uw316 from './uwsgi/uw316-hard-limit-above-soft.js'
import uw317 from './uwsgi/uw317-no-lock-under-gevent.js'
import uw318 from './uwsgi/uw318-threads-are-on.js'
import uw319 from './uwsgi/uw319-chain-leaves-mules.js'
import uw401 from './uwsgi/uw401-private-socket.js'
import uw402 from './uwsgi/uw402-closed-socket-mode.js'
import uw403 from './uwsgi/uw403-no-persistent-uwsgi.js'
import uw404 from './uwsgi/uw404-private-stats.js'
import uw405 from './uwsgi/uw405-no-vhost.js'
import uw406 from './uwsgi/uw406-php-docroot.js'
import uw407 from './uwsgi/uw407-socket-out-of-tmp.js'
import uw408 from './uwsgi/uw408-short-socket-path.js'
import uw409 from './uwsgi/uw409-no-root.js'
import uw501 from './uwsgi/uw501-module-is-no-file.js'
import uw502 from './uwsgi/uw502-one-entry.js'
import uw503 from './uwsgi/uw503-mount-needs-script-name.js'
import uw504 from './uwsgi/uw504-script-name-needs-mount.js'
import uw505 from './uwsgi/uw505-need-app-where-counted.js'
import uw506 from './uwsgi/uw506-no-native-ruby-threads.js'
import uw507 from './uwsgi/uw507-no-autoreload.js'
import uw601 from './uwsgi/uw601-no-log-to-stdout-file.js'
import uw602 from './uwsgi/uw602-router-outlives-request.js'
import uw603 from './uwsgi/uw603-escaped-json-log.js'

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = [
  ap001,
  ap002,
  ap003,
  ap004,
  ap005,
  ap006,
  ap007,
  ap008,
  ap009,
  co001,
  co002,
  co003,
  co004,
  ku001,
  ku002,
  ku003,
  lt001,
  lt002,
  lt003,
  lt004,
  lt005,
  lt006,
  nx001,
  nx002,
  nx003,
  nx004,
  nx005,
  nx006,
  nx007,
  nx008,
  nx009,
  nx010,
  nx011,
  nx012,
  nx013,
  nx014,
  nx015,
  nx016,
  nx017,
  nx018,
  nx019,
  nx020,
  nx021,
  nx022,
  nx023,
  nx024,
  sd001,
  sd002,
  sd003,
  sd004,
  sd005,
  sd006,
  sd007,
  sd008,
  sd009,
  sd010,
  sd011,
  sd012,
  sd013,
  sd014,
  sd015,
  uw101,
  uw102,
  uw103,
  uw104,
  uw105,
  uw106,
  uw107,
  uw108,
  uw109,
  uw110,
  uw111,
  uw112,
  uw113,
  uw114,
  uw115,
  uw116,
  uw117,
  uw201,
  uw202,
  uw203,
  uw204,
  uw205,
  uw206,
  uw207,
  uw208,
  uw209,
  uw210,
  uw211,
  uw301,
  uw302,
  uw303,
  uw304,
  uw305,
  uw306,
  uw307,
  uw308,
  uw309,
  uw310,
  uw311,
  uw312,
  uw313,
  uw314,
  uw315,
  uw316,
  uw317,
  uw318,
  uw319,
  uw401,
  uw402,
  uw403,
  uw404,
  uw405,
  uw406,
  uw407,
  uw408,
  uw409,
  uw501,
  uw502,
  uw503,
  uw504,
  uw505,
  uw506,
  uw507,
  uw601,
  uw602,
  uw603,
  xf001,
  xf002,
  xf003,
  xf004,
  xf005,
  xf006,
  xf007,
]
