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
import type {Rule} from './rule.js'

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = [nx001, nx002, nx003, nx004, nx005, nx006, nx007, nx008, nx009, nx010, nx011]
