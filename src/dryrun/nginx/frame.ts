import {join} from 'node:path'
import type {Directive} from '../../config/directive.js'
import type {Change} from './replacements.js'

/** What a text is: a whole `nginx.conf`, or what such a file includes inside of `http`, `server` or `location`. */
export type NginxPlace = 'main' | 'http' | 'server' | 'location'

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path`)
const OF_MAIN = ['events', 'http', 'stream', 'mail', 'worker_processes', 'pid', 'load_module', 'user']
const OF_HTTP = [
  'server',
  'upstream',
  'map',
  'geo',
  'log_format',
  'limit_req_zone',
  'limit_conn_zone',
  'uwsgi_cache_path',
]
const OF_SERVER = ['location', 'server_name', 'listen']

/** Where a text belongs, by what stands in it at the top. */
export function placeOf(directives: readonly Directive[]): NginxPlace {
  const has = (names: readonly string[]) => directives.some(({name}) => names.includes(name))
  if (has(OF_MAIN)) return 'main'
  if (has(OF_HTTP)) return 'http'
  return has(OF_SERVER) ? 'server' : 'location'
}

/** A main file around a text that is none. */
export function frameAround(path: string, place: Exclude<NginxPlace, 'main'>, folder: string): string {
  const include = `include ${quoted(path)};`
  const inServer = place === 'location' ? `location / { ${include} }` : include
  const server = `server { listen ${quoted(`unix:${join(folder, 'frame.sock')}`)}; ${inServer} }`
  return `pid ${quoted(join(folder, 'pid'))};
events { }
http {
${temporaryPaths(TEMPORARY, folder)}
${place === 'http' ? include : server}
}
`
}

/** What a main file lacks so that its test leaves the machine alone; inserted on lines that are there. */
export function additionsTo(text: string, directives: readonly Directive[], folder: string): Change[] {
  const has = (name: string, where: readonly Directive[]) => where.some((directive) => directive.name === name)
  const changes = has('pid', directives) ? [] : [inserted(0, `pid ${quoted(join(folder, 'pid'))}; `)]
  for (const {name, block, nameSpan} of directives) {
    if (name !== 'http' || !block) continue
    const open = /(?:\s|#[^\n]*)*\{/y
    open.lastIndex = nameSpan.end
    if (!open.test(text)) continue
    const missing = TEMPORARY.filter((path) => !has(path, block))
    changes.push(inserted(open.lastIndex, ` ${temporaryPaths(missing, folder)} `))
  }
  return changes
}

function temporaryPaths(names: readonly string[], folder: string): string {
  return names.map((name) => `${name} ${quoted(join(folder, name))};`).join(' ')
}

function inserted(at: number, text: string): Change {
  return {start: at, end: at, text}
}

function quoted(word: string): string {
  return `"${word.replace(/["\\]/g, '\\$&')}"`
}
