import type {Address} from '../address.js'
import {formatAddress} from '../address.js'
import {DecodeError} from '../wire/decode-error.js'
import {decodeStats} from '../wire/stats.js'
import type {NoAnswer} from './answer.js'
import {type Exchanged, exchange} from './connection.js'

/** What a stats server sent. */
export interface RawStats {
  readonly ok: true
  /** The JSON, without a head of HTTP. */
  readonly bytes: Buffer
  readonly document: Readonly<Record<string, unknown>>
  readonly isHttp: boolean
  /** Milliseconds since the epoch, when it was read. */
  readonly at: number
  readonly time_ms: number
}

export interface ReadStatsOptions {
  /** Milliseconds for all of it; default 5000. */
  readonly timeout?: number
  /** Ask in HTTP at once. Default: wait for the server to speak, and ask when it does not. */
  readonly http?: boolean
  readonly signal?: AbortSignal
}

/** A stats server speaks as soon as somebody connects; one of HTTP (`stats-http`) waits to be asked. */
const SPEAKS_WITHIN = 400
/** A thousand cores in requests of 64 KiB each. */
const KEEP = 128 << 20
const ENDLESS = 'more than 128 MiB, and no end'

/** Reads the document of a stats server, raw or HTTP; never asks a raw one in HTTP, which would reset the connection. */
export async function readRawStats(address: Address, options: ReadStatsOptions = {}): Promise<RawStats | NoAnswer> {
  const {timeout = 5000, http = false, signal} = options
  const more = {keep: KEEP, ...(signal ? {signal} : {})}
  if (!http) {
    const patience = Math.min(timeout || SPEAKS_WITHIN, SPEAKS_WITHIN)
    const heard = await exchange(address, Buffer.alloc(0), {timeout: patience, renewAfter: 1, ...more})
    if (!heard.connected || heard.bytes.length > 0 || heard.ended !== 'timeout') return answerOf(heard)
  }
  const question = Buffer.from(`GET / HTTP/1.0\r\nHost: ${formatAddress(address)}\r\nAccept: application/json\r\n\r\n`)
  return answerOf(await exchange(address, question, {timeout, ...more}))
}

function answerOf(exchanged: Awaited<ReturnType<typeof exchange>>): RawStats | NoAnswer {
  const time_ms = Math.round(exchanged.total_ms * 1000) / 1000
  if (!exchanged.connected) {
    const state = exchanged.code === 'ABORTED' ? 'aborted' : exchanged.failure
    return {ok: false, state, detail: exchanged.code, bytes: Buffer.alloc(0), time_ms}
  }
  const {bytes} = exchanged
  if (bytes.length === 0) return {ok: false, state: emptyState(exchanged), bytes, time_ms}
  if (exchanged.ended === 'limit') return {ok: false, state: 'garbled', detail: ENDLESS, bytes, time_ms}
  const isHttp = bytes.subarray(0, 5).toString('latin1') === 'HTTP/'
  const body = isHttp ? bodyOf(bytes) : bytes
  try {
    return {ok: true, bytes: body, document: decodeStats(body), isHttp, at: Date.now(), time_ms}
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return {ok: false, state: 'garbled', detail: error.message, bytes, time_ms}
  }
}

function emptyState({ended}: Exchanged): NoAnswer['state'] {
  return ended === 'timeout' ? 'silent' : ended === 'aborted' ? 'aborted' : 'empty'
}

function bodyOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n')
  return end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 4)
}
