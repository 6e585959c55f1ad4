/** What a response starts with. All texts are byte strings. */
export interface ResponseHead {
  /**
   * - `http`: a status line
   * - `cgi`: headers alone, the status in `Status:` (`cgi-mode`), or 200 without it
   * - `bare`: no head at all; every byte is body, and there is no status (0)
   */
  readonly form: 'http' | 'cgi' | 'bare'
  /** uWSGI echoes SERVER_PROTOCOL here, whatever it was; empty for `cgi` and `bare`. */
  readonly protocol: string
  readonly status: number
  readonly reason: string
  /** In the order they came; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** What can be wrong with a response. */
export type ResponseProblemCode =
  | 'empty'
  | 'not-http'
  | 'truncated-head'
  | 'head-too-big'
  | 'no-status-line'
  | 'bad-status-line'
  | 'bad-protocol'
  | 'bad-header'
  | 'bare-lf'
  | 'control-character'
  | 'nul'
  | 'informational'
  | 'transfer-encoding'
  | 'bad-length'
  | 'duplicate-length'
  | 'body-short'
  | 'body-long'

/** What is wrong with a response, and what web servers make of it. Each code comes once. */
export interface ResponseProblem {
  readonly code: ResponseProblemCode
  readonly message: string
}

/** Takes note of a problem. */
export type Report = (code: ResponseProblemCode, message: string) => void

/** The longest first line that is looked at to tell what this is. */
export const DECIDING_BYTES = 256

export const BARE: ResponseHead = {form: 'bare', protocol: '', status: 0, reason: '', headers: []}

/** A protocol with a slash, or one upper-case word such as Apache's INCLUDED; then a status of three digits. */
const STATUS_LINE = /^([!-~]+\/[!-~]*|[A-Z]+) +([1-9]\d\d)(?: (.*))?$/s
const STATUS_VALUE = /^([1-9]\d\d)(?: (.*))?$/s
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/s
const HEADER_START = /^[!#$%&'*+.^_`|~\w-]+:/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BINARY = /[\x00-\x08\x0e-\x1f\x7f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const LINE_END_OR_BINARY = /[\x00-\x08\x0a\x0e-\x1f\x7f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x01-\x08\x0a-\x1f\x7f]/

/**
 * Tells from the first bytes what a response is; `undefined` while more are needed. It is settled by the end of the first
 * line, by {@link DECIDING_BYTES}, by a byte that no head has, or by the end of the input (`ended`).
 */
export function decideForm(start: string, ended: boolean): ResponseHead['form'] | undefined {
  const cut = start.search(LINE_END_OR_BINARY)
  if (cut === -1 && start.length < DECIDING_BYTES && !ended) return undefined
  const line = (cut === -1 ? start : start.slice(0, cut)).replace(/\r$/, '')
  if (line.startsWith('HTTP/') || STATUS_LINE.test(line)) return 'http'
  return HEADER_START.test(line) ? 'cgi' : 'bare'
}

/** Reports why these first bytes are no head. */
export function reportBare(start: string, report: Report): void {
  if (BINARY.test(start.split('\n', 1)[0]!)) {
    report('not-http', 'the answer is no HTTP: it starts with binary bytes; web servers answer 502 or 500')
  } else {
    report('no-status-line', 'no status line and no headers: a naked body, or no HTTP; web servers answer 502 or 500')
  }
}

/**
 * Parses a head, the empty line behind it included. `undefined`, with the problem reported, when it has no status that can be
 * read: then it is no head.
 */
export function parseHead(text: string, form: 'http' | 'cgi', report: Report): ResponseHead | undefined {
  const lines = text.split('\n').slice(0, -1)
  const start = form === 'http' ? readStatusLine(stripCr(lines.shift() ?? '')) : {protocol: '', status: 200, reason: ''}
  const headers = lines.slice(0, -1).flatMap((line) => readHeader(stripCr(line), report))
  const status = form === 'http' ? start : readStatusHeader(headers, report)
  if (status === undefined || start === undefined) {
    report('bad-status-line', 'the status cannot be read; web servers answer 502 or 500')
    return undefined
  }
  reportBytes(text, report)
  if (form === 'http' && !/^HTTP\/\d\.\d$/.test(start.protocol)) {
    report(
      'bad-protocol',
      'the status line does not start with HTTP/x.y; web servers answer 502 (uWSGI echoes SERVER_PROTOCOL)',
    )
  }
  return {form, ...start, ...status, headers}
}

interface Status {
  readonly status: number
  readonly reason: string
}

function readStatusLine(line: string): (Status & {readonly protocol: string}) | undefined {
  const [, protocol, status, reason = ''] = STATUS_LINE.exec(line) ?? []
  return protocol === undefined ? undefined : {protocol, status: Number(status), reason}
}

function readStatusHeader(headers: ResponseHead['headers'], report: Report): Status | undefined {
  report('no-status-line', 'headers without a status line (cgi-mode?): Apache answers 502')
  const value = headers.find(([name]) => name.toLowerCase() === 'status')?.[1]
  if (value === undefined) return {status: 200, reason: ''}
  const [, status, reason = ''] = STATUS_VALUE.exec(value) ?? []
  return status === undefined ? undefined : {status: Number(status), reason}
}

function readHeader(line: string, report: Report): [name: string, value: string][] {
  const [, name, value = ''] = HEADER.exec(line) ?? []
  if (name !== undefined) return [[name, value]]
  report('bad-header', 'a header line that is none was left out: no colon, a space in the name, or a folded line')
  return []
}

/** Reports the bytes that web servers disagree about. */
function reportBytes(head: string, report: Report): void {
  if (/(?<!\r)\n/.test(head)) report('bare-lf', 'a line of the head ends in a bare LF; web servers let it pass')
  const lines = head.replaceAll('\r\n', '').replaceAll('\n', '')
  if (lines.includes('\0')) report('nul', 'a NUL in the head: nginx and Apache answer 502')
  if (CONTROL.test(lines)) report('control-character', 'a control character in the head: Apache answers 502')
}

function stripCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
