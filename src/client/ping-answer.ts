import {recogniseForeign} from '../wire/foreign.js'
import {HEADER_BYTES} from '../wire/packet.js'
import type {Exchanged} from './connection.js'
import {type ExpectedStatus, parseExpectedStatus} from './expected-status.js'
import type {PingMethod, PingState} from './ping.js'

export interface Verdict {
  readonly state: PingState
  readonly message: string
}

/** What is kept of an answer: the start of a stats document tells enough. */
const KEEP = 65_536 + HEADER_BYTES
/** An uWSGI without the plugin closes within a millisecond; one second is the smallest socket-timeout there is. */
const SLOW_MS = 950

/** Reads the answer to a probe as it comes, and says when it has seen enough. */
export class AnswerReader {
  readonly #method: PingMethod
  readonly #expected: ExpectedStatus
  #bytes: Buffer = Buffer.alloc(0)

  constructor(method: PingMethod, expect = '2xx,3xx') {
    this.#method = method
    this.#expected = parseExpectedStatus(expect)
  }

  /** True when nothing that follows can change the verdict. */
  push(chunk: Buffer): boolean {
    if (this.#bytes.length < KEEP)
      this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, KEEP - this.#bytes.length)])
    if (this.#method === 'request') return false // to the end: uWSGI logs an error for a client that leaves early
    if (this.#method === 'ping' && this.#bytes[0] === 100) return this.#isWholePacket()
    const mayBeStats = this.#bytes[0] === 0x7b /* { */ || this.#bytes[0] === 0x48 /* HTTP */
    return !mayBeStats || this.#bytes.length >= KEEP
  }

  /** What it all was. */
  verdict({ended, total_ms, received}: Exchanged): Verdict {
    if (received === 0) return this.#nothing(ended, total_ms)
    const text = this.#bytes.toString('latin1')
    if (isStats(text)) return {state: 'stats', message: 'a stats server answered'}
    if (this.#method === 'request' || (this.#method === 'empty' && text.startsWith('HTTP/'))) return this.#status(text)
    if (this.#method === 'empty') return garbled(this.#bytes, received)
    return this.#pong() ?? garbled(this.#bytes, received)
  }

  #isWholePacket(): boolean {
    if (this.#bytes.length < HEADER_BYTES) return false
    return this.#bytes[3] !== 1 || this.#bytes.length >= HEADER_BYTES + this.#bytes.readUInt16LE(1)
  }

  #nothing(ended: Exchanged['ended'], total_ms: number): Verdict {
    const seconds = (total_ms / 1000).toFixed(total_ms < 9950 ? 1 : 0).replace(/\.0$/, '')
    if (ended === 'timeout') {
      return {state: 'silent', message: `timed out after ${seconds} s (accepted by the kernel, no worker answered)`}
    }
    if (ended === 'aborted') return {state: 'silent', message: `interrupted after ${seconds} s without an answer`}
    if (ended === 'reset') return {state: 'garbled', message: 'the connection was reset without a byte'}
    if (this.#method === 'request') return {state: 'garbled', message: 'closed without an answer to the request'}
    if (total_ms >= SLOW_MS) {
      return {
        state: 'alive',
        message: `closed without a reply after ${seconds} s: slow for uwsgi; tsgi identify tells more`,
      }
    }
    if (this.#method === 'empty') return {state: 'alive', message: 'closed without a byte, as uWSGI does'}
    return {
      state: 'alive',
      message: 'closed without a reply: ping plugin not loaded; add "plugin = ping" or use --path',
    }
  }

  /** `64 00 00 01`, or `64 size 01` and the server's warning (`plugins/ping/ping_plugin.c`). */
  #pong(): Verdict | undefined {
    const bytes = this.#bytes
    if (bytes.length < HEADER_BYTES || bytes[0] !== 100 || bytes[3] !== 1) return undefined
    const size = bytes.readUInt16LE(1)
    if (size === 0) return {state: 'pong', message: ''}
    const text = bytes.toString('utf8', HEADER_BYTES, HEADER_BYTES + size)
    // The length passes through a signed char: of a warning over 127 bytes nothing arrives.
    return {state: 'warning', message: text === '' ? 'the server has a warning too long for it to send' : text}
  }

  #status(text: string): Verdict {
    const [head = '', behind] = text.split(/\r?\n\r?\n/, 2)
    const line = /^HTTP\/\d\.\d (\d{3})(?: ([^\r\n]*))?/.exec(head)
    const status = line?.[1] ?? /^status: *(\d{3})/im.exec(head)?.[1]
    if (status === undefined) return garbled(this.#bytes, text.length)
    const shown = `${status}${line?.[2] ? ` ${line[2]}` : ''}`
    if (behind === undefined) return {state: 'garbled', message: `answered ${shown}, and the head did not end`}
    if (this.#method === 'empty' || this.#expected.includes(Number(status))) return {state: 'pong', message: shown}
    return {state: 'garbled', message: `answered ${shown}, expected ${this.#expected.text}`}
  }
}

/** uWSGI's stats begin with the version, bare or behind an HTTP header (`core/stats.c`). */
export function isStats(text: string): boolean {
  const body = text.startsWith('HTTP/') ? (text.split('\r\n\r\n', 2)[1] ?? '') : text
  return /^\s*\{\s*"version"\s*:/.test(body)
}

function garbled(bytes: Buffer, received: number): Verdict {
  const [line = ''] = bytes.toString('latin1', 0, 60).split(/\r?\n/, 1)
  const what = recogniseForeign(bytes)?.what ?? `${received} ${received === 1 ? 'byte' : 'bytes'}`
  return {state: 'garbled', message: `answered with ${what}, not with a pong: ${JSON.stringify(line)}`}
}
