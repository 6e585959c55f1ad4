import {join} from 'node:path'
import type {Argument, Directive} from '../../config/directive.js'

/** What stands in for the things that a configuration would open, bind or create. */
export interface Surroundings {
  /** Folder of the test. */
  readonly folder: string
  /** Relative paths of a configuration start here. */
  readonly base: string
  /** Of modules. */
  readonly prefix: string
  readonly isRoot: boolean
  /** Paths of certificates and keys that cannot be read, and what to read instead. */
  readonly missing: ReadonlySet<string>
  readonly certificate: string
  readonly key: string
}

/** A piece of text to be put in the place of another; offsets into the file. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Files with certificates; keys; what Nginx creates. */
export const CERTIFICATES = /^(ssl|\w+_ssl)_(certificate|trusted_certificate|client_certificate)$/
export const KEYS = /^(ssl|\w+_ssl)_certificate_key$/
export const CREATED = /^(pid|lock_file|\w+_temp_path|\w+_cache_path)$/
export const LOGS = /^(access_log|error_log)$/

/** Changes to the words of directives, so that a test neither binds, nor writes, nor needs what is live. */
export class Replacements {
  readonly #around: Surroundings
  readonly #ports = new Map<string, number>()
  readonly #paths = new Map<string, string>()

  constructor(around: Surroundings) {
    this.#around = around
  }

  of(directive: Directive, text: string): Change[] {
    const {name, args, block} = directive
    const [first] = args
    if (block || !first) return []
    if (name === 'user') return this.#around.isRoot ? [] : [blanked(directive, text)]
    const word = this.#wordOf(name, first)
    return word === undefined ? [] : [replacing(first, word)]
  }

  /** A path as the configuration means it. */
  absolute(path: string): string {
    return path.startsWith('/') ? path : this.#around.base + path
  }

  #wordOf(name: string, {value}: Argument): string | undefined {
    const {missing, certificate, key, prefix} = this.#around
    if (name === 'listen') return this.#listen(value)
    if (CREATED.test(name)) return this.#created(value)
    if (LOGS.test(name)) return isNoLogFile(value) ? undefined : this.#created(value)
    if (name === 'load_module') return value.startsWith('/') ? undefined : prefix + value
    if (!CERTIFICATES.test(name) && !KEYS.test(name)) return undefined
    if (!isPlainPath(value)) return undefined
    if (missing.size > 0 && KEYS.test(name)) return key
    if (missing.size > 0 && name.endsWith('ssl_certificate')) return certificate
    return missing.has(this.absolute(value)) ? certificate : this.absolute(value)
  }

  /** High ports of this machine alone, the same for the same address. In a test Nginx does not mind that one is in use. */
  #listen(value: string): string | undefined {
    if (value.startsWith('unix:')) return `unix:${this.#created(value)}`
    const [, host = '', port = '80'] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(value) ?? [undefined, value, '80']
    const place = `${host === '' || host === '0.0.0.0' ? '*' : host}:${port}`
    const other = this.#ports.get(place) ?? 20_000 + this.#ports.size
    this.#ports.set(place, other)
    return host.startsWith('[') ? `[::1]:${other}` : `127.0.0.1:${other}`
  }

  #created(value: string): string {
    const path = this.#paths.get(value) ?? join(this.#around.folder, `made-${this.#paths.size}`)
    this.#paths.set(value, path)
    return path
  }
}

/** A word in the place of another. */
export function replacing({start, end}: Pick<Change, 'start' | 'end'>, word: string): Change {
  return {start, end, text: `"${word.replace(/["\\]/g, '\\$&')}"`}
}

/** What a log can be that is no file, or one that is opened when it is written. */
export function isNoLogFile(value: string): boolean {
  return /^(off|stderr|syslog:.*|memory:.*)$|\$/.test(value)
}

/** Neither in the text itself, nor in a device, nor chosen at each handshake. */
export function isPlainPath(value: string): boolean {
  return !/^(data|engine|store):|\$/.test(value)
}

/** Without the directive, on as many lines. */
function blanked({start, end}: Directive, text: string): Change {
  return {start, end, text: text.slice(start, end).replace(/[^\n]/g, ' ')}
}
