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
