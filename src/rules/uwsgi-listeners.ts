import {isTrue, numberIn} from '../config/uwsgi/effective.js'
import type {ExportedOption} from '../config/uwsgi/exported.js'
import {setting, type UwsgiSubject} from './uwsgi-subject.js'

/** A socket that uWSGI opens. */
export interface Listener {
  readonly option: ExportedOption
  /** `/run/a.sock`, `127.0.0.1:3031`, `:8000`. */
  readonly address: string
  readonly protocol: 'uwsgi' | 'http' | 'fastcgi' | 'scgi' | 'stats'
}

const PROTOCOLS: Readonly<Record<string, Listener['protocol']>> = {
  ...{socket: 'uwsgi', 'uwsgi-socket': 'uwsgi', 'puwsgi-socket': 'uwsgi', 'suwsgi-socket': 'uwsgi'},
  ...{'http-socket': 'http', 'http11-socket': 'http', http: 'http', https: 'http', 'https-socket': 'http'},
  ...{'fastcgi-socket': 'fastcgi', 'scgi-socket': 'scgi', stats: 'stats', 'stats-server': 'stats'},
}

/** What the configuration listens on, in its order. `protocol =` changes what `socket` speaks. */
export function listenersOf(subject: UwsgiSubject): Listener[] {
  const spoken = setting(subject, 'protocol')?.last.value
  return subject.config.options.flatMap((option) => {
    const known = PROTOCOLS[option.name]
    if (known === undefined || option.value === '') return []
    const protocol = option.name === 'socket' && spoken === 'http' ? 'http' : known
    return [{option, address: option.value.split(',')[0]!.trim(), protocol}]
  })
}

/** Whether everybody on the network can reach an address: `:80`, `0.0.0.0:80`, `*:80`, `[::]:80`. */
export function isPublic(address: string): boolean {
  return /^(0\.0\.0\.0|\*|\[::\]|::|0)?:\d+$/.test(address)
}

/** Languages that the configuration runs, by the options that load an application. */
export function languagesOf({config}: UwsgiSubject): ReadonlySet<string> {
  const found = config.options.map(({name}) => LANGUAGES.find(([pattern]) => pattern.test(name))?.[1])
  return new Set(found.filter((language) => language !== undefined))
}

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/^(module|wsgi|wsgi-file|file|paste|ini-paste|ini-paste-logged|eval|django)$/, 'python'],
  [/^psgi$/, 'perl'],
  [/^(rack|rails|rubyrack)$/, 'ruby'],
  [/^php-/, 'php'],
  [/^lua$/, 'lua'],
  [/^cgi$/, 'cgi'],
]

/** Whether the file is a whole configuration, and no part that others include: it loads an application and listens. */
export function isWhole(subject: UwsgiSubject): boolean {
  return languagesOf(subject).size > 0 && listenersOf(subject).some(({protocol}) => protocol !== 'stats')
}

/** The number that counts, as uWSGI reads it; undefined when the option is not set or its value is not known. */
export function numberOf(subject: UwsgiSubject, name: string): number | undefined {
  const last = setting(subject, name)?.last
  return last?.isKnown ? numberIn(last) : undefined
}

/** What loads the application, or else the first option: where something that is missing is reported. */
export function mainOption(subject: UwsgiSubject): ExportedOption | undefined {
  const own = subject.config.options.filter(({option}) => option.location.file === subject.file)
  return own.find(({name}) => LANGUAGES.some(([pattern]) => pattern.test(name))) ?? own[0]
}

/** Whether a flag was said to be off. */
export function isOff(subject: UwsgiSubject, name: string): boolean {
  const last = setting(subject, name)?.last
  return last !== undefined && !isTrue(last)
}
