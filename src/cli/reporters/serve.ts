import {inspect} from 'node:util'
import {type Address, formatAddress} from '../../address.js'
import type {ProblemEvent, RequestEvent, ServerEvent} from '../../server/events.js'
import type {ServerHandle} from '../../server/serve.js'
import {jsonLine} from '../json.js'
import {counted} from '../output.js'
import {printable, printableLines} from '../printable.js'
import {LineWriter} from './line-writer.js'
import {Throttle} from './throttle.js'

/** How a server's run ended; the answer of `tsgi serve --json`. */
export interface ServeSummary {
  readonly ok: true
  readonly sockets: readonly Address[]
  readonly requests: number
  readonly exceptions: number
  /** Requests that were cut off when the time to finish was up. */
  readonly cut: number
  readonly uptime_s: number
}

export interface ServeReporter {
  started(server: ServerHandle): void
  /** Absent when nobody wants to know. */
  readonly request: ((event: RequestEvent) => void) | undefined
  event(event: ServerEvent): void
  /** An exception that belongs to no request. */
  stray(error: unknown): void
  stopping(grace: number): void
  stopped(summary: ServeSummary): void
}

interface TextOptions {
  /** What is served, in words. */
  readonly application: string
  /** No line for each request. */
  readonly quiet: boolean
}

/** For people: a line for each request on stdout, the rest on stderr. */
export function textReporter({application, quiet}: TextOptions): ServeReporter {
  const out = new LineWriter(process.stdout)
  const say = (text: string) => process.stderr.write(`${text}\n`)
  const throttle = new Throttle((kind, count) => say(`${now()} … and ${count} more of that: ${kind}`))
  return {
    started(server) {
      say(`serving ${application}, process ${process.pid}`)
      for (const address of server.addresses) say(`  uwsgi on ${formatAddress(address)}`)
      if (server.stats) say(`  stats on ${formatAddress(server.stats)}`)
      say(`Try: tsgi request ${formatAddress(server.addresses[0]!)}     stop: Ctrl-C`)
    },
    request: quiet ? undefined : (event) => out.line(accessLine(event)),
    event(event) {
      if (event.type === 'exception') {
        const request = printable(`${event.method} ${event.uri}`)
        say(`${now()} exception in ${request}\n${stackOf(event.error)}`)
      } else if (event.type === 'problem') {
        if (throttle.allows(event.kind)) say(`${now()} ${problemLine(event)}`)
      } else if (!quiet) out.line(`${now()} ${event.type.toUpperCase()} from ${printable(event.from)}`)
    },
    stray: (error) => say(`${now()} exception outside of a request\n${stackOf(error)}`),
    stopping: (grace) => say(`stopping: requests in progress have ${grace / 1000} s; again to stop at once`),
    stopped({requests, exceptions, cut}) {
      throttle.end()
      out.flush()
      const failed = exceptions === 0 ? '' : `, ${counted(exceptions, 'exception')}`
      say(`stopped after ${counted(requests, 'request')}${failed}${cut === 0 ? '' : `, ${cut} cut off`}`)
    },
  }
}

/** For programs: every event is a document, on one line of stdout. */
export function ndjsonReporter(): ServeReporter {
  const out = new LineWriter(process.stdout)
  const put = (type: string, document: object) =>
    out.line(jsonLine({type, time: new Date().toISOString(), ...document}))
  const throttle = new Throttle((kind, count) => put('suppressed', {kind, count}))
  return {
    started: (server) => put('started', {pid: process.pid, sockets: server.addresses, stats: server.stats}),
    request: (event) => put(event.type, event),
    event(event) {
      if (event.type === 'exception') put(event.type, {...event, error: stackOf(event.error)})
      else if (event.type !== 'problem' || throttle.allows(event.kind)) put(event.type, event)
    },
    stray: (error) => put('exception', {error: stackOf(error)}),
    stopping: (grace) => put('stopping', {grace_s: grace / 1000}),
    stopped(summary) {
      throttle.end()
      put('stopped', {schema: 'tsgi.serve/1', ...summary})
      out.flush()
    },
  }
}

/** The common log format, and how long it took. */
function accessLine(event: RequestEvent): string {
  const {remote_addr, remote_user, method, uri, protocol, status, body_bytes, time_ms, aborted} = event
  const request = printable(`${method} ${uri} ${protocol}`).replaceAll('"', '\\"')
  const who = `${printable(remote_addr) || '-'} - ${printable(remote_user) || '-'}`
  const answer = `${status || '-'} ${body_bytes} ${time_ms.toFixed(1)}ms${aborted ? ' aborted' : ''}`
  return `${who} [${clock()}] "${request}" ${answer}`
}

function problemLine({from, message}: ProblemEvent): string {
  return printable(`${from}: ${message}`)
}

function stackOf(error: unknown): string {
  return printableLines(error instanceof Error ? inspect(error) : `not an Error: ${inspect(error)}`)
}

function now(): string {
  return `[${clock()}]`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `23/Nov/2026:02:20:00 +0000` */
function clock(date = new Date()): string {
  const time = date.toISOString()
  return `${time.slice(8, 10)}/${MONTHS[date.getUTCMonth()]}/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
}
