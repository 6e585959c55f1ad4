import {type Address, parseAddress} from '../address.js'
import {recogniseForeign} from '../wire/foreign.js'
import type {ConnectFailure, NotConnected} from './connect-failure.js'
import {describeFailure} from './connect-failure.js'
import {isPrompt, isRefusal, type ProbeName, probe, type Seen} from './identify-probes.js'
import {isStats} from './ping-answer.js'

/**
 * Kinds of listeners, in uWSGI's words: `uwsgi` is `socket`, `uwsgi-persistent` is `puwsgi-socket`, `http` is `http-socket` or
 * any web server, `http-router` is `http`, `stats` and `stats-http` are stats servers, `raw` is `raw-socket`.
 */
export type ListenerKind =
  | 'uwsgi'
  | 'uwsgi-persistent'
  | 'http'
  | 'http-router'
  | 'fastrouter'
  | 'stats'
  | 'stats-http'
  | 'scgi-or-fastcgi'
  | 'raw'
  | 'unknown'

export interface IdentifyOptions {
  /** Milliseconds for each probe; there are ten at most. Default 1000. */
  readonly timeout?: number
  /** Send requests that an application sees; default true. Without them HTTP is still spoken to what does not speak uwsgi. */
  readonly request?: boolean
  readonly onProbe?: (seen: Seen) => void
  readonly signal?: AbortSignal
}

export interface IdentifyResult {
  readonly kind: ListenerKind
  /** Whether the ping plugin is loaded; `null` where that cannot be known. */
  readonly ping_plugin: boolean | null
  /** What answered the GET; `null` when none was sent or nothing came. Hostile text. */
  readonly answer: {readonly status_line: string; readonly server?: string} | null
  /** What it seems to be, for `unknown`: `TLS`, `an SSH greeting`. Hostile text. */
  readonly note: string
  /** Why there was no connection. */
  readonly failure?: {readonly state: ConnectFailure; readonly message: string}
  /** Everything that was tried, in order. */
  readonly seen: readonly Seen[]
  readonly time_ms: number
}

/**
 * Finds out what kind of listener this is, from what it does with harmless probes (measured against uWSGI 2.0.21, whatever its
 * buffer-size and socket-timeout). Bounded: at most ten times the timeout.
 *
 * @throws TsgiError, usage, for an address that is none.
 */
export async function identify(target: Address | string, options: IdentifyOptions = {}): Promise<IdentifyResult> {
  const address = typeof target === 'string' ? parseAddress(target) : target
  const started = performance.now()
  const investigation = new Investigation(address, options)
  const findings = await investigation.run()
  return {
    kind: findings.kind,
    ping_plugin: findings.ping_plugin ?? null,
    note: findings.note ?? '',
    answer: investigation.answer,
    ...(findings.failure ? {failure: findings.failure} : {}),
    seen: investigation.seen,
    time_ms: Math.round((performance.now() - started) * 1000) / 1000,
  }
}

type Findings = Pick<IdentifyResult, 'kind'> & Partial<Pick<IdentifyResult, 'ping_plugin' | 'note' | 'failure'>>

class Investigation {
  readonly seen: Seen[] = []
  readonly #address: Address
  readonly #options: IdentifyOptions
  #dead: NotConnected | undefined

  constructor(address: Address, options: IdentifyOptions) {
    this.#address = address
    this.#options = options
  }

  /** What the uwsgi GET was answered with. */
  get answer(): IdentifyResult['answer'] {
    const text = this.seen.find(({name}) => name === 'uwsgi-get')?.bytes.toString('latin1') ?? ''
    const [head = ''] = text.split(/\r?\n\r?\n/, 1)
    const [status_line = ''] = head.split(/\r?\n/, 1)
    const server = /^server: *(.+?) *$/im.exec(head)?.[1]
    return status_line === '' ? null : {status_line, ...(server === undefined ? {} : {server})}
  }

