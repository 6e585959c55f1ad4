import type {Location} from '../diagnostics.js'
import {apacheFacts} from './facts-apache.js'
import {lighttpdFacts} from './facts-lighttpd.js'
import {nginxFacts} from './facts-nginx.js'
import {uwsgiFacts} from './facts-uwsgi.js'
import type {Subject} from './subjects.js'

/** A value, and where it stands. */
export interface Stated<T> {
  readonly value: T
  readonly at: Location
}

export type Protocol = 'uwsgi' | 'http' | 'fastcgi' | 'scgi' | 'stats'

/** A configuration of uWSGI, as far as others have to agree with it. */
export interface UwsgiFacts {
  readonly kind: 'uwsgi'
  readonly file: string
  /** A unix path or `host:port`, with `127.0.0.1` where no host is said. */
  readonly listeners: readonly (Stated<string> & {readonly protocol: Protocol})[]
  /** Seconds. */
  readonly harakiri?: Stated<number>
  readonly mercy?: Stated<number>
  /** Bytes. */
  readonly bufferSize?: Stated<number>
  readonly maxBody?: Stated<number>
  readonly folder?: Stated<string>
  readonly user?: Stated<string>
  readonly daemonize?: Stated<string>
  readonly stopsOnTerm: boolean
}

/** A place of a web server that hands requests over. */
export interface ProxyTarget extends Stated<string> {
  readonly speaks: Protocol
  /** Seconds that it waits for an answer, where that is said. */
  readonly readTimeout?: Stated<number>
  /** Bytes of a client's headers that it lets in, where that is said. */
  readonly headers?: Stated<number>
  /** Bytes of a body; `value` 0: any. */
  readonly body?: Stated<number>
}

/** A web server's configuration. */
export interface WebFacts {
  readonly kind: 'nginx' | 'apache' | 'lighttpd'
  readonly file: string
  readonly targets: readonly ProxyTarget[]
  /** Folders that it serves. */
  readonly roots: readonly Stated<string>[]
}

/** What files have to agree on: little enough to keep of ten thousand files. */
export type Facts = UwsgiFacts | WebFacts

/** What the rules between files need of one; undefined when it is none of those. */
export function factsOf(subject: Subject): Facts | undefined {
  switch (subject.kind) {
    case 'uwsgi':
      return uwsgiFacts(subject)
    case 'nginx':
      return nginxFacts(subject)
    case 'apache':
      return apacheFacts(subject)
    case 'lighttpd':
      return lighttpdFacts(subject)
    default:
      return undefined
  }
}

/** `/run/a.sock`, `127.0.0.1:3031`: the same for the same listener, however it was written; names of hosts stay. */
export function plainAddress(text: string): string {
  const path = text.replace(/^unix:(\/\/)?/, '')
  if (path.startsWith('/')) return path.replace(/\/+/g, '/')
  return text.replace(/^(0\.0\.0\.0|\*|localhost|\[::\]|\[::1\])?:(?=\d+$)/, '127.0.0.1:')
}

/** Those that one uWSGI answers. */
export function uwsgiFactsOf(all: readonly Facts[]): readonly UwsgiFacts[] {
  return all.filter((facts) => facts.kind === 'uwsgi')
}

export function webFactsOf(all: readonly Facts[]): readonly WebFacts[] {
  return all.filter((facts) => facts.kind !== 'uwsgi')
}

/** Every target with the listener of uWSGI that it reaches. */
export function* meetings(
  all: readonly Facts[],
): Generator<{target: ProxyTarget; web: WebFacts; listener: UwsgiFacts['listeners'][number]; uwsgi: UwsgiFacts}> {
  for (const web of webFactsOf(all)) {
    for (const target of web.targets) {
      for (const uwsgi of uwsgiFactsOf(all)) {
        const listener = uwsgi.listeners.find(({value}) => value === target.value)
        if (listener) yield {target, web, listener, uwsgi}
      }
    }
  }
}
