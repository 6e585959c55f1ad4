import ap001 from './apache/ap001-socket-before-scheme.js'
import ap002 from './apache/ap002-one-name-per-socket.js'
import ap003 from './apache/ap003-repeat-the-path.js'
import ap004 from './apache/ap004-no-handler.js'
import ap005 from './apache/ap005-socket-in-tmp.js'
import ap006 from './apache/ap006-exceptions-first.js'
import ap007 from './apache/ap007-spoofable-scheme.js'
import ap008 from './apache/ap008-module-loaded.js'
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
]