  async run(): Promise<Findings> {
    const findings = await this.#byFirstWords()
    const dead = this.#dead
    if (!dead) return findings
    return {...findings, failure: {state: dead.failure, message: await describeFailure(this.#address, dead)}}
  }

  async #byFirstWords(): Promise<Findings> {
    const first = await this.#try('connect')
    if (this.#dead) return {kind: 'unknown'}
    if (first.received > 0) return isStats(textOf(first)) ? {kind: 'stats'} : unknown(first)
    if (isPrompt(first)) return {kind: 'raw'}
    return this.#byPing(await this.#try('ping'))
  }

  async #byPing(ping: Seen): Promise<Findings> {
    const text = textOf(ping)
    if (isPong(ping)) {
      await this.#get()
      return {kind: 'uwsgi', ping_plugin: true}
    }
    if (isStats(text)) return {kind: text.startsWith('HTTP/') ? 'stats-http' : 'stats'}
    if (text.startsWith('HTTP/')) return this.#byHttpAnswer(await this.#try('http-get'))
    if (ping.received > 0) return unknown(ping)
    return isRefusal(ping) ? this.#withoutPlugin() : this.#bySilence()
  }

  /** A ping was closed without a byte. */
  async #withoutPlugin(): Promise<Findings> {
    const half = await this.#try('half-packet')
    if (half.received > 0 || isPrompt(half)) return unknown(half, 'it closes whatever is sent to it')
    const more = await this.#try('ping-and-more')
    await this.#get()
    return more.ended === 'reset' ? {kind: 'fastrouter'} : {kind: 'uwsgi', ping_plugin: false}
  }

  /** A ping brought nothing: other protocols, the persistent variant, or workers that are busy. */
  async #bySilence(): Promise<Findings> {
    const get = await this.#get()
    const http = await this.#try('http-get')
    if (http.received > 0) return this.#byHttpAnswer(http)
    const isGateway = isRefusal(http) ? undefined : await this.#byGateway()
    if (isGateway) return isGateway
    const again = await this.#try('ping') // a worker that was busy may be back
    if (isPong(again) || isRefusal(again)) return this.#byPing(again)
    if (get !== undefined && textOf(get).startsWith('HTTP/')) return {kind: 'uwsgi-persistent'}
    if (isRefusal(http)) return this.#byRefusedHttp(http)
    if (this.seen.some((seen) => seen.name === 'http-line' && isRefusal(seen))) return {kind: 'http-router'}
    return unknown(again, 'it accepts and stays silent: busy workers, or a protocol that waits for more')
  }

  async #byHttpAnswer(http: Seen): Promise<Findings> {
    const text = textOf(http)
    if (/speaking plain http|plain http request was sent|http request to an https/i.test(text)) return TLS
    if (!text.startsWith('HTTP/')) return isTls(http) ? TLS : unknown(http)
    return isRefusal(await this.#try('http-line')) ? {kind: 'http-router'} : {kind: 'http'}
  }

  /** HTTP is refused at once, and a ping is not: TLS, SCGI, or uwsgi that keeps its connections and so resets this one. */
  async #byRefusedHttp(http: Seen): Promise<Findings> {
    const hello = await this.#try('tls-hello')
    if (isTls(hello)) return TLS
    if (http.ended === 'reset' && hello.ended === 'reset') return {kind: 'uwsgi-persistent'}
    return (await this.#byGateway()) ?? unknown(hello, CLOSES_ON_HTTP)
  }

  async #byGateway(): Promise<Findings | undefined> {
    if (this.seen.at(-1)?.name === 'http-get') await this.#try('http-line')
    for (const name of ['fastcgi-end', 'scgi-empty'] as const) {
      const seen = await this.#try(name)
      if (seen.received > 0 || isPrompt(seen)) return {kind: 'scgi-or-fastcgi'}
    }
    return undefined
  }

  async #get(): Promise<Seen | undefined> {
    const already = this.seen.find(({name}) => name === 'uwsgi-get')
    return this.#options.request === false ? undefined : (already ?? this.#try('uwsgi-get'))
  }

  async #try(name: ProbeName): Promise<Seen> {
    const {timeout = 1000, signal, onProbe} = this.#options
    const {seen, failure} = await probe(this.#address, name, {timeout, signal})
    this.#dead ??= failure
    this.seen.push(seen)
    onProbe?.(seen)
    return seen
  }
}

function isPong({bytes}: Seen): boolean {
  return bytes.length >= 4 && bytes[0] === 100 && bytes[3] === 1
}

function textOf({bytes}: Seen): string {
  return bytes.toString('latin1')
}

/** A record of TLS: handshake (22) or alert (21), version 3.x. */
function isTls({bytes}: Seen): boolean {
  return (bytes[0] === 22 || bytes[0] === 21) && bytes[1] === 3
}

const CLOSES_ON_HTTP =
  'it waits for a ping to go on and closes on HTTP without a byte, as the HTTP router of uWSGI does with nobody behind it'
const TLS: Findings = {kind: 'unknown', note: 'TLS: HTTPS, or another protocol inside it'}

function unknown(seen: Seen, note?: string): Findings {
  if (note !== undefined) return {kind: 'unknown', note}
  const [line = ''] = textOf(seen).slice(0, 80).split(/\r?\n/, 1)
  return {kind: 'unknown', note: recogniseForeign(seen.bytes)?.what ?? `it says ${JSON.stringify(line)}`}
}
