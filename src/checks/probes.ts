import {setTimeout as sleep} from 'node:timers/promises'
import {type Address, parseAddress} from '../address.js'
import {type HttpAnswer, httpGet, type NoHttpAnswer, resolveName} from '../client/http-get.js'
import type {IdentifyResult} from '../client/identify.js'
import {type RequestResult, request} from '../client/request.js'
import type {ServerStats} from '../client/stats.js'
import type {Host} from '../host/host.js'
import {isAbout, type RecentLogs, recentLogs} from './logs.js'
import {isAddress, type Route} from './route.js'

/** Connections that wait, as the kernel counts them, and how many may. */
export interface QueueFacts {
  readonly waiting: number
  readonly limit: number
  /** Connections waited at every look: nobody takes them. */
  readonly isStanding: boolean
}

/**
 * What has to be asked of what runs, each once, whoever needs it. One after the other, so that a probe does not stand in the way
 * of the next; a server that takes no connections is asked no more than once.
 */
export class Probes {
  readonly #route: Route
  readonly #host: Host
  readonly #timeout: number
  readonly #made = new Map<string, Promise<unknown>>()

  constructor(route: Route, host: Host, timeout: number) {
    this.#route = route
    this.#host = host
    this.#timeout = timeout
  }

  /** Where the name of the URL leads. */
  names(): ReturnType<typeof resolveName> {
    return this.#once('names', () => resolveName(this.#route.url?.hostname ?? 'localhost'))
  }

  /** The GET of the URL, when one was named. */
  http(): Promise<HttpAnswer | NoHttpAnswer | undefined> {
    return this.#once('http', async () => {
      const {url} = this.#route
      if (!url) return undefined
      await this.queue()
      return httpGet(url, this.#timeout)
    })
  }

  /** Whether an answer of the application came through: then nothing on the way can be closed, whatever it looks like. */
  async works(): Promise<boolean> {
    const answer = await this.http()
    return answer?.ok === true && answer.status < 500
  }

  /** Why connecting fails; `undefined` when it does not. Nothing is sent. */
  refusal(): Promise<string | undefined> {
    return this.#once('refusal', async () => {
      const address = this.address()
      if (!address) return undefined
      const {exchange} = await import('../client/connection.js')
      const found = await exchange(address, Buffer.alloc(0), {timeout: 500})
      return found.connected ? undefined : found.failure
    })
  }

  /** The queue before anything was asked. */
  queue(): Promise<QueueFacts | undefined> {
    return this.#once('queue', () => this.#queueNow())
  }

  /** The queue after the GET: what waits now is what nobody took. */
  queueAfter(): Promise<QueueFacts | undefined> {
    return this.#once('queueAfter', async () => {
      await Promise.all([this.http(), this.direct()])
      return this.#queueNow()
    })
  }

  stats(): Promise<ServerStats | undefined> {
    return this.#once('stats', async () => {
      const {uwsgi} = this.#route
      for (const text of uwsgi?.stats ?? []) {
        const {readStats} = await import('../client/stats-exchange.js')
        const found = await readStats(parseAddress(text.replace(/^:/, '127.0.0.1:')), {timeout: 3000, host: this.#host})
        if (found.ok && found.stats.kind === 'server') return found.stats
      }
      return undefined
    })
  }

  /** The same GET at the socket of uWSGI, past the web server; none where connections wait already. */
  direct(): Promise<RequestResult | undefined> {
    return this.#once('direct', async () => {
      const {mayAsk, url, uwsgi, target} = this.#route
      const through = await this.http()
      const address = this.address()
      if (!mayAsk || !address || !uwsgi || (through && !through.ok) || (await this.isBusy())) return undefined
      if (this.said() !== 'uwsgi') return undefined
      const path = url ? `${url.pathname}${url.search}` : '/'
      const modifier1 = target?.modifier1 ?? 0
      return request(address, {path, ...(url ? {host: url.host} : {}), modifier1, timeout: this.#timeout})
    })
  }

  /** What kind of listener it is; asked without a request, and not at all where connections wait. */
  identify(): Promise<IdentifyResult | undefined> {
    return this.#once('identify', async () => {
      await Promise.all([this.http(), this.direct()])
      const address = this.address()
      if (!address || (await this.isBusy()) || (await this.queueAfter())?.isStanding) return undefined
      const {identify} = await import('../client/identify.js')
      return identify(address, {timeout: 700, request: false})
    })
  }

  /** Whether nobody takes what waits, or every worker is in a request. */
  async isBusy(): Promise<boolean> {
    const [queue, stats] = await Promise.all([this.queue(), this.stats()])
    const running = stats?.workers.filter(({pid, status}) => pid > 0 && status !== 'cheap') ?? []
    return Boolean(queue?.isStanding) || (running.length > 0 && running.every(({status}) => status === 'busy'))
  }

  /** Logs of uWSGI, after everything that was asked. */
  uwsgiLogs(): Promise<RecentLogs> {
    return this.#once('uwsgiLogs', async () => {
      await Promise.all([this.http(), this.direct()])
      const {uwsgi, wanted} = this.#route
      return recentLogs(this.#host, [...(uwsgi?.logs ?? []), ...(wanted?.logs ?? [])], Date.now())
    })
  }

  webLogs(): Promise<RecentLogs> {
    return this.#once('webLogs', async () => {
      await this.http()
      const {web, address, site} = this.#route
      const about = {...(address === undefined ? {} : {address}), ...(site ? {site: site.label} : {})}
      return recentLogs(this.#host, web?.logs ?? [], Date.now(), (line) => isAbout(line, about))
    })
  }

  address(): Address | undefined {
    const {address} = this.#route
    try {
      return address === undefined ? undefined : parseAddress(address)
    } catch {
      return undefined
    }
  }

  /** The protocol that the configuration of who listens says; `undefined` when it does not say. */
  said(): string | undefined {
    const {uwsgi, address} = this.#route
    return uwsgi?.facts.listeners.find(({value}) => address !== undefined && isAddress(value, address))?.protocol
  }

  async #queueNow(): Promise<QueueFacts | undefined> {
    const {address, uwsgi} = this.#route
    if (address === undefined || !uwsgi) return undefined
    const look = async () => (await this.#host.listening()).filter((it) => isAddress(it.address, address))
    const counts: number[] = []
    for (let n = 0; n < 3; n++) {
      const found = await look()
      if (found.length === 0) return undefined
      counts.push(Math.max(...found.map(({waiting}) => waiting)))
      if (counts.at(-1) === 0) break
      await sleep(150)
    }
    const said = Number(uwsgi.config.options.findLast(({name}) => name === 'listen' || name === 'l')?.value ?? 100)
    const most = await this.#host.read('/proc/sys/net/core/somaxconn')
    const limit = Math.min(said, most.status === 'read' ? Number(most.bytes.toString()) : said)
    return {waiting: counts.at(-1)!, limit, isStanding: counts.every((count) => count > 0)}
  }

  #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#made.get(name) as Promise<T> | undefined
    if (made) return made
    const promise = make()
    this.#made.set(name, promise)
    return promise
  }
}
