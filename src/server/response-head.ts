/** nginx refuses a head over its `uwsgi_buffer_size`, one memory page by default: 502 "upstream sent too big header". */
export const FRONT_HEAD_BYTES = 4096

/** What belongs to one connection (RFC 9110, 7.6.1); the connection to the front is closed behind every answer. */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const HOP_BY_HOP_LINE = new RegExp(`^(?:${[...HOP_BY_HOP].join('|')}):.*\\r\\n`, 'gim')

/** A head without the lines that concern the connection alone. */
export function withoutHopByHop(head: string): string {
  return head.replace(HOP_BY_HOP_LINE, '')
}

const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/
const NOT_FIELD_TEXT = /[^\t\x20-\x7e\x80-\xff]/

export interface ResponseHead {
  readonly protocol: string
  /** 200–599 */
  readonly status: number
  /** Byte string; may be empty. */
  readonly reason: string
  readonly headers: Iterable<readonly [name: string, value: string]>
}

/**
 * The head of an answer as fronts demand it: one status line, CRLF, nothing about the connection. A byte string.
 *
 * @throws Error for what would end a header early or make a front refuse the answer: Apache and nginx answer 502 to control
 * characters, and what follows a CR LF would be a header of its own.
 */
export function encodeResponseHead({protocol, status, reason, headers}: ResponseHead): string {
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new Error(`${status} is no status of an answer`)
  if (NOT_FIELD_TEXT.test(reason)) throw new Error(`the reason ${JSON.stringify(reason)} holds a control character`)
  let head = `${protocol} ${status} ${reason}\r\n`
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw new Error(`${JSON.stringify(name)} is no header name`)
    if (NOT_FIELD_TEXT.test(value)) {
      throw new Error(`the header ${name} holds a control character or one above 0xFF: ${JSON.stringify(value)}`)
    }
    if (!HOP_BY_HOP.has(name.toLowerCase())) head += `${name}: ${value}\r\n`
  }
  return `${head}\r\n`
}
