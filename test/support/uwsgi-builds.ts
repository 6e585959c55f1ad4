import {homedir} from 'node:os'
import {join} from 'node:path'

const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')

/** Debian's uWSGI, whose plugins are files. */
export const MODULAR = 'uwsgi'
/** As pip builds it: Python inside, no PCRE, no JSON, its own YAML parser. `test/live/build-uwsgi.sh` makes it. */
export const EMBEDDED = join(CACHE, 'tsgi', 'uwsgi-embedded')
